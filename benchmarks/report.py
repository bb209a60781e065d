"""How long a report takes and how large it is: `CORPUS_DATA=... python -m benchmarks.report`.

Some articles of news-cat.jsonl are annotated once; from these, `--articles N` are made, each of
the sentences of two in another order, with their tokens, entities and quotations, and with a
date and an agency drawn by lot. Their sources, wrapped at 80 characters, are written too, so
that the reading and cleaning of the source files is part of what is measured. Times are those
of the processor. Ends with 1 where more time or room is taken than TARGETS allow.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from lavrov_corpus.annotate import Settings, annotate_all, load_tools
from lavrov_corpus.document import Article, Entity, Paragraph, Quotation, Sentence, Token
from lavrov_corpus.loading import decode
from lavrov_corpus.report import make_report
from lavrov_corpus.store import Store

Found = TypeVar("Found", Sentence, Token, Entity, Quotation)

BATCH = 64
AGENCIES = ("AA", "DHA", "İHA", "")
#: Seconds of the processor and megabytes that a report of at most so many articles may take.
TARGETS = ((2, 2.0, 15.0), (20_000, 60.0, 15.0), (sys.maxsize, 600.0, 15.0))


def annotated(count: int) -> list[Article]:
    path = Path(os.environ["CORPUS_DATA"]) / "news/news-cat.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[:: max(1, len(lines) // count)]][:count]
    raws = [decode(text.encode(), str(number)) for number, text in enumerate(texts)]
    return [a for a in annotate_all(raws, load_tools(Settings())) if isinstance(a, Article)]


def made_articles(base: Sequence[Article], folder: Path) -> Iterator[Article]:
    chance = random.Random(1)
    number = 0
    while True:
        one, other = chance.choice(base), chance.choice(base)
        chosen = [(one, i) for i in range(len(one.sentences))]
        chosen += [(other, i) for i in range(len(other.sentences))]
        chance.shuffle(chosen)
        article = mixed(chosen[: max(1, len(chosen) // 2)], folder / f"{number:07}.txt")
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        drawn = {"agency": chance.choice(AGENCIES), "date": f"2016-{month:02}-{day:02}"}
        yield Article.made(**vars(article) | drawn)
        number += 1


def moved(record: Found, shift: int, **values: int) -> Found:
    """Return the record with its span moved by `shift`, and its raw span the same."""
    start, end = record.start + shift, record.end + shift
    raw = {"raw_start": start, "raw_end": end} if "raw_start" in type(record).model_fields else {}
    return type(record).made(**vars(record) | {"start": start, "end": end} | raw | values)


def mixed(chosen: Sequence[tuple[Article, int]], path: Path) -> Article:
    """Return an article of the chosen sentences, in one paragraph, and write its source."""
    texts: list[str] = []
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    entities: list[Entity] = []
    quotes: list[Quotation] = []
    at = 0
    for index, (article, i) in enumerate(chosen):
        sentence = article.sentences[i]
        shift = at - sentence.start
        texts.append(article.text[sentence.start : sentence.end])
        sentences.append(moved(sentence, shift, paragraph=0))
        tokens += [moved(t, shift, sentence=index) for t in article.tokens if t.sentence == i]
        entities += [moved(e, shift, sentence=index) for e in article.entities if e.sentence == i]
        within = (q for q in article.quotes if sentence.start <= q.start and q.end <= sentence.end)
        quotes += [moved(q, shift) for q in within]
        at += sentence.end - sentence.start + 1
    text = " ".join(texts)
    data = textwrap.fill(text, 80, break_long_words=False, break_on_hyphens=False).encode()
    path.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    made = {
        "id": sha256[:16],
        "sha256": sha256,
        "source": path.as_posix(),
        "title": "",
        "text": text,
        "paragraphs": (
            Paragraph(start=0, end=len(text), raw_start=0, raw_end=len(text), kind="body"),
        ),
        "sentences": tuple(sentences),
        "tokens": tuple(tokens),
        "entities": tuple(entities),
        "quotes": tuple(quotes),
    }
    return Article.made(**vars(chosen[0][0]) | made)


def stored(store: Store, articles: Iterator[Article], count: int) -> None:
    left = count
    while left:
        batch = list(islice(articles, min(BATCH, left)))
        store.put_many(batch, "made")
        left -= len(batch)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--base", type=int, default=200, help="how many are annotated")
    wanted = parser.parse_args()
    base = annotated(wanted.base)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with Store.open(path / "corpus.db", create=True) as store:
            stored(store, made_articles(base, path), wanted.articles)
        with Store.open(path / "corpus.db", read_only=True) as store:
            started = time.process_time()
            report = make_report(store)
            seconds = time.process_time() - started
    megabytes = len(report.html.encode()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{report.articles} articles, {report.readable} of them to be read")
    print(f"{seconds:.2f} s of the processor, {megabytes:.2f} MB, peak memory {peak:.0f} MB")
    _, most_seconds, most_megabytes = next(t for t in TARGETS if wanted.articles <= t[0])
    return int(seconds > most_seconds or megabytes > most_megabytes)


if __name__ == "__main__":
    sys.exit(main())
