from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.ner.pieces import BLOCK, MARKS, Pieces, unpacked

TEXTS = (*MARKS, "▁", "▁Türkiye", "▁Tür", "kiye", "'", "de", "d", "e", "f", "i", "T")
SCORES = (0.0, 0.0, 0.0, 0.0, -4.0, -5.0, -6.0, -6.0, -3.0, -3.5, -9.0, -9.0, -8.0, -8.0, -9.0)


def cut(word: str) -> list[str]:
    return [TEXTS[number] for number in Pieces(TEXTS, SCORES).cut(word)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Türkiye'de", ["▁Türkiye", "'", "de"]),
        ("Türed", ["▁Tür", "e", "d"]),
        ("ﬁ", ["▁", "f", "i"]),  # a ligature is two letters to the network
        ("de", ["▁", "de"]),
        ("dx", ["▁", "d", "<unk>"]),
        ("", ["▁"]),
        ("\u00a0", ["▁"]),
    ],
)
def test_a_word_is_cut_into_its_likeliest_pieces(word: str, pieces: list[str]) -> None:
    assert cut(word) == pieces


@given(st.text(alphabet="▁Türkiyed'fT", max_size=30))
def test_pieces_of_known_letters_spell_the_word(word: str) -> None:
    letters = (*MARKS, *"▁Türkiyed'f", "Tür", "kiye", "'de")
    pieces = Pieces(letters, [0.0] * 4 + [-5.0] * (len(letters) - 4))
    assert "".join(letters[i] for i in pieces.cut(word)) == "▁" + word


def test_a_word_is_cut_the_same_once_it_is_known() -> None:
    pieces = Pieces(TEXTS, SCORES)
    assert pieces.cut("Türkiye'de") == pieces.cut("Türkiye'de")


def test_blocks_of_four_bits_are_unpacked_low_halves_first() -> None:
    blocks = np.zeros((1, 2), BLOCK)
    blocks["scale"] = [[0.5, 2.0]]
    blocks["nibbles"][0, 0] = [0x80 + i for i in range(16)]
    blocks["nibbles"][0, 1] = 0x98
    first = [(i - 8) * 0.5 for i in range(16)] + [0.0] * 16
    assert unpacked(blocks).tolist() == [first + [0.0] * 16 + [2.0] * 16]
