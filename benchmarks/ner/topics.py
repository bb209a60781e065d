"""The gold set of many topics: news articles that were annotated by reading.

The file holds no text, only the line of each article in `news/news-cat.jsonl` (of
alisafaya/mukayese), the SHA-256 of its text, offsets and labels; `docs/annotation.md` holds
the guidelines. Each topic has as many articles in the half for tuning as in the half for
the test. Nothing may be trained on, or chosen by, the test half; `lines_to_leave_out` names
the lines of the source file that a training text made of it must do without.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.evaluation.scoring import Answer, Span, f1_interval, score, table, until

GOLD = Path(__file__).parent / "gold" / "topics.jsonl"
HALVES = ("tuning", "test")
SOURCE = Path("news") / "news-cat.jsonl"

#: So many runs of five words in common make two texts one story.
SHARED_RUNS = 10


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article, the code point up to which it is annotated, and the entities up to there.

    `line` counts from 1 in the source file; `text` is the whole text as it stands there, and
    the spans are code points of it.
    """

    line: int
    topic: str
    text: str
    end: int
    spans: tuple[Span, ...]


class _Record(TypedDict):
    line: int
    sha256: str
    topic: str
    half: str
    end: int
    spans: list[tuple[int, int, str]]


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_source(data: Path) -> list[tuple[str, str]]:
    """Return `(text, topic)` of every line of the source file below the folder `data`.

    Raises:
        CorpusError: there is no such file.

    """
    path = data / SOURCE
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        hint = "set CORPUS_DATA to the folder that holds news/news-cat.jsonl"
        raise CorpusError(f"{path} cannot be read: {error.strerror}", hint) from error
    records = map(json.loads, lines)
    return [(record["text"], record["label"]) for record in records]


def load_topics(half: str, data: Path, gold: Path = GOLD) -> list[GoldArticle]:
    """Load one half of the gold set, `tuning` or `test`, in the order of its file.

    Args:
        half: which half.
        data: the folder with `news/news-cat.jsonl` in it.
        gold: the file of the gold set.

    Raises:
        CorpusError: the source file is missing, or a text in it is not the annotated one.
        ValueError: there is no such half.

    """
    if half not in HALVES:
        raise ValueError(f"the halves are {' and '.join(HALVES)}, not {half!r}")
    source = read_source(data)
    records: list[_Record] = [json.loads(line) for line in gold.read_bytes().splitlines()]
    return [_article(record, source) for record in records if record["half"] == half]


def _article(record: _Record, source: list[tuple[str, str]]) -> GoldArticle:
    line = record["line"]
    text, topic = source[line - 1] if line <= len(source) else ("", "")
    if digest(text) != record["sha256"]:
        hint = "take news-cat.jsonl as alisafaya/mukayese publishes it"
        raise CorpusError(f"line {line} of {SOURCE.name} is not the annotated text", hint)
    spans = tuple(Span(*span) for span in record["spans"])
    return GoldArticle(line, topic, text, record["end"], spans)


def lines_to_leave_out(data: Path) -> frozenset[int]:
    """Return the lines of the source file that hold a text of the gold set, or much of one.

    A line counts as the same text where it shares `SHARED_RUNS` runs of five words with one:
    newspapers print a story twice, with small changes.

    Raises:
        CorpusError: as `load_topics`.

    """
    gold = [article for half in HALVES for article in load_topics(half, data)]
    gold_runs = [_runs_of_words(article.text) for article in gold]
    lines = {article.line for article in gold}
    for line, (text, _) in enumerate(read_source(data), start=1):
        runs = _runs_of_words(text)
        if any(len(runs & others) >= SHARED_RUNS for others in gold_runs):
            lines.add(line)
    return frozenset(lines)


def _runs_of_words(text: str) -> frozenset[tuple[str, ...]]:
    words = text.split()
    return frozenset(zip(*(words[i:] for i in range(5)), strict=False))


def read_predictions(path: Path) -> dict[int, list[Span]]:
    """Read JSON Lines of `{"line": 10, "spans": [[0, 5, "ORG"]]}` as spans by line."""
    records = map(json.loads, path.read_bytes().splitlines())
    return {record["line"]: [Span(*span) for span in record["spans"]] for record in records}


def main() -> None:
    """Print how well the predictions of a file agree with one half of the gold set."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("predictions", type=Path, help="JSON Lines of line and spans")
    parser.add_argument("--errors", action="store_true", help="list every error")
    arguments = parser.parse_args()
    articles = load_topics(arguments.half, Path(os.environ.get("CORPUS_DATA", "")))
    predictions = read_predictions(arguments.predictions)
    answers = [
        Answer(article.spans, until(predictions.get(article.line, []), article.end))
        for article in articles
    ]
    result = score(answers)
    low, high = f1_interval(answers)
    print(table(result))
    print(f"F1 of all lies between {100 * low:.1f} and {100 * high:.1f} (95 %, articles resampled)")
    for error in result.errors if arguments.errors else ():
        article = articles[error.article]
        found = [
            f"{article.text[s.start : s.end]!r} {s.label}" if s else "-"
            for s in (error.gold, error.predicted)
        ]
        print(f"{article.line}\t{error.kind}\t{found[0]}\t{found[1]}")


if __name__ == "__main__":
    try:
        main()
    except CorpusError as error:
        sys.exit(f"{error.message}; {error.hint}")
