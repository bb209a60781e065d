"""UPOS and UD features of the morphemes that zeyrek finds.

Participles, converbs and verbal nouns are `VERB` with a `VerbForm`, and a noun with a
copula stays a noun, as in the BOUN treebank (Türk et al. 2022, "Resources for Turkish
dependency parsing").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

UPOS = {
    "Noun": "NOUN",
    "Adj": "ADJ",
    "Verb": "VERB",
    "Pron": "PRON",
    "Adv": "ADV",
    "Conj": "CCONJ",
    "Punc": "PUNCT",
    "Ques": "AUX",
    "Postp": "ADP",
    "Det": "DET",
    "Num": "NUM",
    "Dup": "ADV",
    "Interj": "INTJ",
}
CASES = frozenset({"Dat", "Acc", "Abl", "Loc", "Ins", "Gen", "Equ"})
_NUMBER = {"sg": "Sing", "pl": "Plur"}
_VERBAL_NOUNS = frozenset({"Inf1", "Inf2", "Inf3", "ActOf"})
_PARTICIPLES = {
    "PastPart": {"Tense": "Past"},
    "NarrPart": {"Tense": "Past", "Evident": "Nfh"},
    "FutPart": {"Tense": "Fut"},
    "PresPart": {"Tense": "Pres"},
    "AorPart": {"Tense": "Pres", "Aspect": "Hab"},
}
CONVERBS = frozenset(
    {
        "AsIf",
        "While",
        "When",
        "SinceDoingSo",
        "AsLongAs",
        "ByDoingSo",
        "Adamantly",
        "AfterDoingSo",
        "WithoutHavingDoneSo",
        "WithoutBeingAbleToHaveDoneSo",
    }
)
_TENSES = {
    "Prog1": {"Aspect": "Prog", "Tense": "Pres"},
    "Prog2": {"Aspect": "Prog", "Tense": "Pres"},
    "Aor": {"Aspect": "Hab", "Tense": "Pres"},
    "Fut": {"Aspect": "Perf", "Tense": "Fut"},
    "Past": {"Aspect": "Perf", "Tense": "Past", "Evident": "Fh"},
    "Narr": {"Aspect": "Perf", "Tense": "Past", "Evident": "Nfh"},
    "Pres": {"Tense": "Pres"},
    "Cond": {"Mood": "Cnd"},
    "Imp": {"Mood": "Imp"},
    "Opt": {"Mood": "Opt"},
    "Desr": {"Mood": "Des"},
    "Neces": {"Mood": "Nec"},
    "Able": {"Mood": "Pot"},
    "Cop": {"Mood": "Gen"},
}
_NEGATIONS = {"Neg": {"Polarity": "Neg"}, "Unable": {"Mood": "Pot", "Polarity": "Neg"}}
_VOICES = {"Pass": "Pass", "Caus": "Cau", "Recip": "Rcp", "Reflex": "Rfl"}
#: Derivations after which the word is still the same verb.
SAME_VERB = frozenset(
    {"Able", "Hastily", "Repeat", "Almost", "EverSince", "Stay", "Start", *_VOICES}
)
NONFINITE = frozenset({*_VERBAL_NOUNS, *_PARTICIPLES, *CONVERBS})


def word_class(identifiers: Sequence[str], proper: bool) -> str:
    """Return the UPOS of an analysis, given the identifiers of its morphemes in order.

    `proper` tells whether its dictionary item is a proper noun.
    """
    tag = "PROPN" if proper and identifiers[0] == "Noun" else UPOS.get(identifiers[0], "X")
    nominal = tag
    for before, identifier in pairwise(identifiers):
        if identifier in NONFINITE:
            tag = nominal = "VERB"
        elif identifier in UPOS and before != "Zero" and before not in NONFINITE | SAME_VERB:
            tag = nominal = UPOS[identifier]
        elif before == "Zero" and identifier == "Noun" and nominal == "VERB":
            tag = nominal = "NOUN"
    return tag


def features(identifiers: Sequence[str]) -> str:
    """Return the UD FEATS of an analysis ("" if it has none), keys in alphabetic order."""
    found: dict[str, str] = {}
    for before, identifier in zip(("", *identifiers), identifiers, strict=False):
        _add(found, before, identifier)
    if "Mood" not in found and "VerbForm" in found and found["VerbForm"] == "Fin":
        found["Mood"] = "Ind"
    if "Number" in found and "Case" not in found and found.get("VerbForm", "Vnoun") != "Fin":
        found["Case"] = "Nom"
    return "|".join(f"{key}={found[key]}" for key in sorted(found))


def _add(found: dict[str, str], before: str, identifier: str) -> None:
    if identifier in UPOS:
        _enter_class(found, before, identifier)
    elif identifier in _TENSES:
        _add_tense(found, identifier)
    elif identifier in _VOICES:
        found["Voice"] = found.get("Voice", "") + _VOICES[identifier]
    elif identifier in CASES:
        found["Case"] = identifier
    elif identifier in _NEGATIONS:
        found.update(_NEGATIONS[identifier])
    elif identifier[0] in "AP" and identifier[2:] in _NUMBER:
        _add_person(found, identifier)
    elif identifier in NONFINITE:
        _add_nonfinite(found, identifier)


def _enter_class(found: dict[str, str], before: str, identifier: str) -> None:
    copula = before == "Zero" and identifier == "Verb"
    if not copula and before not in NONFINITE | SAME_VERB | {"Zero"}:
        found.clear()
    if identifier == "Verb":
        found["VerbForm"] = "Fin"
        if not copula:
            found.setdefault("Polarity", "Pos")


def _add_tense(found: dict[str, str], identifier: str) -> None:
    tense = dict(_TENSES[identifier])
    if found.get("Tense") == "Past" and identifier == "Past":
        found["Tense"] = "Pqp"
        return
    if "Aspect" in found:
        tense.pop("Aspect", None)
    found.update(tense)


def _add_person(found: dict[str, str], identifier: str) -> None:
    layer = "[psor]" if identifier[0] == "P" else ""
    found["Number" + layer] = _NUMBER[identifier[2:]]
    found["Person" + layer] = identifier[1]


def _add_nonfinite(found: dict[str, str], identifier: str) -> None:
    if identifier in _VERBAL_NOUNS:
        found["VerbForm"] = "Vnoun"
    elif identifier in _PARTICIPLES:
        found["VerbForm"] = "Part"
        found.update(_PARTICIPLES[identifier])
    else:
        found["VerbForm"] = "Conv"
    found.pop("Mood", None)
