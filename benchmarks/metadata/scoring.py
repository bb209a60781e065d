"""Values found beside values read, counted by field.

`gold.jsonl` holds no text: where an article stands in the data (`source` agency: the number of
an article of NakbaTR, from 0; newspaper: the line of news-cat.jsonl, from 1), the SHA-256 of
its text, the code of its agency, and the spans of title, place, author and date in that text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quotations.articles import read_articles
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText
from lavrov_corpus.metadata import Metadata, find_metadata
from lavrov_corpus.turkish import tr_fold

GOLD = Path(__file__).with_name("gold.jsonl")
FLOORS = Path(__file__).with_name("floors.json")
HALVES = ("tuning", "test")
FIELDS = ("agency", "place", "author", "date", "title")


@dataclass(slots=True)
class Count:
    """How many values of a field were found right, found wrong, and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the values found that are right; 1 where none was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of the values there that were found; 1 where there are none."""
        there = self.right + self.missed
        return self.right / there if there else 1.0


@dataclass(slots=True)
class Result:
    """The counts of each field, and each error as a line."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    errors: list[str] = field(default_factory=list)


def texts(data: Path) -> dict[tuple[str, str], str]:
    """Return the text of each article of the two sources below the folder `data`."""
    agency = read_articles(data / "ner" / "nakbatr-aa.txt").values()
    lines = (data / "news" / "news-cat.jsonl").read_bytes().splitlines()
    return {("agency", str(i)): "\n\n".join(a.lines) for i, a in enumerate(agency)} | {
        ("newspaper", str(i)): json.loads(line)["text"] for i, line in enumerate(lines, start=1)
    }


def found_in(text: str) -> Metadata:
    """Return the metadata of a text as the pipeline finds them."""
    cleaned = clean(RawText(source="", sha256="", encoding="utf-8", text=text))
    return find_metadata(cleaned.text, cleaned.paragraphs)


def measure(half: str, data: Path) -> Result:
    """Count one half of the gold articles, `tuning` or `test`.

    Raises ValueError where a text of the data is not the one that was read.
    """
    result = Result()
    for key, text, gold in _gold(half, texts(data)):
        found = found_in(text)
        for name in FIELDS:
            _count(result, name, key, gold[name], getattr(found, name))
    return result


def _gold(
    half: str, known: dict[tuple[str, str], str]
) -> Iterator[tuple[str, str, dict[str, str]]]:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["half"] != half:
            continue
        text = known.get((record["source"], record["key"]), "")
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise ValueError(f"{record['source']} {record['key']} is not the text that was read")
        values = {
            name: ", ".join(text[start:end] for start, end in record[name])
            for name in FIELDS
            if name != "agency"
        }
        yield f"{record['source']} {record['key']}", text, values | {"agency": record["agency"]}


def _count(result: Result, name: str, key: str, gold: str, found: str) -> None:
    count = result.counts[name]
    if gold and _plain(gold) == _plain(found):
        count.right += 1
        return
    count.wrong += bool(found)
    count.missed += bool(gold)
    if gold or found:
        result.errors.append(f"{key}\t{name}\t{gold or '-'}\t{found or '-'}")


def _plain(value: str) -> str:
    """Return the letters and digits of a value: case and apostrophes are not what is measured."""
    return "".join(c for c in tr_fold(value) if c.isalnum())
