"""The words that a database keeps: worked out once, and of no consequence for the results."""

import sqlite3
from collections import deque
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from lavrov_corpus.annotate import Settings
from lavrov_corpus.ingest import Options, ingest_files
from lavrov_corpus.jobs import Job, with_words
from lavrov_corpus.morphology.static import StaticModel
from lavrov_corpus.store import Store
from lavrov_corpus.word_memory import MOST_WORDS, WordMemory

TEXTS = (
    "Zırtıllıktaki gülümbültülerden söz edildi.\n",
    "Kavaklıbozlarca yapılan gülümbültülerden söz edildi.\n",
    "Belediye toplantısı yapıldı.\n",
)
RARE = {"gülümbültülerden", "kavaklıbozlarca", "zırtıllıktaki"}


class Quiet:
    def advance(self, done: int) -> None:
        pass

    def skip(self, done: int) -> None:
        pass


def ingested(folder: Path, database: Path, **options: bool | int) -> list[str]:
    """Return the articles in the database once the folder was ingested into it."""
    run = Options(**options)  # type: ignore[arg-type]  # fields of two types
    ingest_files([str(folder)], database, Settings(), run, lambda _: nullcontext(Quiet()))
    with Store.open(database, read_only=True) as store:
        return list(store.articles())


def kept(database: Path) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT model, word, readings FROM word").fetchall()
    return {(model, word): readings for model, word, readings in rows}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number, text in enumerate(TEXTS):
        (tmp_path / "in" / f"{number}.txt").write_text(text, "utf-8")
    return tmp_path / "in"


def test_a_second_run_works_no_word_out_and_gives_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "corpus.db"
    articles = ingested(folder, database)
    assert len(articles) == len(TEXTS)
    assert {word for _, word in kept(database)} == RARE
    monkeypatch.setattr(StaticModel, "readings", lambda *_: pytest.fail("worked out again"))
    assert ingested(folder, database, force=True) == articles


def test_words_of_another_model_are_not_used_and_go(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "corpus.db"
    articles = ingested(folder, database)
    right = kept(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE word SET model = 'older', readings = '[]'")
    assert ingested(folder, database, force=True) == articles
    assert kept(database) == right


@pytest.mark.parametrize(
    "readings",
    ['[["sahte","VERB","","zeyrek",0]]', "[]", "[" * 100_000, '"; DROP TABLE word; --', "\x1b[31m"],
    ids=["another lemma", "none", "deep", "SQL", "escape"],
)
def test_words_that_were_changed_in_the_database_are_worked_out_again(
    folder: Path, tmp_path: Path, readings: str
) -> None:
    database = tmp_path / "corpus.db"
    articles = ingested(folder, database)
    right = kept(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE word SET readings = ?", (readings,))
    assert ingested(folder, database, force=True) == articles
    assert kept(database) == right


def test_workers_give_what_one_process_gives(folder: Path, tmp_path: Path) -> None:
    alone, shared = tmp_path / "alone.db", tmp_path / "shared.db"
    assert ingested(folder, shared, workers=2) == ingested(folder, alone)
    assert kept(shared) == kept(alone)


def test_a_batch_brings_the_words_that_came_while_the_batches_before_were_at_work() -> None:
    memory = WordMemory("key", {"old": "[]"}, deque(maxlen=2))
    batches = with_words([[Job("a", b""), Job("b", b"")], [Job("c", b"")]], memory.news)
    assert [job.words for job in next(batches)] == [{}, {}]
    for word in ("x", "y", "z"):
        memory.add({word: "[]", "old": "[]"})
    assert [job.words for job in next(batches)] == [{"y": "[]", "z": "[]"}]


def test_no_more_words_are_kept_than_there_is_room_for() -> None:
    memory = WordMemory("key", {str(number): "[]" for number in range(MOST_WORDS - 1)})
    assert memory.add({"a": "[]", "b": "[]", "5": "[]"}) == {"a": "[]"}
    assert memory.add({"c": "[]"}) == {}
