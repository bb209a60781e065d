"""The base form of a mention, and the fullest name of what it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from lavrov_corpus.document import Mention
from lavrov_corpus.morphology.words import cut_at_apostrophe
from lavrov_corpus.turkish import tr_fold


def base_name(surface: str, label: str) -> str:
    """Return the mention without its case suffix; `label` is its entity type."""
    del label
    return cut_at_apostrophe(surface)[0]


def canonical_names(text: str, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Return `(name, canonical)` of each mention of one article, in order."""
    names = [base_name(text[mention.start : mention.end], mention.label) for mention in mentions]
    return [
        (name, _fullest(name, mention.label, names, mentions))
        for name, mention in zip(names, mentions, strict=True)
    ]


def _fullest(name: str, label: str, names: Sequence[str], mentions: Sequence[Mention]) -> str:
    if label != "PER" or " " in name:
        return name
    full = dict.fromkeys(
        other
        for other, mention in zip(names, mentions, strict=True)
        if mention.label == label and tr_fold(other).endswith(" " + tr_fold(name))
    )
    return next(iter(full)) if len(full) == 1 else name
