"""How fast articles are stored, found again and exported, and how much room they take.

    python benchmarks/store.py [--articles 5000]

The articles are seed texts with their sentences in another order, cut by a few lines of
regular expressions, so that nothing but the store and the exports is measured. Times are
those of the processor, which other programs disturb less.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lavrov_corpus.document import (
    SCHEMA_VERSION,
    Article,
    Entity,
    Paragraph,
    Provenance,
    Sentence,
    Token,
)
from lavrov_corpus.exporting import LEVELS, RECORD_FORMATS, export
from lavrov_corpus.store import ArticleRows, Store, article_rows

SEEDS = Path(__file__).parents[1] / "seeds"
BATCH = 32
MADE_WITH = Provenance(
    version="0", engine="none", models={"none": "0" * 64}, settings={"lemma": True}
)


def made_articles(seed: int) -> Iterator[Article]:
    chance = random.Random(seed)
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    pieces = [piece for text in texts for piece in re.findall(r"[^.\s][^.]+\.", text)]
    number = 0
    while True:
        yield made_article(f"{number:07}.txt", " ".join(chance.sample(pieces, k=15)))
        number += 1


def made_article(source: str, text: str) -> Article:
    spans = [m.span() for m in re.finditer(r"\S[^.]*\.", text)]
    words = [
        (m, i)
        for i, span in enumerate(spans)
        for m in re.compile(r"\w+|[^\w\s]").finditer(text, *span)
    ]
    names = [(m, i) for m, i in words if m.group().istitle()]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    end = len(text)
    return Article(
        schema_version=SCHEMA_VERSION,
        id=sha256[:16],
        source=source,
        sha256=sha256,
        encoding="utf-8",
        title="",
        agency="AA",
        place="",
        author="",
        date="2016-12-01",
        metadata={},
        text=text,
        paragraphs=(Paragraph(start=0, end=end, raw_start=0, raw_end=end, kind="body"),),
        sentences=tuple(
            Sentence(start=start, end=end, raw_start=start, raw_end=end, paragraph=0)
            for start, end in spans
        ),
        tokens=tuple(
            Token(start=m.start(), end=m.end(), sentence=i, lemma=m.group(), pos="NOUN")
            for m, i in words
        ),
        entities=tuple(
            Entity(
                start=m.start(),
                end=m.end(),
                raw_start=m.start(),
                raw_end=m.end(),
                sentence=i,
                label="PER",
                text=m.group(),
                name=m.group(),
                canonical=m.group(),
                score=0.5,
            )
            for m, i in names
        ),
        quotes=(),
        repairs={},
        flags=(),
        quality=1.0,
        provenance=MADE_WITH,
    )


def tell(what: str, count: int, seconds: float) -> None:
    print(f"{what:32} {count / seconds:12,.0f} articles/s {seconds / count * 1e3:9.3f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    count = parser.parse_args().articles
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "corpus.db", create=True) as store,
    ):
        tokens = put_all(store, count)
        size = store.path.stat().st_size
        print(f"{size / count / 1e3:.1f} kB an article of {tokens / count:.0f} tokens on disk")
        started = time.process_time()
        current = sum(
            store.is_current(f"{number:07}.txt", "0" * 64, "one") for number in range(count)
        )
        tell(f"look up ({current} current)", count, time.process_time() - started)
        for name in RECORD_FORMATS:
            for level in LEVELS:
                started = time.process_time()
                characters = sum(map(len, export(store.articles(), name, level)))
                seconds = time.process_time() - started
                tell(f"export {name} {level} ({characters / 1e6:.0f} MB)", count, seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory {peak / 1024:.0f} MB")


def put_all(store: Store, count: int) -> int:
    """Put the articles in batches; tell the time of rows and of storing, return the tokens."""
    made = made_articles(seed=1)
    making = putting = 0.0
    done = tokens = 0
    slices: list[float] = []
    while done < count:
        articles = list(islice(made, min(BATCH, count - done)))
        started = time.process_time()
        rows: list[ArticleRows] = [article_rows(article) for article in articles]
        between = time.process_time()
        store.put_many(rows, "one")
        ended = time.process_time()
        making += between - started
        putting += ended - between
        slices.append((ended - between) / len(articles))
        done += len(articles)
        tokens += sum(len(article.tokens) for article in articles)
    tell("make rows (in the workers)", count, making)
    tell("put rows (in the writer)", count, putting)
    tenth = max(len(slices) // 10, 1)
    first, last = sum(slices[:tenth]) / tenth, sum(slices[-tenth:]) / tenth
    print(f"last tenth / first tenth of the puts: {last / first:.2f}")
    return tokens


if __name__ == "__main__":
    main()
