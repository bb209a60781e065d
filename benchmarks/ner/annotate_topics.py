"""Make and look over the gold set of many topics.

    python -m benchmarks.ner.annotate_topics list              the chosen articles
    python -m benchmarks.ner.annotate_topics show 10 29        the text to annotate
    python -m benchmarks.ner.annotate_topics build NOTES       NOTES/10.tsv ... -> gold file
    python -m benchmarks.ner.annotate_topics notes NOTES       gold file -> NOTES/10.tsv ...
    python -m benchmarks.ner.annotate_topics review 10 29      the text with its entities
    python -m benchmarks.ner.annotate_topics count             entities per topic and label

CORPUS_DATA names the folder with `news/news-cat.jsonl` in it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
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
from benchmarks.ner.topics import GOLD, HALVES, GoldArticle, digest, load_topics, read_source
from lavrov_corpus.errors import CorpusError

#: Every 19th article of each topic, from three beginnings.
STEP = 19
FIRSTS = (9, 4, 14)


def chosen(source: list[tuple[str, str]]) -> list[tuple[int, str, str]]:
    """Return `(line, topic, half)` of each article of the gold set."""
    return [row for first in FIRSTS for row in choose(source, step=STEP, first=first)]


def build(notes: Path, data: Path) -> None:
    """Write the gold file from the notes of all chosen articles that have any."""
    source = read_source(data)
    records = []
    for line, topic, half in chosen(source):
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
    GOLD.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _articles(data: Path, lines: list[int]) -> list[GoldArticle]:
    articles = [article for half in HALVES for article in load_topics(half, data)]
    return [article for article in articles if not lines or article.line in lines]


def write_notes(notes: Path, data: Path) -> None:
    """Write the gold set as notes, to be mended and built again."""
    notes.mkdir(parents=True, exist_ok=True)
    for article in _articles(data, []):
        rows = (f"{surface}\t{label}\n" for surface, label in write(article.text, article.spans))
        (notes / f"{article.line}.tsv").write_text("".join(rows), encoding="utf-8")


def review(data: Path, lines: list[int]) -> None:
    """Print articles with their entities in brackets, and the capitals outside of them."""
    for article in _articles(data, lines):
        text = article.text[: article.end]
        print(f"\n== {article.line} {article.topic}\n{show(text, article.spans)}")
        print("passed by:", " ".join(passed_by(text, article.spans)))


def count(data: Path) -> None:
    """Print how many entities of each label there are, by half and topic."""
    for half in HALVES:
        articles = load_topics(half, data)
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
    arguments = parser.parse_args()
    data = Path(os.environ.get("CORPUS_DATA", ""))
    operands: list[str] = arguments.operands
    match arguments.command:
        case "list":
            print(*("\t".join(map(str, row)) for row in chosen(read_source(data))), sep="\n")
        case "show":
            source = read_source(data)
            for line in map(int, operands):
                text = source[line - 1][0]
                print(f"\n== {line}\n{readable(text[: annotated_end(text)])}")
        case "build":
            build(Path(operands[0]), data)
        case "notes":
            write_notes(Path(operands[0]), data)
        case "review":
            review(data, [int(line) for line in operands])
        case "count":
            count(data)


if __name__ == "__main__":
    try:
        main()
    except CorpusError as error:
        sys.exit(f"{error.message}; {error.hint}")
