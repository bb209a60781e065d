"""A plan for a large corpus out of measured rates: `CORPUS_DATA=... python -m benchmarks.plan`.

    python -m benchmarks.plan [--articles 10000000] [--sample 600] [--cores 2 8 64]
                              [--effort fast balanced] [--core-hour 0.04] [--gigabyte-month 0.023]

Articles like those of `benchmarks.growth` are read from files, annotated, stored in a database
and written as Parquet, each step by itself in processor time of one core, and the second half
of the sample counts, when the caches are filled. The plan multiplies what was measured: nothing
in it is a constant but the prices, which are options.
"""

from __future__ import annotations

import argparse
import os
import pickle
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.growth import made_jobs, resident
from lavrov_corpus.annotate import Settings
from lavrov_corpus.dataset import write_part
from lavrov_corpus.document import Article, Failure
from lavrov_corpus.ingest_dataset import SHORTEST_PART_FILES
from lavrov_corpus.jobs import (
    BATCH_FILES,
    Job,
    annotate_jobs,
    batches_of,
    read_job,
    require_same_tools,
    tools_for,
)
from lavrov_corpus.store import ArticleRows, Store, article_rows

Result = TypeVar("Result")


@dataclass(frozen=True)
class Rates:
    """Seconds of one core and bytes, for one article; `memory` is of a worker, in bytes.

    `making_rows` includes sending them to the process that writes.
    """

    words: float
    reading: float
    annotating: float
    making_rows: float
    receiving: float
    storing: float
    writing_parquet: float
    database: float
    parquet: float
    memory: int

    @property
    def worker(self) -> float:
        """Return the work of a worker on an article that goes into a database."""
        return self.annotating + self.making_rows

    @property
    def parent(self) -> float:
        """Return the work of the one process that reads the files and writes the database."""
        return self.reading + self.receiving + self.storing


def timed(function: Callable[[], Result]) -> tuple[float, Result]:
    started = time.process_time()
    result = function()
    return time.process_time() - started, result


def measure(effort: str, count: int, folder: Path) -> Rates:
    """Bring so many articles through every step; the second half is what is measured."""
    settings = Settings(effort=effort)
    fingerprint = tools_for(settings).fingerprint
    require_same_tools(settings, fingerprint)
    jobs = [
        Job(str(folder / Path(job.source).name), job.data) for job in islice(made_jobs(1), count)
    ]
    for job in jobs:
        Path(job.source).write_bytes(job.data)
    half = count // 2
    for batch in batches_of(jobs[:half]):
        annotate_jobs(settings, "", batch)
    memory = resident()
    reading, jobs_read = timed(lambda: [read_job(job.source) for job in jobs[half:]])
    annotating, results = timed(lambda: annotate(settings, jobs_read))
    articles = [result for result in results if isinstance(result, Article)]
    making, sent = timed(
        lambda: [
            pickle.dumps([article_rows(article) for article in articles[i : i + BATCH_FILES]])
            for i in range(0, len(articles), BATCH_FILES)
        ]
    )
    receiving, rows = timed(lambda: [row for message in sent for row in pickle.loads(message)])
    storing, database = store(rows, fingerprint, folder)
    first = SHORTEST_PART_FILES
    parts = [articles[i : i + first] for i in range(0, len(articles), first)]
    writing, written = timed(
        lambda: [write_part(str(folder), f"{i}", [part]) for i, part in enumerate(parts)]
    )
    number = len(articles)
    return Rates(
        words=sum(len(job.data.split()) for job in jobs_read) / number,
        reading=reading / number,
        annotating=annotating / number,
        making_rows=making / number,
        receiving=receiving / number,
        storing=storing / number,
        writing_parquet=writing / number,
        database=database / number,
        parquet=sum(part.size for part in written) / number,
        memory=memory,
    )


def annotate(settings: Settings, jobs: Sequence[Job]) -> list[Article | Failure]:
    return [result for batch in batches_of(jobs) for result in annotate_jobs(settings, "", batch)]


def store(rows: Sequence[ArticleRows], fingerprint: str, folder: Path) -> tuple[float, int]:
    """Store the rows in batches; return the seconds and the bytes on the disk."""
    path = folder / "corpus.db"
    with Store.open(path, create=True) as target:
        seconds, _ = timed(
            lambda: [
                target.put_many(rows[i : i + 32], fingerprint) for i in range(0, len(rows), 32)
            ]
        )
    size = path.stat().st_size
    path.unlink()
    return seconds, size


def show(effort: str, rates: Rates, options: argparse.Namespace) -> None:
    """Print what was measured of an article, and the plan for all of them."""
    millis = (
        ("reading the file", rates.reading),
        ("annotating", rates.annotating),
        ("making its rows", rates.making_rows),
        ("receiving them", rates.receiving),
        ("storing them", rates.storing),
        ("or writing Parquet", rates.writing_parquet),
    )
    print(f"\n{effort}, an article of {rates.words:.0f} words, processor time of one core:")
    for name, seconds in millis:
        print(f"  {name:22}{seconds * 1e3:9.2f} ms")
    print(
        f"  {rates.database / 1e3:.1f} kB in the database, {rates.parquet / 1e3:.1f} kB as Parquet;"
        f" a worker has {rates.memory / 1e6:.0f} MB"
    )
    both = rates.worker + rates.parent
    print(
        f"  one writer keeps {rates.worker / rates.parent:.0f} workers busy with a database;"
        f" two workers on two cores are at most {both / max(both / 2, rates.parent):.2f} times as"
        " fast as one"
    )
    count = options.articles
    print(f"{count:,} articles:")
    for cores in options.cores:
        print(f"  {cores:>4} cores: {plan(rates, count, cores)}")
    work = (rates.worker + rates.parent) * count / 3600
    print(
        f"  cost: {work:,.0f} core-hours, {work * options.core_hour:,.0f} at"
        f" {options.core_hour} a core-hour; Parquet {rates.parquet * count / 1e9:,.0f} GB,"
        f" {rates.parquet * count / 1e9 * options.gigabyte_month:,.0f} a month at"
        f" {options.gigabyte_month} a GB"
    )


def plan(rates: Rates, count: int, cores: int) -> str:
    """Tell how long so many articles take on so many cores, and what they need."""
    by_work = (rates.worker + rates.parent) * count / cores
    database = max(by_work, rates.parent * count)
    parquet = max(
        (rates.annotating + rates.writing_parquet + rates.reading) * count / cores,
        rates.reading * count,
    )
    return (
        f"database {hours(database)}, {rates.database * count / 1e9:,.0f} GB;"
        f" Parquet {hours(parquet)}, {rates.parquet * count / 1e9:,.0f} GB;"
        f" workers {rates.memory * cores / 1e9:,.1f} GB of memory"
    )


def hours(seconds: float) -> str:
    return f"{seconds / 3600:,.1f} h" if seconds < 100 * 3600 else f"{seconds / 86400:,.1f} days"


def processor() -> str:
    """Return what the machine is, as far as the system tells."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000_000)
    parser.add_argument("--sample", type=int, default=600)
    parser.add_argument("--cores", type=int, nargs="+", default=[2, 8, 64])
    parser.add_argument("--effort", nargs="+", default=["fast", "balanced"])
    parser.add_argument("--core-hour", type=float, default=0.04, help="price of a core for an hour")
    parser.add_argument("--gigabyte-month", type=float, default=0.023, help="price of storage")
    options = parser.parse_args()
    print(
        f"measured on {os.cpu_count()} cores of {processor()}, Python {platform.python_version()}"
    )
    for effort in options.effort:
        with tempfile.TemporaryDirectory() as folder:
            show(effort, measure(effort, options.sample, Path(folder)), options)


if __name__ == "__main__":
    main()
