"""Fuller names by way of an index: what comparing all names with all others finds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.document import Mention
from lavrov_corpus.names import canonical_names, fuller
from lavrov_corpus.names.fuller import FullerNames, Key, is_short_for

WORDS = st.sampled_from(["a", "b", "a.", "b.", "ahmet", "ali", "can", "yılmaz"])
KEYS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=12)


def fullest(key: Key, keys: Sequence[Key]) -> Key:
    """Compare a name with all others, again and again."""
    while True:
        found = [other for other in keys if is_short_for(key, other)]
        widest = [other for other in found if not any(is_short_for(other, o) for o in found)]
        if len(widest) != 1 or not all(
            is_short_for(o, widest[0]) for o in found if o not in widest
        ):
            return key
        key = widest[0]


@given(KEYS)
def test_the_index_finds_what_comparing_all_finds(keys: list[Key]) -> None:
    known = list(dict.fromkeys(keys))
    names = FullerNames(known)
    assert [names.fullest(key) for key in known] == [fullest(key, known) for key in known]


def test_many_people_of_one_surname_are_nobody_in_particular() -> None:
    names = FullerNames([("yılmaz",), *((f"ad{i}", "yılmaz") for i in range(1000))])
    assert names.fullest(("yılmaz",)) == ("yılmaz",)
    assert names.fullest(("ad7",)) == ("ad7", "yılmaz")


@pytest.mark.parametrize(
    "surfaces",
    [
        [f"Ahmet Yılmaz{i} Demir" for i in range(2000)],
        [f"Ad{i} Yılmaz" for i in range(2000)],
        ["Yılmaz", *(f"A. Y. Demir{i}" for i in range(2000))],
        [f"DEMİR{i}KAN" for i in range(2000)],
    ],
    ids=["one first and last word", "one surname", "one pair of initials", "capitals"],
)
def test_work_grows_with_the_names_and_not_with_their_square(
    surfaces: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    compare = fuller.is_short_for

    def counted(short: Key, full: Key) -> bool:
        nonlocal compared
        compared += 1
        return compare(short, full)

    monkeypatch.setattr(fuller, "is_short_for", counted)
    text = ", ".join(surfaces)
    mentions, start = [], 0
    for surface in surfaces:
        mentions.append(Mention(start, start + len(surface), 0, "PER"))
        start += len(surface) + 2
    assert len(canonical_names(text, mentions)) == len(surfaces)
    assert compared <= 64 * len(surfaces)
