"""The words that a part of the corpus uses more than the rest of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from lavrov_corpus.queries.association import log_likelihood, log_ratio
from lavrov_corpus.store import ArticleSummary
from lavrov_corpus.turkish import tr_fold

#: A part of the corpus is compared with the rest only if it has this many articles.
LEAST_ARTICLES = 10
#: A word in fewer articles of a part tells of these articles, not of the part.
LEAST_SPREAD = 3
#: The value of G² that chance exceeds once in ten thousand times (chi-square, 1 degree) if each
#: use of a word is drawn alone; as words come in clumps, it does so more often.
SIGNIFICANT = 15.13
MOST_PARTS = 6
MOST_WORDS = 20

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})
NOMINAL = frozenset({"NOUN", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Division:
    """A way to divide the corpus: `parts[source]` is the part that an article is in."""

    kind: str
    parts: Mapping[str, str]


@dataclass(slots=True)
class Usage:
    """How often words are used in a part of the corpus, and in how many of its articles."""

    articles: int = 0
    words: int = 0
    uses: Counter[str] = field(default_factory=Counter)
    spread: Counter[str] = field(default_factory=Counter)

    def add(self, words: Sequence[str]) -> None:
        """Count the words of one article."""
        self.articles += 1
        self.words += len(words)
        self.uses.update(words)
        self.spread.update(set(words))


def divisions(summaries: Sequence[ArticleSummary]) -> list[Division]:
    """Return the ways in which the corpus can be divided, the most telling first.

    By agency; by time, into an earlier and a later half at the median date; by the folder of
    the source. Parts of fewer than LEAST_ARTICLES articles are left out, and so is a
    division with fewer than two parts.
    """
    dates = sorted(summary.date for summary in summaries if summary.date)
    middle = dates[len(dates) // 2] if dates else ""
    found = (
        ("agency", {s.source: s.agency for s in summaries}),
        ("time", {s.source: _half(s.date, middle) for s in summaries}),
        ("folder", {s.source: str(PurePosixPath(s.source).parent) for s in summaries}),
    )
    kept = [Division(kind, _large_parts(parts)) for kind, parts in found]
    return [division for division in kept if len(set(division.parts.values())) > 1]


def lemmas(article: Mapping[str, Any], classes: Collection[str]) -> list[str]:
    """Return the lemmas of the words of these classes (UPOS) of an article in JSON.

    An article that was annotated without lemmas gives its words of letters, folded.
    """
    text, tokens = article["text"], article["tokens"]
    if any(token["lemma"] for token in tokens):
        return [t["lemma"] for t in tokens if t["pos"] in classes and len(t["lemma"]) > 1]
    surfaces = (text[token["start"] : token["end"]] for token in tokens)
    return [tr_fold(word) for word in surfaces if len(word) > 1 and word.isalpha()]


def key_words(part: Usage, rest: Usage) -> list[tuple[str, int, int, float, float]]:
    """Return (word, uses, uses in the rest, G², log ratio) of the words that mark the part.

    Highest G² first, at most MOST_WORDS. The log ratio (Hardie 2014) is the binary logarithm
    of how many times as frequent the word is here; a word that the rest never uses counts
    there as used half a time.
    """
    if not part.words or not rest.words:
        return []
    words = [
        word
        for word, uses in part.uses.items()
        if part.spread[word] >= LEAST_SPREAD and uses * rest.words > rest.uses[word] * part.words
    ]
    uses = np.array([part.uses[word] for word in words], np.float64)
    others = np.array([rest.uses[word] for word in words], np.float64)
    total = float(part.words + rest.words)
    scores = log_likelihood(uses, uses + others, np.full_like(uses, part.words), total)
    ratios = log_ratio(uses, part.words, others, rest.words)
    found = [
        (word, int(uses[i]), int(others[i]), round(float(scores[i]), 1), round(float(ratios[i]), 2))
        for i, word in enumerate(words)
        if scores[i] >= SIGNIFICANT
    ]
    return sorted(found, key=lambda row: (-row[3], row[0]))[:MOST_WORDS]


class WordCount:
    """Counts the words of the corpus for each part of each division."""

    def __init__(self, divided: Sequence[Division]) -> None:
        self._divided = divided
        self._usage: list[dict[str, Usage]] = [{} for _ in divided]

    def add(self, source: str, words: Sequence[str]) -> None:
        """Count the words of the article that came from `source`."""
        for division, usage in zip(self._divided, self._usage, strict=True):
            part = division.parts.get(source)
            if part is not None:
                usage.setdefault(part, Usage()).add(words)

    def contrasts(self) -> Iterator[dict[str, Any]]:
        """Yield each division with the key words of each of its parts, largest part first."""
        for division, usage in zip(self._divided, self._usage, strict=True):
            parts = sorted(usage, key=lambda name: (-usage[name].articles, name))
            yield {
                "kind": division.kind,
                "parts": [
                    {
                        "name": name,
                        "articles": usage[name].articles,
                        "words": usage[name].words,
                        "rest": sum(usage[other].words for other in parts if other != name),
                        "keys": key_words(usage[name], _rest_of(usage, name)),
                    }
                    for name in parts
                ],
            }


def _rest_of(usage: Mapping[str, Usage], name: str) -> Usage:
    rest = Usage()
    for other, counted in usage.items():
        if other != name:
            rest.words += counted.words
            rest.uses.update(counted.uses)
    return rest


def _half(date: str, middle: str) -> str:
    if not date:
        return ""
    return "earlier" if date < middle else "later"


def _large_parts(parts: Mapping[str, str]) -> dict[str, str]:
    sizes = Counter(part for part in parts.values() if part)
    kept = {part for part, size in sizes.most_common(MOST_PARTS) if size >= LEAST_ARTICLES}
    return {source: part for source, part in parts.items() if part in kept}
