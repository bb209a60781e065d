"""What is killed: how each command is set up, run, and what must be the same afterwards."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lavrov_corpus.store import Store

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = 150


@dataclass(frozen=True)
class Scenario:
    """A command that may be killed anywhere and run again.

    `prepare` sets a folder up, `arguments` run in it (of this Python), and `outcome` tells
    what a reader finds; it must be the same after an undisturbed run and after any kills.
    """

    name: str
    prepare: Callable[[Path], None]
    arguments: tuple[str, ...]
    outcome: Callable[[Path], str]


def write_news(folder: Path, count: int = FILES) -> None:
    """Write articles out of the sentences of the seeds in another order, all different."""
    chance = random.Random(1)
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    pieces = [piece for text in texts for piece in re.findall(r"[^.\s][^.]+\.", text)]
    (folder / "news").mkdir()
    for number in range(count):
        text = f"{number}. haber. " + " ".join(chance.sample(pieces, k=12))
        (folder / "news" / f"{number:04}.txt").write_text(text, encoding="utf-8")


def write_news_and_store_it(folder: Path) -> None:
    """Bring a folder to where all articles are stored; made once, then copied."""
    made = folder.parent / "stored"
    if not made.exists():
        made.mkdir()
        write_news(made)
        command = [sys.executable, *_INGEST, "--db", "corpus.db", "--quiet"]
        subprocess.run(command, cwd=made, check=True)
    shutil.copytree(made, folder, dirs_exist_ok=True)


def write_news_and_lose_some(folder: Path) -> None:
    write_news_and_store_it(folder)
    for path in sorted((folder / "news").iterdir())[::3]:
        path.unlink()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def files_beside(folder: Path) -> str:
    """Return the names of all files but the news, hidden ones too."""
    names = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "news"
    }
    return " ".join(sorted(names))


def database(folder: Path) -> str:
    """Tell what is stored, and that the database is sound."""
    with Store.open(folder / "corpus.db", create=True) as store:
        articles = "\n".join(store.articles())
        levels = "\n".join(
            str(row) for level in ("sentence", "entity", "quote") for row in store.rows(level)
        )
        problems = store.check()
        counts = store.counts()
    assert not problems, problems
    return f"{counts} {digest(articles.encode())} {digest(levels.encode())} {files_beside(folder)}"


def migrated(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()
        notes = connection.execute("SELECT count(*), sum(length(note)) FROM article").fetchone()
        problems = connection.execute("PRAGMA integrity_check").fetchone()
    return f"{version} {notes} {problems} {files_beside(folder)}"


def dataset(folder: Path) -> str:
    parts = sorted((folder / "dataset").rglob("*"))
    contents = [(str(p.relative_to(folder)), digest(p.read_bytes())) for p in parts if p.is_file()]
    return digest(str(contents).encode()) + " " + files_beside(folder)


def exported(folder: Path) -> str:
    return digest((folder / "out.jsonl").read_bytes()) + " " + files_beside(folder)


def models(folder: Path) -> str:
    found = sorted(path for path in (folder / "models").rglob("*") if path.is_file())
    contents = [
        (str(path.relative_to(folder)), digest(path.read_bytes()))
        for path in found
        if path.name != ".download.lock"
    ]
    return str(contents)


_CORPUS = ("-m", "lavrov_corpus")
# Quickly tagged, so that more of the moments fall into what is written.
_INGEST = (*_CORPUS, "ingest", "news", "--effort", "fast")
_CHILD = ("-m", "benchmarks.crashes.child")

SCENARIOS = (
    Scenario("ingest", write_news, (*_INGEST, "--db", "corpus.db"), database),
    Scenario(
        "ingest --workers 2",
        write_news,
        (*_INGEST, "--db", "corpus.db", "--workers", "2"),
        database,
    ),
    Scenario("ingest --to", write_news, (*_INGEST, "--to", "dataset"), dataset),
    Scenario(
        "export -o",
        write_news_and_store_it,
        (*_CORPUS, "export", "--db", "corpus.db", "-o", "out.jsonl"),
        exported,
    ),
    Scenario(
        "ingest --prune",
        write_news_and_lose_some,
        (*_INGEST, "--db", "corpus.db", "--prune"),
        database,
    ),
    Scenario("migration", write_news_and_store_it, (*_CHILD, "migrate", "corpus.db"), migrated),
    Scenario("models download", lambda _: None, (*_CHILD, "download", "models"), models),
)
