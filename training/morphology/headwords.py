"""Verbs of saying that are learnt whole though one treebank cuts them.

The treebanks contradict one another on derived words. `belirtti` is `belir` in BOUN alone,
while Kenet and Penn have `belirt`, as a dictionary has.
"""

from __future__ import annotations

from dataclasses import replace

from training.morphology.gold import Occurrence
from training.morphology.treebanks import comparable

#: To state is not to become clear, and to report is not to know.
_SAYING = {"belir": "belirt", "bil": "bildir"}


def with_headword(occurrence: Occurrence) -> Occurrence:
    """Return the occurrence with the whole verb as its lemma, if the treebank cut that."""
    whole = _SAYING.get(comparable(occurrence.gold.lemma), "")
    if not whole or not occurrence.lowered.startswith(whole):
        return occurrence
    return replace(occurrence, gold=replace(occurrence.gold, lemma=whole))
