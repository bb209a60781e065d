"""How fast each format is written, how much memory that takes, and how large the files are.

    python -m benchmarks.exports [--articles 10000] [--format parquet ...]

The articles are those of `benchmarks.store`: sentences of the seeds in another order. Each
format is written by a process of its own from the same database; the memory is the most that
this process ever had, the time is that of the processor. An empty run, which only reads the
database, tells what of both is not the format's.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from benchmarks.store import put_all
from lavrov_corpus.exporting import FORMATS, LEVELS, save
from lavrov_corpus.store import Store

READ_ONLY = "(read)"
#: Levels are measured of the one format in which they differ most from the whole article.
LEVELS_OF = {"parquet": LEVELS}


def measure(database: Path, form: str, level: str, output: Path) -> None:
    """Write one format; print its seconds, megabytes in memory and megabytes on the disk."""
    with Store.open(database, read_only=True) as store:
        started = time.process_time()
        if form == READ_ONLY:
            for _ in store.articles():
                pass
        else:
            save(store.articles(), form, level, output, BytesIO())
        seconds = time.process_time() - started
    written = [output] if output.is_file() else output.rglob("*")
    told = {
        "seconds": seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": sum(path.stat().st_size for path in written if path.is_file()) / 1e6,
    }
    print(json.dumps(told))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--format", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--measure", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        database, form, level, output = chosen.measure
        measure(Path(database), form, level, Path(output))
        return
    runs = [(READ_ONLY, "article")]
    runs += [(form, level) for form in chosen.format for level in LEVELS_OF.get(form, ["article"])]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "corpus.db"
        with Store.open(database, create=True) as store:
            tokens = put_all(store, chosen.articles)
        print(f"{chosen.articles} articles, {tokens / chosen.articles:.0f} tokens each")
        for form, level in runs:
            tell(form, level, chosen.articles, run(database, form, level, Path(folder)))


def run(database: Path, form: str, level: str, folder: Path) -> dict[str, float]:
    output = folder / f"{level}.{form}"
    arguments = ["--measure", str(database), form, level, str(output)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.exports", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def tell(form: str, level: str, count: int, told: dict[str, float]) -> None:
    print(
        f"{form:12} {level:9} {count / told['seconds']:9,.0f} articles/s"
        f" {told['memory']:6.0f} MB memory {told['size']:8.1f} MB written",
        flush=True,
    )


if __name__ == "__main__":
    main()
