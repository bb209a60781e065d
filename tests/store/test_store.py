from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Article, Failure
from lavrov_corpus.errors import StoreError
from lavrov_corpus.exporting import export
from lavrov_corpus.store import LEVELS, Counts, Store, article_rows
from lavrov_corpus.store.database import connect
from tests.articles import FAILURE, MEETING, RAIN, articles


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "corpus.db", create=True) as opened:
        yield opened


def stored(store: Store) -> list[Article]:
    return [Article.model_validate_json(line) for line in store.articles()]


def renamed(article: Article, source: str) -> Article:
    return article.model_copy(update={"source": source})


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(st.lists(articles(), max_size=4, unique_by=lambda article: article.source))
def test_articles_come_back_as_they_were(store: Store, made: Sequence[Article]) -> None:
    store.remove(store.sources())
    assert store.put_many(made, "one") == ["new"] * len(made)
    assert stored(store) == sorted(made, key=lambda article: article.source)
    for level in LEVELS:
        lines = "".join(export(store.articles(), "jsonl", level)).splitlines()
        rows = store.rows(level)
        assert [list(row.items()) for row in rows] == [
            list(json.loads(line).items()) for line in lines
        ]
    assert store.check() == []


def test_the_json_is_one_line_of_real_letters(store: Store) -> None:
    store.put(RAIN, "one")
    (line,) = store.articles()
    assert "Ağrı'da kar yağdı." in line
    assert line == RAIN.model_dump_json()
    assert "\n" not in line


def test_articles_come_by_source_whatever_came_first(store: Store) -> None:
    for source in ("şubat", "a/10", "a/9", "Şubat", "a"):
        store.put(renamed(RAIN, source), "one")
    assert [article.source for article in stored(store)] == ["a", "a/10", "a/9", "Şubat", "şubat"]


def test_two_files_of_the_same_bytes_are_two_articles(store: Store) -> None:
    copy = renamed(RAIN, "kopya.txt")
    assert (store.put(RAIN, "one"), store.put(copy, "one")) == ("new", "new")
    assert [(a.id, a.source) for a in stored(store)] == [
        (RAIN.id, "haberler/yağmur.txt"),
        (RAIN.id, "kopya.txt"),
    ]


def test_an_article_replaces_the_one_before_with_all_its_rows(store: Store) -> None:
    store.put(MEETING, "one")
    assert store.put(renamed(RAIN, MEETING.source), "two") == "updated"
    assert [article.text for article in stored(store)] == [RAIN.text]
    assert list(store.rows("entity")) == list(store.rows("quote")) == []
    assert [row["text"] for row in store.rows("sentence")] == [RAIN.text]
    assert store.fingerprints() == {"two": 1}
    assert store.check() == []


def test_rows_that_a_worker_made_are_as_good_as_the_article(store: Store, tmp_path: Path) -> None:
    store.put(MEETING, "one")
    with Store.open(tmp_path / "other.db", create=True) as other:
        other.put(article_rows(MEETING), "one")
        assert list(other.articles()) == list(store.articles())
        assert list(other.rows("entity")) == list(store.rows("entity"))


def test_a_lone_surrogate_is_stored_as_a_replacement_character(store: Store) -> None:
    broken = RAIN.model_copy(update={"text": RAIN.text.replace("kar", "k\udc61r")})
    store.put(broken, "one")
    (article,) = stored(store)
    assert article.text == "Ağrı'da k\ufffdr yağdı."
    assert next(store.rows("sentence"))["text"] == article.text
    store.put_failure(FAILURE.model_copy(update={"error": "\udcff"}), "one")
    assert next(store.failures()).error == "\ufffd"


def test_an_article_longer_than_the_database_can_hold_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    connection = connect(path, create=True, read_only=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, len(MEETING.to_json()))
    with Store(path, connection) as store:
        assert store.put_many([MEETING, RAIN], "one") == ["failed", "new"]
        assert stored(store) == [RAIN]
        (failure,) = store.failures()
        assert (failure.source, failure.stage) == (MEETING.source, "store")
        assert failure.error == f"{MEETING.source}: is too long to be stored as one article"
        assert store.is_current(MEETING.source, MEETING.sha256, "one")


def test_counts(store: Store) -> None:
    assert store.counts() == Counts(0, 0, 0, 0, 0, 0, 0)
    store.put_many([MEETING, RAIN, FAILURE], "one")
    assert store.counts() == Counts(
        articles=2, paragraphs=4, sentences=6, tokens=49, entities=5, quotes=2, failures=1
    )


class TestResume:
    def test_only_the_same_bytes_and_the_same_fingerprint_are_current(self, store: Store) -> None:
        store.put(RAIN, "one")
        source, sha256 = RAIN.source, RAIN.sha256
        assert store.is_current(source, sha256, "one")
        assert not store.is_current(source, sha256, "two")
        assert not store.is_current(source, "0" * 64, "one")
        assert not store.is_current("kopya.txt", sha256, "one")

    def test_a_failure_is_tried_again_when_asked_or_when_something_changed(
        self, store: Store
    ) -> None:
        assert store.put_failure(FAILURE, "one") == "failed"
        source, sha256 = FAILURE.source, FAILURE.sha256
        assert store.is_current(source, sha256, "one")
        assert not store.is_current(source, sha256, "one", retry_failed=True)
        assert not store.is_current(source, sha256, "two")
        assert not store.is_current(source, "0" * 64, "one")

    def test_bytes_that_could_not_be_read_are_never_current(self, store: Store) -> None:
        unread = FAILURE.model_copy(update={"sha256": ""})
        store.put_failure(unread, "one")
        assert not store.is_current(unread.source, "", "one")

    def test_a_failure_keeps_the_article_and_an_article_ends_the_failure(
        self, store: Store
    ) -> None:
        store.put(RAIN, "one")
        failure = FAILURE.model_copy(update={"source": RAIN.source})
        store.put_failure(failure, "one")
        assert (stored(store), list(store.failures())) == ([RAIN], [failure])
        assert store.is_current(RAIN.source, failure.sha256, "one")
        assert not store.is_current(RAIN.source, RAIN.sha256, "one")  # is back: do it again
        assert store.put(RAIN, "one") == "updated"
        assert (stored(store), list(store.failures())) == ([RAIN], [])
        assert store.is_current(RAIN.source, RAIN.sha256, "one")

    def test_a_failure_replaces_the_failure_before(self, store: Store) -> None:
        store.put_failure(FAILURE, "one")
        later = FAILURE.model_copy(update={"error": "It is a JPEG picture."})
        store.put_failure(later, "one")
        assert list(store.failures()) == [later]


class TestVanished:
    def test_articles_and_failures_of_files_that_are_gone(self, store: Store) -> None:
        store.put_many([MEETING, RAIN, FAILURE], "one")
        assert list(store.sources()) == [MEETING.source, FAILURE.source, RAIN.source]
        assert list(store.vanished({RAIN.source}.__contains__)) == [MEETING.source, FAILURE.source]

    def test_removing_them_while_they_are_looked_for(self, store: Store) -> None:
        store.put_many([MEETING, RAIN, FAILURE], "one")
        assert store.remove(store.vanished({RAIN.source}.__contains__)) == 2
        assert (stored(store), list(store.failures())) == ([RAIN], [])
        assert store.counts() == Counts(1, 1, 1, 4, 0, 0, 0)
        assert store.remove(["nowhere.txt"]) == 0
        assert store.check() == []


class TestTransactions:
    def test_a_batch_is_stored_as_a_whole_or_not_at_all(self, store: Store) -> None:
        store.put(MEETING, "one")
        torn = replace(article_rows(RAIN), sentences=(("no", "number"),))
        with pytest.raises(StoreError, match="failed: "):
            store.put_many([article_rows(renamed(RAIN, "first")), FAILURE, torn], "two")
        assert stored(store) == [MEETING]
        assert list(store.failures()) == []
        assert store.put(RAIN, "two") == "new"

    def test_a_reader_sees_whole_batches_and_its_own_moment(
        self, store: Store, tmp_path: Path
    ) -> None:
        store.put_many([renamed(RAIN, str(i)) for i in range(5)], "one")
        with Store.open(tmp_path / "corpus.db", read_only=True) as reader:
            reading = reader.articles()
            next(reading)
            store.put_many([renamed(MEETING, str(i)) for i in range(9)], "two")
            assert [Article.model_validate_json(line).text for line in reading] == [RAIN.text] * 4
            assert reader.counts().articles == 9
            with pytest.raises(StoreError, match="read-only"):
                reader.put(RAIN, "one")

    def test_two_writers_take_turns(self, store: Store, tmp_path: Path) -> None:
        with Store.open(tmp_path / "corpus.db", create=True) as other:
            for number in range(20):
                (store if number % 2 else other).put(renamed(RAIN, str(number % 7)), "one")
        assert store.counts().articles == 7
        assert store.check() == []

    def test_a_writer_that_waited_too_long_says_so(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        holder = sqlite3.connect(tmp_path / "corpus.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("lavrov_corpus.store.database.BUSY_SECONDS", 0.05)
        with pytest.raises(StoreError) as caught:
            Store.open(tmp_path / "corpus.db", create=True)
        assert caught.value.message.endswith("is being written by another process.")
        assert caught.value.hint.startswith("Wait until the other `corpus` has ended")
        holder.execute("ROLLBACK")
        holder.close()
        assert store.put(RAIN, "one") == "new"

    def test_failures_are_told_in_order(self, store: Store) -> None:
        failures = [
            Failure(source=s, sha256="", stage="load", error=f"{s}: no", hint="") for s in "cab"
        ]
        store.put_many(failures, "one")
        assert [failure.source for failure in store.failures()] == ["a", "b", "c"]
