"""Measures the engine `news` on text that it was not trained on.

    CORPUS_DATA=... python -m benchmarks.ner.news test

`tuning` and `test` are the halves of the gold set of many topics, cleaned, segmented and
tagged as `corpus annotate` does it; beside them stand the articles of NakbaTR (Anadolu Agency)
of the same use, 71-83 and 84-103, with the tokens and sentences of their annotators.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ner.topics import HALVES, GoldArticle, load_topics
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText, SegmentedText
from lavrov_corpus.evaluation.scoring import (
    ALL,
    Answer,
    Score,
    Span,
    f1_interval,
    score,
    table,
    until,
)
from lavrov_corpus.ner import EFFORTS, Tagger
from lavrov_corpus.ner.news import NewsTagger
from lavrov_corpus.segmentation import load_rules, segment
from training.ner.corpora import (
    DEV_ARTICLES,
    TEST_ARTICLES,
    TaggedSentence,
    read_articles,
    with_apostrophes,
)

AGENCY_ARTICLES = {"tuning": DEV_ARTICLES, "test": TEST_ARTICLES}


def scored_topics(articles: Sequence[GoldArticle], tagger: Tagger) -> list[dict[Span, float]]:
    """Return what a tagger finds in the annotated part of articles, in the raw text: scores."""
    rules = load_rules()
    cleaned, segmented = [], []
    for article in articles:
        # The collection has the marks of Windows-1252 as control characters, one for one.
        raw = with_apostrophes(article.text)
        digest = hashlib.sha256(raw.encode()).hexdigest()
        cleaned.append(clean(RawText(str(article.line), digest, "utf-8", raw)))
        segmented.append(segment(cleaned[-1].text, cleaned[-1].paragraphs, rules))
    found = []
    for article, text, mentions in zip(articles, cleaned, tagger.tag(segmented), strict=True):
        scores = {
            Span(*text.origin.source_span(m.start, m.end), m.label): m.score for m in mentions
        }
        found.append({span: scores[span] for span in until(scores, article.end)})
    return found


def answer_topics(articles: Sequence[GoldArticle], tagger: Tagger) -> list[Answer]:
    """Return the gold spans of articles beside those of a tagger, in the raw text."""
    found = scored_topics(articles, tagger)
    return [Answer(a.spans, list(spans)) for a, spans in zip(articles, found, strict=True)]


def as_text(sentences: Sequence[TaggedSentence]) -> tuple[SegmentedText, list[Span]]:
    """Lay the words of an article out with single blanks; return it with its gold spans."""
    words = [word for sentence in sentences for word in sentence.words]
    numbers = [i for i, sentence in enumerate(sentences) for _ in sentence.words]
    text, tokens = " ".join(words), []
    start = 0
    for word, number in zip(words, numbers, strict=True):
        tokens.append((start, start + len(word), number))
        start += len(word) + 1
    spans, first = [], 0
    for sentence in sentences:
        for begin, stop, label in sentence.spans:
            spans.append(Span(tokens[first + begin][0], tokens[first + stop - 1][1], label))
        first += len(sentence.words)
    bounds = [
        (min(t[0] for t in tokens if t[2] == i), max(t[1] for t in tokens if t[2] == i), 0)
        for i in range(len(sentences))
    ]
    return SegmentedText(text, (), tuple(bounds), tuple(tokens)), spans


def answer_agency(articles: Sequence[Sequence[TaggedSentence]], tagger: Tagger) -> list[Answer]:
    """Return the gold spans of NakbaTR articles beside those of a tagger."""
    laid_out = [as_text(article) for article in articles]
    found = tagger.tag([text for text, _ in laid_out])
    return [
        Answer(gold, [Span(m.start, m.end, m.label) for m in mentions])
        for (_, gold), mentions in zip(laid_out, found, strict=True)
    ]


def measure(half: str, data: Path, tagger: Tagger) -> dict[str, list[Answer]]:
    """Return the answers of a tagger to one half of each gold set, by the set's name."""
    agency = read_articles(data / "ner" / "nakbatr-aa.txt")[AGENCY_ARTICLES[half]]
    return {
        "topics": answer_topics(load_topics(half, data), tagger),
        "agency": answer_agency(agency, tagger),
    }


def _print(name: str, result: Score, answers: Sequence[Answer]) -> None:
    low, high = f1_interval(answers)
    print(f"{name}: F1 {100 * result.counts[ALL].f1:.1f} ({100 * low:.1f} to {100 * high:.1f})")
    print(table(result))


def report(half: str, data: Path, effort: str) -> None:
    """Print the figures of the bundled model on one half of both gold sets."""
    started = time.perf_counter()
    tagger = NewsTagger.load(effort=effort)
    print(f"effort {effort}, loaded in {time.perf_counter() - started:.2f} s")
    for name, answers in measure(half, data, tagger).items():
        _print(name, score(answers), answers)


def main() -> None:
    """Print the figures of the half and the efforts that are named."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("efforts", nargs="*", default=EFFORTS)
    chosen = parser.parse_args()
    for effort in chosen.efforts:
        report(chosen.half, Path(os.environ["CORPUS_DATA"]), effort)


if __name__ == "__main__":
    main()
