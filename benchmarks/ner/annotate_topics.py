"""Make and look over a gold set: of names in many topics, or of dates, amounts and shares.

    python -m benchmarks.ner.annotate_topics list              the chosen articles
    python -m benchmarks.ner.annotate_topics show 10 29        the text to annotate
    python -m benchmarks.ner.annotate_topics build NOTES       NOTES/10.tsv ... -> gold file
    python -m benchmarks.ner.annotate_topics notes NOTES       gold file -> NOTES/10.tsv ...
    python -m benchmarks.ner.annotate_topics review 10 29      the text with its entities
    python -m benchmarks.ner.annotate_topics count             entities per topic and label

`--set expressions` after the command is for the set of dates, amounts of money and percentages.
CORPUS_DATA names the folder with `news/news-cat.jsonl` in it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ner.annotation import (
    NoteError,
    annotated_end,
    choose,
    find_spans,
    parse_notes,
    passed_by,
    readable,
    show,
    write,
)
from benchmarks.ner.expressions import EXPRESSIONS
from benchmarks.ner.topics import (
    GOLD,
    HALVES,
    GoldArticle,
    digest,
    lines_to_leave_out,
    load_topics,
    read_source,
)
from lavrov_corpus.errors import CorpusError

#: Every 19th article of each topic, from three beginnings.
STEP = 19
FIRSTS = (9, 4, 14)


Chosen = list[tuple[int, str, str]]  # line, topic, half

#: The series of the expressions: (topics, step, first, how many of each topic). Dates and
#: amounts are rare outside of economy and politics, which therefore have a second series.
SERIES = (
    (("sport", "health", "economy", "politics", "magazine"), STEP, 1, 8),
    (("economy",), STEP, 10, 10),
    (("politics",), 2 * STEP, 10, 6),
)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The file of a gold set, and what chooses its articles from the folder of the data."""

    path: Path
    choose: Callable[[Path], Chosen]


def chosen(source: list[tuple[str, str]]) -> Chosen:
    """Return `(line, topic, half)` of each article of the gold set of names."""
    return [row for first in FIRSTS for row in choose(source, step=STEP, first=first)]


def chosen_for_expressions(data: Path) -> Chosen:
    """Return the same for the set of expressions: no text that the other set has."""
    left_out = lines_to_leave_out(data)
    rest = [
        (str(line) if line in left_out else text, "" if line in left_out else topic)
        for line, (text, topic) in enumerate(read_source(data), start=1)
    ]
    return [
        row
        for topics, step, first, number in SERIES
        for topic in topics
        for row in [row for row in choose(rest, step=step, first=first) if row[1] == topic][:number]
    ]


SETS = {
    "topics": GoldSet(GOLD, lambda data: chosen(read_source(data))),
    "expressions": GoldSet(EXPRESSIONS, chosen_for_expressions),
}


def build(gold: GoldSet, notes: Path, data: Path) -> None:
    """Write the gold file from the notes of all chosen articles that have any."""
    source = read_source(data)
    records = []
    for line, topic, half in gold.choose(data):
        path = notes / f"{line}.tsv"
        if not path.exists():
            print(f"{line}: no notes yet", file=sys.stderr)
            continue
        text = source[line - 1][0]
        end = annotated_end(text)
        try:
            spans = find_spans(text[:end], parse_notes(path.read_text(encoding="utf-8")))
        except NoteError as error:
            sys.exit(f"{path}: {error}")
        records.append(
            {"line": line, "sha256": digest(text), "topic": topic, "half": half}
            | {"end": end, "spans": spans}
        )
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    gold.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _articles(gold: GoldSet, data: Path, lines: list[int]) -> list[GoldArticle]:
    articles = [article for half in HALVES for article in load_topics(half, data, gold.path)]
    return [article for article in articles if not lines or article.line in lines]


def write_notes(gold: GoldSet, notes: Path, data: Path) -> None:
    """Write the gold set as notes, to be mended and built again."""
    notes.mkdir(parents=True, exist_ok=True)
    for article in _articles(gold, data, []):
        rows = (f"{surface}\t{label}\n" for surface, label in write(article.text, article.spans))
        (notes / f"{article.line}.tsv").write_text("".join(rows), encoding="utf-8")


def review(gold: GoldSet, data: Path, lines: list[int]) -> None:
    """Print articles with their entities in brackets, and the capitals outside of them."""
    for article in _articles(gold, data, lines):
        text = article.text[: article.end]
        print(f"\n== {article.line} {article.topic}\n{show(text, article.spans)}")
        print("passed by:", " ".join(passed_by(text, article.spans)))


def count(gold: GoldSet, data: Path) -> None:
    """Print how many entities of each label there are, by half and topic."""
    for half in HALVES:
        articles = load_topics(half, data, gold.path)
        for topic in (*sorted({article.topic for article in articles}), None):
            of_topic = [article for article in articles if topic in (article.topic, None)]
            labels = Counter(span.label for article in of_topic for span in article.spans)
            figures = " ".join(f"{label} {labels[label]}" for label in sorted(labels))
            print(f"{half} {topic or 'all'}: {len(of_topic)} articles, {figures}")


def main() -> None:
    """Run one of the commands that the module names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = ("list", "show", "build", "notes", "review", "count")
    parser.add_argument("command", choices=commands)
    parser.add_argument("operands", nargs="*", help="lines of articles, or the folder of notes")
    parser.add_argument("--set", choices=SETS, default="topics", help="which gold set")
    arguments = parser.parse_args()
    data = Path(os.environ.get("CORPUS_DATA", ""))
    operands: list[str] = arguments.operands
    gold = SETS[arguments.set]
    match arguments.command:
        case "list":
            print(*("\t".join(map(str, row)) for row in gold.choose(data)), sep="\n")
        case "show":
            source = read_source(data)
            for line in map(int, operands):
                text = source[line - 1][0]
                print(f"\n== {line}\n{readable(text[: annotated_end(text)])}")
        case "build":
            build(gold, Path(operands[0]), data)
        case "notes":
            write_notes(gold, Path(operands[0]), data)
        case "review":
            review(gold, data, [int(line) for line in operands])
        case "count":
            count(gold, data)


if __name__ == "__main__":
    try:
        main()
    except CorpusError as error:
        sys.exit(f"{error.message}; {error.hint}")
