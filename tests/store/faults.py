"""What the tests do to a database from another process, which is killed or has no room."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from lavrov_corpus.document import Article
from lavrov_corpus.errors import StoreError
from lavrov_corpus.store import Store
from tests.articles import MEETING

ARTICLES = 120
BATCH = 5


def numbered(count: int) -> Iterator[Article]:
    for number in range(count):
        text = f"{number}. haber. {MEETING.text * 20}"
        yield MEETING.model_copy(update={"source": f"{number:04}.txt", "text": text})


def ingest(folder: Path) -> None:
    """Store what is missing in batches, each one when a line comes on standard input.

    After each, say how many articles are there; at the end of the input, go on by itself.
    """
    with Store.open(folder / "corpus.db", create=True) as store:
        waiting = [
            article
            for article in numbered(ARTICLES)
            if not store.is_current(article.source, article.sha256, "one")
        ]
        there = ARTICLES - len(waiting)
        for first in range(0, len(waiting), BATCH):
            sys.stdin.readline()
            there += len(store.put_many(waiting[first : first + BATCH], "one"))
            sys.stdout.write(f"{there}\n")
            sys.stdout.flush()


def fill(folder: Path) -> None:
    """Store articles on a small disk until it is full; tell what is left afterwards."""
    path = folder / "corpus.db"
    stored = 0
    with Store.open(path, create=True) as store:
        try:
            for article in numbered(10_000):
                store.put(article, "one")
                stored += 1
        except StoreError as error:
            found = list(store.articles())
            tell(error, stored=stored, found=len(found), problems=store.check())


def make_without_room(folder: Path) -> None:
    with (folder / "ballast").open("wb", buffering=0) as file:
        while True:
            try:
                file.write(b"x" * 4096)
            except OSError:
                break
    report_opening(folder / "corpus.db", create=True)


def open_read_only_disk(folder: Path) -> None:
    path = folder / "corpus.db"
    with Store.open(path, create=True) as store:
        store.put(MEETING, "one")
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with Store.open(path, read_only=True) as store:
        assert [Article.model_validate_json(line) for line in store.articles()] == [MEETING]
    report_opening(path, create=True)
    report_opening(folder / "new.db", create=True)
    assert path.read_bytes() == before


def report_opening(path: Path, *, create: bool) -> None:
    before = sorted(file.name for file in path.parent.iterdir())
    try:
        Store.open(path, create=create)
    except StoreError as error:
        after = sorted(file.name for file in path.parent.iterdir())
        tell(error, left=sorted(set(after) - set(before)))


def tell(error: StoreError, **facts: object) -> None:
    sys.stdout.write(json.dumps({"message": error.message, "hint": error.hint, **facts}) + "\n")


FAULTS: dict[str, Callable[[Path], None]] = {
    function.__name__: function
    for function in (ingest, fill, make_without_room, open_read_only_disk)
}

if __name__ == "__main__":
    FAULTS[sys.argv[1]](Path(sys.argv[2]))
