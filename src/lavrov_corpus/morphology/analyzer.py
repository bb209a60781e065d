"""zeyrek's analyses of single words.

Its `analyze` is never called: that cuts words with NLTK data that is not there, drops
apostrophes and writes a warning for each analysis.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.dictionary import GrowingMorphotactics, zeyrek_modules
from lavrov_corpus.morphology.features import UPOS, features, word_class
from lavrov_corpus.morphology.packed import PackedTable
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.turkish import tr_lower

_LONGEST_WORD = 60
_ALPHABET = frozenset("abcçdefgğhıijklmnoöprsştuüvyzxwqâîû")
_NO_CIRCUMFLEX = str.maketrans("âîû", "aiu")
_HARDENED = {"ğ": "k", "c": "ç", "b": "p", "d": "t"}


class ZeyrekAnalyzer:
    """All readings that zeyrek's dictionary and morphotactics allow for a word.

    Its dictionary is read with the first word, and prepared as far as the words need it.
    """

    def __init__(self, cache_size: int = 8192) -> None:
        self._cache_size = cache_size
        self._cached = lru_cache(cache_size)(self._analyze)

    def __reduce__(self) -> tuple[type[ZeyrekAnalyzer], tuple[int]]:
        return type(self), (self._cache_size,)

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Return the readings of a word that has no apostrophe, in a fixed order.

        Case and circumflexes of the word are ignored. A word with a letter or mark that
        zeyrek does not know, or longer than 60 letters, has no reading.
        """
        folded = tr_lower(word)
        if len(folded) > _LONGEST_WORD or not _ALPHABET.issuperset(folded):
            return ()
        return self._cached(folded)

    def _analyze(self, word: str) -> tuple[Reading, ...]:
        plain = word.translate(_NO_CIRCUMFLEX)
        self._dictionary.prepare(plain)
        found = {reading for found in self._search.analyze(plain) for reading in _read(found)}
        return tuple(sorted(found, key=lambda reading: (reading.morphemes, reading)))

    @cached_property
    def _dictionary(self) -> GrowingMorphotactics:
        return GrowingMorphotactics(PackedTable(resources.read(resources.STEMS)))

    @cached_property
    def _search(self) -> Any:
        with zeyrek_modules():
            from lavrov_corpus.morphology.search import (  # noqa: PLC0415  imports zeyrek
                RepeatableAnalyzer,
            )

        return RepeatableAnalyzer(self._dictionary.graph)


def _read(analysis: Any) -> list[Reading]:
    """Return the reading with the dictionary form and those with each derived stem."""
    item = getattr(analysis.dict_item, "reference_item", analysis.dict_item)
    morphemes = [(surface, morpheme.id_) for morpheme, surface in analysis.morphemes]
    identifiers = [identifier for _, identifier in morphemes]
    spelled = "+".join(f"{surface}:{name}" if surface else name for surface, name in morphemes)
    lemma = item.lemma[:-3] if identifiers[0] == "Verb" else item.lemma
    proper = item.secondary_pos is not None and item.secondary_pos.value in ("Prop", "Abbrv")
    if identifiers[0] == "Ques":
        lemma = "mi"
    elif not proper:
        lemma = tr_lower(lemma)
    tag, feats = word_class(identifiers, proper), features(identifiers)
    readings = [Reading(lemma, tag, feats, spelled, "zeyrek")]
    readings += [
        Reading(stem, tag, feats, spelled, "stem") for stem in _derived_stems(lemma, morphemes)
    ]
    return readings


def _derived_stems(lemma: str, morphemes: list[tuple[str, str]]) -> list[str]:
    """Return the stems that end in a derivational suffix, from the shortest on."""
    stems: list[str] = []
    text = morphemes[0][0]
    entries = [*morphemes[1:], ("", "")]
    for (surface, name), (_, following) in pairwise(entries):
        text += surface
        derived = following in UPOS and name not in UPOS and name != "Zero"
        if derived and surface and name not in ("Able", "Hastily", "Repeat"):
            stems.append(text if following == "Verb" else _hardened(text))
    return [stem for stem in dict.fromkeys(stems) if stem != lemma]


def _hardened(stem: str) -> str:
    return stem[:-1] + _HARDENED[stem[-1]] if stem[-1] in _HARDENED else stem
