"""How time and memory grow with the corpus: `CORPUS_DATA=... python -m benchmarks.growth`.

    python -m benchmarks.growth [--articles 10000] [--effort fast] [--store]

Articles are made by shuffling the paragraphs and sentences of `news-cat.jsonl`, so that texts
and sources differ, and go the way that `corpus ingest` sends them, batch by batch; nothing is
kept. Each line is a stretch of the run: processor time an article, and the memory of the
process at its end. With `--store` they also go into a database and into Parquet, in a temporary
folder, and the room that they take is told.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lavrov_corpus.annotate import Settings
from lavrov_corpus.dataset import write_part
from lavrov_corpus.document import Article, Failure
from lavrov_corpus.ingest_dataset import SHORTEST_PART_FILES
from lavrov_corpus.jobs import Job, annotate_jobs, batches_of, require_same_tools, tools_for
from lavrov_corpus.store import Store, article_rows


def made_jobs(seed: int) -> Iterator[Job]:
    """Yield articles without end: as long as those of the news, out of sentences of several."""
    chance = random.Random(seed)
    path = Path(os.environ["CORPUS_DATA"]) / "news/news-cat.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    articles = [str(json.loads(line)["text"]).split(". ") for line in lines]
    number = 0
    while True:
        length = len(chance.choice(articles))
        sentences: list[str] = []
        while len(sentences) < length:
            article = chance.choice(articles)
            first = chance.randrange(len(article))
            sentences += article[first : first + 3]
        text = "\n\n".join(". ".join(sentences[i : i + 3]) + "." for i in range(0, length, 3))
        yield Job(f"{number // 1000:04}/{number:07}.txt", text.encode())
        number += 1


def resident() -> int:
    """Return the memory of this process in bytes, as it is now."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.partition("VmRSS:")[2].split()[0])


class Kept:
    """A database and a dataset in a temporary folder, which take the same articles."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self.fingerprint = fingerprint
        self.store = Store.open(folder / "corpus.db", create=True)
        self.articles = self.parquet = 0
        self.waiting: list[Article | Failure] = []

    def put(self, results: list[Article | Failure]) -> None:
        """Store the articles of a batch; write a part when enough of them have come."""
        rows = [article_rows(result) for result in results if isinstance(result, Article)]
        self.store.put_many(rows, self.fingerprint)
        self.articles += len(rows)
        self.waiting += results
        if len(self.waiting) >= SHORTEST_PART_FILES:
            self.write_part()

    def write_part(self) -> None:
        """Write what waits as Parquet."""
        name = f"{self.articles:07}"
        self.parquet += write_part(str(self.folder), name, [self.waiting]).size
        self.waiting = []

    def close(self) -> None:
        """Tell how much room an article takes in each."""
        self.write_part()
        self.store.close()
        database = (self.folder / "corpus.db").stat().st_size
        print(
            f"{database / self.articles / 1e3:.1f} kB an article in the database,"
            f" {self.parquet / self.articles / 1e3:.1f} kB as Parquet"
        )


def run(settings: Settings, count: int, stretch: int, kept: Kept | None) -> None:
    """Annotate so many articles; print a line for each stretch of them."""
    begun, done, since, words, next_line = time.process_time(), 0, 0, 0, stretch
    for jobs in batches_of(islice(made_jobs(1), count)):
        results = annotate_jobs(settings, "", jobs)
        if kept:
            kept.put(results)
        done += len(jobs)
        words += sum(len(job.data.split()) for job in jobs)
        if done >= next_line or done == count:
            seconds = time.process_time() - begun
            print(
                f"{done:>8} articles {seconds / (done - since) * 1e3:>8.2f} ms each"
                f"{words / seconds:>10,.0f} words/s {resident() / 1e6:>8.0f} MB",
                flush=True,
            )
            begun, since, words, next_line = time.process_time(), done, 0, done + stretch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--stretch", type=int, default=0, help="articles a line; by default a 20th")
    parser.add_argument("--effort", default=Settings().effort, help="as for corpus ingest")
    parser.add_argument("--store", action="store_true", help="keep them, in both ways")
    options = parser.parse_args()
    settings = Settings(effort=options.effort)
    fingerprint = tools_for(settings).fingerprint
    require_same_tools(settings, fingerprint)
    with tempfile.TemporaryDirectory() as folder:
        kept = Kept(Path(folder), fingerprint) if options.store else None
        stretch = options.stretch or max(options.articles // 20, 100)
        run(settings, options.articles, stretch, kept)
        if kept:
            kept.close()


if __name__ == "__main__":
    main()
