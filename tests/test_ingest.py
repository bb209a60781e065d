"""A run over many files: what is told of it, how it ends early, and what is kept then."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, NoReturn

import pytest

from lavrov_corpus import ingest, jobs
from lavrov_corpus.annotate import Settings, Tools
from lavrov_corpus.document import Article, Failure
from lavrov_corpus.errors import CorpusError, ModelError
from lavrov_corpus.ingest import Options, Summary, ingest_files
from lavrov_corpus.interrupts import interrupts_held
from lavrov_corpus.jobs import require_same_tools, workers_for
from lavrov_corpus.run_log import run_log
from lavrov_corpus.store import ArticleRows, Store, Words
from tests.fakes import WordListTagger, fake_tools


class Told:
    """Remembers what a run tells of its progress."""

    def __init__(self) -> None:
        self.advanced: list[int] = []
        self.skipped = 0

    def advance(self, done: int) -> None:
        self.advanced.append(done)

    def skip(self, done: int) -> None:
        self.skipped += done

    @contextmanager
    def of(self, _total: int) -> Iterator[Told]:
        yield self


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> Tools:
    made = fake_tools(WordListTagger({"Ankara": "LOC"}, poison="Zehir"))
    for module in (ingest, jobs):
        monkeypatch.setattr(module, "tools_for", lambda _settings: made)
    monkeypatch.setattr(jobs, "BATCH_FILES", 4)
    return made


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(20):
        text = f"Ankara'da {number} kişi geldi."
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


def run(news: Path, options: Options | None = None, log_file: Path | None = None) -> Summary:
    with run_log(log_file, {"paths": [str(news)]}) as log:
        database = news.parent / "corpus.db"
        return ingest_files([str(news)], database, Settings(), options or Options(), Told().of, log)


def stored(news: Path) -> list[str]:
    with Store.open(news.parent / "corpus.db", read_only=True) as store:
        return [Path(source).name for source in store.sources()]


def test_few_files_are_not_worth_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert [workers_for(files) for files in (0, 1, 255, 256, 1_000_000)] == [1, 1, 1, 8, 8]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3}, raising=False)
    assert workers_for(1_000_000) == 1


def tables(news: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables but those of the full-text index, whose pages may differ."""
    with closing(sqlite3.connect(news.parent / "corpus.db")) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
        )
        return {name: list(connection.execute(f"SELECT * FROM {name}")) for (name,) in names}


def test_what_is_current_is_skipped_and_not_counted_as_work(news: Path) -> None:
    run(news)
    (news / "20.txt").write_text("Ankara'da bahar.", encoding="utf-8")
    told = Told()
    ingest_files([str(news)], news.parent / "corpus.db", Settings(), Options(), told.of)
    assert (told.advanced, told.skipped) == ([1], 20)


def test_fail_fast_ends_with_the_batch_of_the_first_failure(news: Path) -> None:
    (news / "05.txt").write_text("Zehir var.", encoding="utf-8")
    summary = run(news, Options(fail_fast=True))
    assert (summary.new, summary.failed) == (7, 1)
    assert stored(news) == [f"{number:02}.txt" for number in range(8)]
    again = run(news, Options(fail_fast=True))
    assert (again.new, again.unchanged, again.failed) == (12, 7, 1)


def test_the_log_has_a_line_for_each_file_and_the_end(news: Path, tmp_path: Path) -> None:
    (news / "05.txt").write_text("Zehir var.", encoding="utf-8")
    (news / "\x1b[31mkırmızı\n.txt").write_text("Ankara.", encoding="utf-8")
    log_file = tmp_path / "run.jsonl"
    run(news, log_file=log_file)
    lines = [json.loads(line) for line in log_file.read_text("utf-8").splitlines()]
    assert "\x1b" not in log_file.read_text("utf-8")
    assert lines[0]["event"] == "start"
    assert lines[0]["paths"] == [str(news)]
    files = [line for line in lines if line["event"] == "file"]
    assert len(files) == 21
    (failure,) = [line for line in files if line["outcome"] == "failed"]
    assert failure["source"] == f"{news}/05.txt"
    assert (failure["stage"], failure["error"]) == (
        "tag",
        f"{news}/05.txt: RuntimeError: the tagger has choked",
    )
    assert all(line["time"].endswith("Z") for line in lines)


def test_the_log_is_added_to_and_tells_how_a_run_broke_off(tmp_path: Path) -> None:
    log_file = tmp_path / "run.jsonl"
    for error in (KeyboardInterrupt(), ModelError("There is no model.", "get one")):
        with pytest.raises(type(error)), run_log(log_file, {}):
            raise error
    lines = [json.loads(line) for line in log_file.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["start", "interrupted", "start", "error"]
    assert (lines[3]["error"], lines[3]["hint"]) == ("There is no model.", "get one")
    with pytest.raises(CorpusError, match="cannot be written"), run_log(tmp_path, {}):
        pass


def test_an_article_that_is_too_long_is_a_failure_of_this_run(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storable = Store.storable

    def short(store: Store, result: ArticleRows | Failure) -> ArticleRows | Failure:
        store._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 5000)
        return storable(store, result)

    monkeypatch.setattr(Store, "storable", short)
    (news / "03.txt").write_text("Ankara'da uzun. " * 100, encoding="utf-8")
    summary = run(news)
    assert (summary.new, summary.failed) == (19, 1)
    (failure,) = summary.failures
    assert failure.error == f"{news}/03.txt: is too long to be stored as one article"


def test_ctrl_c_while_a_batch_is_stored_waits_for_it(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many = Store.put_many

    def interrupted(
        store: Store,
        results: Sequence[Article | ArticleRows | Failure],
        fingerprint: str | Sequence[str],
        words: Words | None = None,
    ) -> list[str]:
        if results:
            os.kill(os.getpid(), signal.SIGINT)
        return list(put_many(store, results, fingerprint, words))

    monkeypatch.setattr(Store, "put_many", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(news)
    assert stored(news) == ["00.txt", "01.txt", "02.txt", "03.txt"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_clock_that_jumps_changes_nothing_of_what_is_stored(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(news)
    undisturbed = tables(news)
    (news.parent / "corpus.db").unlink()
    clock = cycle([2e9, 0.0, 4e9, -1.0, 1e9])
    monkeypatch.setattr(time, "time", lambda: next(clock))
    for path in news.iterdir():
        os.utime(path, (next(clock), abs(next(clock))))
    run(news, Options(limit=7), tmp_path / "run.jsonl")
    for path in news.iterdir():
        os.utime(path, (0, 0))
    summary = run(news, log_file=tmp_path / "run.jsonl")
    assert (summary.new, summary.unchanged) == (13, 7)
    assert tables(news) == undisturbed
    times = [json.loads(line)["time"] for line in (tmp_path / "run.jsonl").read_text().splitlines()]
    assert times != sorted(times)  # the clock did jump


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_between_the_metadata_and_the_articles_nothing_is_lost(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (news / "metadata.csv").write_text("path,agency,desk\n03.txt,AA,foreign\n", "utf-8")
    run(news)
    undisturbed = tables(news)
    (news.parent / "corpus.db").unlink()
    child = os.fork()
    if not child:
        monkeypatch.setattr(ingest, "_waiting", kill_this)
        run(news)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    between = tables(news)
    assert (between["article"], between["metadata"]) == ([], undisturbed["metadata"])
    assert len(between["metadata"]) == 2
    assert run(news).new == 20
    assert tables(news) == undisturbed


def kill_this(*_: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("it was killed")


def test_interrupts_are_held_in_the_main_thread_alone() -> None:
    seen: list[object] = []

    def elsewhere() -> None:
        with interrupts_held():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]


def test_a_worker_with_other_models_is_refused(tools: Tools) -> None:
    require_same_tools(Settings(), tools.fingerprint)
    with pytest.raises(ModelError, match="another version or other models"):
        require_same_tools(Settings(), "0" * 64)
