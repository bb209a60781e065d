"""Print how many names are right: `CORPUS_DATA=... python -m benchmarks.names`.

`gold.tsv` holds, annotated by hand, the name and the canonical name of the first 300
mentions of the last 20 articles of NakbaTR: the article's number, the sentence's index, the
span in it, the label, the name and the canonical name. The text itself stays in the data.

`topics.tsv` holds the same for 137 mentions in the first 800 characters of 18 articles of
`news/news-cat.jsonl`, drawn by chance from those that the gold set of entities has not. They
were annotated before any output on them was read.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from lavrov_corpus.document import Mention
from lavrov_corpus.names import canonical_names

GOLD = Path(__file__).with_name("gold.tsv")
TOPICS = Path(__file__).with_name("topics.tsv")
#: What is left of a curly apostrophe of Windows-1252 in the source; cleaning mends it.
_APOSTROPHE = str.maketrans({"\x92": "’"})


@dataclass
class NewsArticle:
    """An article with its gold mentions; spans are code points of `text`."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def articles() -> dict[str, NewsArticle]:
    """Return the articles of NakbaTR by their number."""
    path = Path(os.environ["CORPUS_DATA"]) / "ner" / "nakbatr-aa.txt"
    found: dict[str, NewsArticle] = {}
    article = NewsArticle()
    for block in path.read_text("utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        for line in lines:
            if line.startswith("#doc_id"):
                article = found[line.strip().rsplit("/", 1)[1]] = NewsArticle()
            elif line.startswith("#text = "):
                article.starts.append(len(article.text))
                article.text += line.removeprefix("#text = ") + " "
        rows = [line.split() for line in lines if line[:1] != "#" and len(line.split()) > 1]
        article.mentions += _mentions(article, rows)
    return found


def _mentions(article: NewsArticle, rows: list[list[str]]) -> Iterator[Mention]:
    """Yield the mentions of the sentence that was added last."""
    number = len(article.starts) - 1
    position = article.starts[number] if rows else 0
    open_mention: Mention | None = None
    for word, *_, tag in rows:
        start = article.text.find(word, position)
        if start < 0:
            continue
        position = start + len(word)
        if tag.startswith("I-") and open_mention and open_mention.label == tag[2:]:
            open_mention = Mention(open_mention.start, position, number, open_mention.label)
            continue
        if open_mention:
            yield open_mention
        open_mention = Mention(start, position, number, tag[2:]) if tag != "O" else None
    if open_mention:
        yield open_mention


def score() -> tuple[float, float, list[str]]:
    """Return the percentages of right names and canonical names, and what went wrong."""
    known = articles()
    rows = list(csv.DictReader(GOLD.read_text("utf-8").splitlines(), delimiter="\t"))
    found = {
        (number, mention.start): names
        for number in {row["article"] for row in rows}
        for mention, names in zip(
            known[number].mentions,
            canonical_names(known[number].text, known[number].mentions),
            strict=True,
        )
    }
    wrong = []
    right = [0, 0]
    for row in rows:
        start = known[row["article"]].starts[int(row["sentence"])] + int(row["start"])
        name, canonical = found[row["article"], start]
        right[0] += name == row["name"]
        right[1] += canonical == row["canonical"]
        if (name, canonical) != (row["name"], row["canonical"]):
            wrong.append(f"{name} / {canonical}, not {row['name']} / {row['canonical']}")
    return 100 * right[0] / len(rows), 100 * right[1] / len(rows), wrong


def score_topics() -> tuple[float, float, list[str]]:
    """Return the same for `topics.tsv`; raise ValueError if an article is not the annotated one."""
    path = Path(os.environ["CORPUS_DATA"]) / "news" / "news-cat.jsonl"
    lines = path.read_text("utf-8").splitlines()
    rows = list(csv.DictReader(TOPICS.read_text("utf-8").splitlines(), delimiter="\t"))
    right, wrong = [0, 0], []
    for number, group in groupby(rows, key=itemgetter("line")):
        text = json.loads(lines[int(number) - 1])["text"]
        gold = list(group)
        if not hashlib.sha256(text.encode("utf-8")).hexdigest().startswith(gold[0]["sha256"]):
            raise ValueError(f"line {number} of {path} is not the annotated text")
        text = text.translate(_APOSTROPHE)
        mentions = [Mention(int(r["start"]), int(r["end"]), 0, r["label"]) for r in gold]
        for row, (name, canonical) in zip(gold, canonical_names(text, mentions), strict=True):
            right[0] += name == row["name"]
            right[1] += canonical == row["canonical"]
            if (name, canonical) != (row["name"], row["canonical"]):
                wrong.append(f"{name} / {canonical}, not {row['name']} / {row['canonical']}")
    return 100 * right[0] / len(rows), 100 * right[1] / len(rows), wrong


def main() -> None:
    for title, (names, canonical, wrong) in (
        ("300 mentions of agency news", score()),
        ("137 mentions of other news", score_topics()),
    ):
        print(f"{title}: name {names:.1f} %, canonical {canonical:.1f} %")
        print(*wrong, sep="\n")


if __name__ == "__main__":
    main()
