"""Every reading that a word may have: zeyrek's, and those that zeyrek does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.suffixes import VOICELESS, stems_and_suffixes
from lavrov_corpus.turkish import VOWELS

_HARDENED = {"ğ": "k", "c": "ç", "b": "p", "d": "t"}
_NOMINATIVE = "Case=Nom"
_COPULAS = (
    *("tı", "ti", "tu", "tü", "tır", "tir", "tur", "tür"),
    *("mış", "miş", "muş", "müş", "sa", "se", "ken"),
)
_NECESSITY = re.compile(r"m(?:alı|eli)(?:[ysdl]\w*)?$")
_NECESSARY = "Mood=Nec|Number=Sing|Person=3|Polarity=Pos|VerbForm=Fin"
_INFINITIVES = ("mak", "mek", "lık", "lik", "luk", "lük")


@dataclass(frozen=True, slots=True)
class Irregular:
    """What the treebanks have and zeyrek's dictionary has not.

    `words` maps a word in small letters to readings `(lemma, UPOS, feats)`; `lemmas` maps
    a lemma of zeyrek to one that the treebanks use in its place.
    """

    words: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    lemmas: Mapping[str, str] = field(default_factory=dict)


def candidates(word: str, analyzer: ZeyrekAnalyzer, irregular: Irregular) -> tuple[Reading, ...]:
    """Return every reading of a word in small letters without an apostrophe; never empty."""
    found = dict.fromkeys(analyzer.readings(word))
    found.update(dict.fromkeys(_instrumental(word, analyzer)))
    if not found:
        found.update(dict.fromkeys(_with_copula(word, analyzer)))
        found.update(dict.fromkeys(_necessity(word, analyzer)))
    for reading in tuple(found):
        if reading.lemma in irregular.lemmas:
            found[reading._replace(lemma=irregular.lemmas[reading.lemma], source="other")] = None
    if not found:
        found.update(dict.fromkeys(_guesses(word)))
    for lemma, tag, feats in irregular.words.get(word, ()):
        found[Reading(lemma, tag, feats, "", "treebank")] = None
    found.update(dict.fromkeys(_whole(word)))
    return tuple(found)


def _instrumental(word: str, analyzer: ZeyrekAnalyzer) -> Iterator[Reading]:
    """Yield the readings as noun and `-la`; zeyrek misses those of `kazançla`, `çocukla`."""
    stem = word[:-2]
    if word[-2:] in ("la", "le") and stem[-1:] in VOICELESS:
        for reading in analyzer.readings(stem):
            if reading.pos in ("NOUN", "ADJ") and reading.feats.startswith(_NOMINATIVE):
                feats = reading.feats.replace(_NOMINATIVE, "Case=Ins")
                yield reading._replace(
                    feats=feats, morphemes=f"{reading.morphemes}+{word[-2:]}:Ins"
                )


def _with_copula(word: str, analyzer: ZeyrekAnalyzer) -> Iterator[Reading]:
    """Yield readings of `yapmaktı`, `güçlüktür`, `bebekti`: zeyrek has no copula after these."""
    for copula in _COPULAS:
        stem = word.removesuffix(copula)
        if stem == word or stem[-1:] not in VOICELESS:
            continue
        infinitive = stem.endswith(_INFINITIVES)
        for reading in analyzer.readings(stem):
            if infinitive or reading.feats.startswith(_NOMINATIVE):
                yield reading._replace(morphemes=f"{reading.morphemes}+Zero+Verb+{copula}:Cop")


def _necessity(word: str, analyzer: ZeyrekAnalyzer) -> Iterator[Reading]:
    """Yield the readings of `kurtulmalıyız`: zeyrek has `-malı` after some stems only."""
    ending = _NECESSITY.search(word)
    if ending:
        for reading in analyzer.readings(word[: ending.start()]):
            if reading.morphemes.endswith("Verb+Imp+A2sg"):
                spelled = reading.morphemes.removesuffix("Imp+A2sg") + f"{ending[0]}:Neces"
                yield reading._replace(feats=_NECESSARY, morphemes=spelled)


def _whole(word: str) -> Iterator[Reading]:
    """Yield the word as its own lemma: frozen forms (`içinde`, `hakkında`) and new words."""
    for tag in ("ADV", "NOUN", "ADJ"):
        feats = "Case=Nom|Number=Sing|Person=3" if tag == "NOUN" else ""
        yield Reading(word, tag, feats, "", "whole")


def _guesses(word: str) -> Iterator[Reading]:
    """Yield a noun for each chain of suffixes that the end of an unknown word may be."""
    for stem, suffix in stems_and_suffixes(word):
        tag = "ADJ" if suffix.attributive else "NOUN"
        spelled = f"{stem}:?+{suffix.text}"
        yield Reading(stem, tag, suffix.feats, spelled, "guess")
        if stem[-1] in _HARDENED and suffix.text[0] in VOWELS:
            yield Reading(stem[:-1] + _HARDENED[stem[-1]], tag, suffix.feats, spelled, "guess")
