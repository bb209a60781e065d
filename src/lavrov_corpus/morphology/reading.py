"""One way to read a word: what it is a form of, and which form."""

from __future__ import annotations

from typing import NamedTuple


class Reading(NamedTuple):
    """A lemma with the UPOS and UD features that the word then has.

    `morphemes` spells the reading out, as `iç:Noun+i:P3sg+nde:Loc`; `source` tells where it
    comes from: `zeyrek` (the dictionary form of an analysis), `stem` (a derived stem inside
    an analysis), `whole` (the word as it stands), `rule` (numbers, marks, apostrophes),
    `guess`.
    """

    lemma: str
    pos: str
    feats: str
    morphemes: str
    source: str
