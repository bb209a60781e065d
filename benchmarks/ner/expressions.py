"""Measures dates, amounts of money and percentages on articles annotated by hand.

    CORPUS_DATA=... python -m benchmarks.ner.expressions test [--errors] [--update]

The articles (`gold/expressions.jsonl`, 55 of them) are chosen and kept like those of the gold
set of names (`benchmarks.ner.topics`), from the rest of the same file; `docs/annotation.md`
holds the guidelines. They are cleaned, segmented and tagged as `corpus annotate` does it, names
included, since a name can stand in the way of a date. `--update` raises the floors of
`expressions_floors.json` to what the test half reaches; a test fails below them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ner.topics import HALVES, GoldArticle, load_topics
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText
from lavrov_corpus.evaluation.scoring import Answer, Score, Span, f1_interval, score, table, until
from lavrov_corpus.ner import Tagger
from lavrov_corpus.ner.labels import EXPRESSION_LABELS, labelled, only_names
from lavrov_corpus.ner.news import NewsTagger
from lavrov_corpus.segmentation import load_rules, segment
from training.ner.corpora import with_apostrophes

EXPRESSIONS = Path(__file__).parent / "gold" / "expressions.jsonl"
FLOORS = Path(__file__).with_name("expressions_floors.json")


def answer(articles: Sequence[GoldArticle], tagger: Tagger) -> list[Answer]:
    """Return the gold spans of articles beside what the rules find, in the raw text."""
    rules = load_rules()
    answers = []
    for article in articles:
        raw = with_apostrophes(article.text)
        digest = hashlib.sha256(raw.encode()).hexdigest()
        cleaned = clean(RawText(str(article.line), digest, "utf-8", raw))
        text = segment(cleaned.text, cleaned.paragraphs, rules)
        names = only_names(tagger.tag([text])[0])
        found = [
            Span(*cleaned.origin.source_span(mention.start, mention.end), mention.label)
            for mention in labelled(text, names, EXPRESSION_LABELS)
        ]
        answers.append(Answer(article.spans, until(found, article.end)))
    return answers


def figures(result: Score) -> dict[str, float]:
    """Return the F1 of each label, and of all, in percent, rounded down to a tenth."""
    return {name: math.floor(counts.f1 * 1000) / 10 for name, counts in result.counts.items()}


def measure(half: str, data: Path) -> tuple[list[GoldArticle], list[Answer]]:
    """Return the articles of one half and their answers, with the names of the bundled model."""
    articles = load_topics(half, data, EXPRESSIONS)
    return articles, answer(articles, NewsTagger.load())


def _print_errors(articles: Sequence[GoldArticle], result: Score) -> None:
    for error in result.errors:
        article = articles[error.article]
        spans = [span for span in (error.gold, error.predicted) if span]
        shown = " | ".join(f"{article.text[s.start : s.end]!r} {s.label}" for s in spans)
        around = article.text[max(0, spans[0].start - 30) : spans[0].end + 30]
        print(f"{article.line}\t{error.kind}\t{shown}\t...{around}...")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--update", action="store_true", help="raise the floors")
    chosen = parser.parse_args()
    articles, answers = measure(chosen.half, Path(os.environ["CORPUS_DATA"]))
    result = score(answers)
    low, high = f1_interval(answers)
    print(table(result))
    print(f"F1 of all lies between {100 * low:.1f} and {100 * high:.1f} (95 %, articles resampled)")
    if chosen.errors:
        _print_errors(articles, result)
    if chosen.update and chosen.half == "test":
        kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        found = {name: max(value, kept.get(name, 0.0)) for name, value in figures(result).items()}
        FLOORS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
