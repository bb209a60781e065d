"""What bytes tell of letters is what regular expressions tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.cleaning.letters import LETTERS, encoded, folded_words, surely_longer
from lavrov_corpus.turkish import tr_fold

TEXTS = st.one_of(
    st.text("abcçIİıiÂâ’'-_1²½ªµß \n\f", max_size=60),
    st.text(max_size=60),
    st.binary(max_size=60).map(lambda found: found.decode("cp1254", "ignore")),
)


@given(TEXTS)
def test_folded_words_are_the_folded_runs_of_letters(text: str) -> None:
    assert folded_words(text) == LETTERS.findall(tr_fold(text))


@given(TEXTS, st.floats(0.5, 8))
def test_runs_are_surely_longer_only_where_they_are(text: str, length: float) -> None:
    runs = LETTERS.findall(text)
    if surely_longer(text, length):
        assert sum(map(len, runs)) >= length * len(runs)


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [("Görüşmeler sürüyor", 4.2, True), ("sal dı rı lar", 4.2, False), ("", 4.2, False)],
)
def test_words_are_longer_than_syllables(text: str, length: float, expected: bool) -> None:
    assert surely_longer(text, length) is expected


def test_each_character_is_one_byte() -> None:
    assert encoded("ş🙂\u0307") == b"\xfe??"
