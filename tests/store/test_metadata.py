"""What a user says of articles, in the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lavrov_corpus.document import Article
from lavrov_corpus.errors import StoreError
from lavrov_corpus.store import Store
from tests.articles import MEETING, RAIN, make_article

SAID = {
    MEETING.source: {"agency": "AA", "date": "2017-01-01", "topic": "dış politika", "reach": "900"},
    RAIN.source: {"topic": "hava", "reach": "1000"},
}
COLUMNS = ("agency", "date", "title", "metadata")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "corpus.db", create=True) as opened:
        opened.put_many([MEETING, RAIN], "one")
        yield opened


def seen(store: Store, where: str = "") -> dict[str, list[Any]]:
    articles = map(json.loads, store.articles(where))
    return {a["source"]: [a[name] for name in COLUMNS] for a in articles}


FOUND = {
    MEETING.source: ["", "2016-12-01", "İki bakan Iğdır'da görüştü", {}],
    RAIN.source: ["", "", "", {}],
}
COMPLETED = {
    MEETING.source: [
        *("AA", "2017-01-01", "İki bakan Iğdır'da görüştü"),
        {"reach": "900", "topic": "dış politika"},
    ],
    RAIN.source: ["", "", "", {"reach": "1000", "topic": "hava"}],
}


def test_what_is_said_goes_before_what_was_found_until_it_is_taken_back(store: Store) -> None:
    assert seen(store) == FOUND
    store.set_metadata("a.csv", SAID)
    assert seen(store) == COMPLETED
    assert store.metadata_columns() == ("reach", "topic")
    store.set_metadata("a.csv", {RAIN.source: {"topic": "kar"}})
    assert seen(store)[MEETING.source] == [*FOUND[MEETING.source][:3], {"topic": ""}]
    assert seen(store)[RAIN.source][3] == {"topic": "kar"}
    store.set_metadata("a.csv", {})
    assert seen(store) == FOUND
    assert store.metadata_origins() == []


def test_it_survives_new_annotation_and_may_come_before_the_article(tmp_path: Path) -> None:
    with Store.open(tmp_path / "corpus.db", create=True) as store:
        store.set_metadata("a.csv", SAID)
        store.put_many([MEETING, RAIN], "one")
        assert seen(store) == COMPLETED
        store.put_many([MEETING, RAIN], "two")
        assert seen(store) == COMPLETED
        store.remove([MEETING.source])
        store.put(MEETING, "two")
        assert seen(store) == COMPLETED


def test_the_mark_for_resuming_is_not_touched(store: Store) -> None:
    store.set_metadata("a.csv", SAID)
    assert store.is_current(MEETING.source, MEETING.sha256, "one")


def test_the_order_of_two_files_is_the_order_in_which_they_were_said(store: Store) -> None:
    store.set_metadata("a.csv", {RAIN.source: {"agency": "AA", "topic": "hava"}})
    store.set_metadata("b.csv", {RAIN.source: {"agency": "DHA"}})
    assert seen(store)[RAIN.source] == ["DHA", "", "", {"topic": "hava"}]
    assert store.metadata_origins() == ["a.csv", "b.csv"]
    store.set_metadata("a.csv", {RAIN.source: {"agency": "AA", "topic": "hava"}})
    assert seen(store)[RAIN.source][0] == "AA"


@pytest.mark.parametrize(
    ("where", "sources"),
    [
        ("agency=AA", [MEETING.source]),
        ("date>=2017", [MEETING.source]),
        ("topic=hava", [RAIN.source]),
        ("topic='dış politika' or topic=hava", [MEETING.source, RAIN.source]),
        ("topic~politika and not agency=''", [MEETING.source]),
        ("reach>=1000", [RAIN.source]),
        ("reach<1000", [MEETING.source]),
        ("reach<1000.5 and reach>-1", [MEETING.source, RAIN.source]),
        ("reach<b", [MEETING.source, RAIN.source]),
        ("topic!=hava", [MEETING.source]),
        ('topic="x\' OR 1=1 --"', []),
    ],
)
def test_conditions_on_what_is_said(store: Store, where: str, sources: list[str]) -> None:
    store.set_metadata("a.csv", SAID)
    assert list(seen(store, where)) == sources
    assert {row["source"] for row in store.rows("sentence", where)} == set(sources)


def test_a_column_that_nobody_added(store: Store) -> None:
    store.set_metadata("a.csv", SAID)
    with pytest.raises(StoreError) as caught:
        store.articles("topc=hava")
    assert caught.value.hint == "Did you mean topic?"


def test_the_rest_of_the_record_stays_byte_for_byte(store: Store) -> None:
    odd = make_article("odd.txt", [("heading", 'a","text":"b\u2028'), ("body", "1e-05 \\u00e7.")])
    store.put(odd, "one")
    (before,) = store.articles("source=odd.txt")
    store.set_metadata("a.csv", {"odd.txt": {"topic": "t", "title": 'x","text":"y'}})
    (after,) = store.articles("source=odd.txt")
    assert after.endswith(before[before.index(',"text":') :])
    assert after.count("\n") == 0
    article = Article.model_validate_json(after)
    assert (article.title, article.metadata) == ('x","text":"y', {"topic": "t"})
    assert Article.model_validate_json(before) == odd
