"""Counts and measures against tables worked out by hand and against NLTK's."""

from __future__ import annotations

import itertools
import math
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.errors import CorpusError, StoreError
from lavrov_corpus.queries import association, search
from lavrov_corpus.queries.collocations import Window, collocations, cooccurrence
from lavrov_corpus.queries.counting import frequency, keyness, name_frequency
from lavrov_corpus.store import Store
from tests.articles import make_article

# "kar" comes 3 times in a of 8 words, once in b of 4, never in c of 4.
A = make_article(
    "a",
    [("body", "Kar yağdı. Ali kar gördü, KAR erir.")],
    entities=[("PER", "Ali", "Ali", "Ali Kaya")],
    date="2016-01-01",
)
B = make_article(
    "b",
    [("body", "Veli kâr gördü."), ("body", "Durdu.")],
    entities=[("PER", "Veli", "Veli", "Veli Can")],
    date="2017-01-01",
)
C = make_article(
    "c",
    [("body", "Ali Veli'yi gördü. Güldü.")],
    entities=[("PER", "Ali", "Ali", "Ali Kaya"), ("PER", "Veli'yi", "Veli", "Veli Can")],
    date="2018-01-01",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("counts") / "corpus.db", create=True) as opened:
        opened.put_many([A, B, C], "one")
        yield opened


def test_frequencies(store: Store) -> None:
    rows = list(frequency(store))
    assert [(row["term"], row["count"], row["articles"]) for row in rows] == [
        ("kar", 4, 2),
        ("gördü", 3, 3),
        ("ali", 2, 2),
        *((term, 1, 1) for term in ("durdu", "erir", "güldü", "veli", "veli'yi", "yağdı")),
    ]
    # 15 words: shares of the articles 7/15, 4/15 and 4/15; of the uses 3/4, 1/4 and 0.
    assert rows[0]["per_million"] == pytest.approx(4 / 15 * 1e6)
    by_hand = (abs(3 / 4 - 7 / 15) + abs(1 / 4 - 4 / 15) + 4 / 15) / 2
    assert rows[0]["dispersion"] == pytest.approx(by_hand, abs=1e-12)


def test_lemmas_are_folded_too(store: Store) -> None:
    rows = {row["term"]: row["count"] for row in frequency(store, "lemma")}
    assert rows["kar"] == 4


def test_only_some_articles_and_only_frequent_words(store: Store) -> None:
    rows = list(frequency(store, least=3, where="date>=2016 and date<2018"))
    assert [(row["term"], row["count"]) for row in rows] == [("kar", 4)]
    assert rows[0]["per_million"] == pytest.approx(4 / 11 * 1e6)
    assert list(frequency(store, where="date=2000")) == []


def test_names(store: Store) -> None:
    rows = list(name_frequency(store))
    assert [(row["canonical"], row["label"], row["count"], row["articles"]) for row in rows] == [
        ("Ali Kaya", "PER", 2, 2),
        ("Veli Can", "PER", 2, 2),
    ]
    by_hand = (abs(1 / 2 - 7 / 15) + abs(1 / 2 - 4 / 15) + 4 / 15) / 2
    assert rows[0]["dispersion"] == pytest.approx(by_hand, abs=1e-12)


def test_collocations_by_hand(store: Store) -> None:
    # Around "kar", one word on each side: yağdı; ali gördü; gördü(again, once) erir; veli gördü.
    rows = {r["term"]: r for r in collocations(store, "kar", window=Window(1, 1, 1))}
    assert set(rows) == {"yağdı", "erir", "veli", "gördü"}
    row = rows["gördü"]
    # 11 words are not "kar", 6 of them near it; "gördü" comes 3 times, twice near.
    assert (row["together"], row["count"], row["expected"]) == (2, 3, pytest.approx(6 * 3 / 11))
    cells = {(2, 6 * 3), (4, 6 * 8), (1, 5 * 3), (4, 5 * 8)}
    by_hand = 2 * sum(o * math.log(o / (e / 11)) for o, e in cells)
    assert row["log_likelihood"] == pytest.approx(by_hand, abs=1e-9)
    assert row["mi"] == pytest.approx(math.log2(2 / (18 / 11)), abs=1e-12)
    assert row["t"] == pytest.approx((2 - 18 / 11) / math.sqrt(2), abs=1e-12)
    assert row["log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (4 + 3)), abs=1e-12)


def test_a_window_ends_where_the_sentence_does(store: Store) -> None:
    rows = collocations(store, "yağdı", window=Window(9, 9, 1))
    assert [row["term"] for row in rows] == ["kar"]
    assert list(collocations(store, "yağdı", window=Window(0, 9, 1))) == []


@pytest.mark.parametrize("word", ["", "iki kelime", "..."])
def test_what_is_not_one_word(store: Store, word: str) -> None:
    with pytest.raises(CorpusError):
        list(collocations(store, word))


def test_words_that_are_not_there(store: Store) -> None:
    assert list(collocations(store, "xyz")) == []
    assert list(collocations(store, "xyz*")) == []
    assert list(keyness(store, "date=2000", "")) == []


def test_keyness_by_hand(store: Store) -> None:
    rows = {row["term"]: row for row in keyness(store, "date=2016", "date>2016", least=1)}
    row = rows["kar"]  # 3 of 7 words against 1 of 8
    assert (row["count_a"], row["count_b"]) == (3, 1)
    assert row["log_ratio"] == pytest.approx(math.log2((3 / 7) / (1 / 8)), abs=1e-12)
    cells = {(3, 7 * 4), (4, 7 * 11), (1, 8 * 4), (7, 8 * 11)}
    by_hand = 2 * sum(o * math.log(o / (e / 15)) for o, e in cells)
    assert row["log_likelihood"] == pytest.approx(by_hand, abs=1e-9)
    assert rows["veli"]["log_ratio"] == pytest.approx(math.log2((0.5 / 7) / (1 / 8)), abs=1e-12)


@pytest.mark.parametrize(
    ("within", "expected"),
    [("sentence", [(1, 2, 2)]), ("paragraph", [(1, 2, 2)]), ("article", [(1, 2, 2)])],
)
def test_names_that_come_together(store: Store, within: Any, expected: object) -> None:
    rows = list(cooccurrence(store, within, least=1))
    assert [(r["together"], r["first_units"], r["second_units"]) for r in rows] == expected
    assert [(r["first"], r["second"]) for r in rows] == [("Ali Kaya", "Veli Can")]
    assert list(cooccurrence(store, within, least=1, name="Kimse")) == []


def test_a_line_of_a_concordance(store: Store) -> None:
    rows = list(search.concordance(store, "kar", context=2))
    assert [(r["source"], r["left"], r["word"], r["right"]) for r in rows] == [
        ("a", "", "Kar", " yağdı. Ali"),
        ("a", "yağdı. Ali ", "kar", " gördü, KAR"),
        ("a", "kar gördü, ", "KAR", " erir."),
        ("b", "Veli ", "kâr", " gördü."),
    ]
    texts = {"a": A.text, "b": B.text}
    for row in rows:
        assert texts[row["source"]][row["start"] : row["end"]] == row["word"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("right", ["KAR", "kâr", "kar", "Kar"]), ("left", ["Kar", "kar", "KAR", "kâr"])],
)
def test_sorted_lines(
    store: Store, monkeypatch: pytest.MonkeyPatch, order: Any, expected: list[str]
) -> None:
    assert [row["word"] for row in search.concordance(store, "kar", order=order)] == expected
    monkeypatch.setattr(search, "_SORTED_AT_ONCE", 1)  # every row waits in a file of its own
    assert [row["word"] for row in search.concordance(store, "kar", order=order)] == expected


@given(st.tuples(*[st.integers(0, 10_000)] * 4).filter(lambda cells: sum(cells) > 0))
def test_log_likelihood_is_never_negative_and_symmetric(cells: Sequence[int]) -> None:
    a, b, c = (np.array([float(cell)]) for cell in cells[:3])
    total = float(sum(cells))
    value = association.log_likelihood(a, a + b, a + c, total)
    assert value >= 0
    assert value == pytest.approx(association.log_likelihood(a, a + c, a + b, total), abs=1e-6)


def test_measures_are_those_of_nltk() -> None:
    reference = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    tables = [
        (n, n + extra, n + other, total)
        for n, extra, other, total in itertools.product(
            (1, 7, 150), (3, 80), (2, 911), (2_000, 1_234_567)
        )
    ]
    columns = [np.array(column, float) for column in zip(*tables, strict=True)]
    together, first, second, totals = columns
    pairs: list[tuple[Callable[..., Any], str]] = [
        (association.log_likelihood, "likelihood_ratio"),
        (association.mutual_information, "pmi"),
        (association.t_score, "student_t"),
    ]
    for ours, name in pairs:
        for i, (n, a, b, total) in enumerate(tables):
            (value,) = ours(together[i : i + 1], first[i : i + 1], second[i : i + 1], totals[i])
            assert value == pytest.approx(getattr(reference, name)(n, (a, b), total), rel=1e-6)


@pytest.mark.parametrize("words", ["x'010203'", "x'ffffffff00000000'"], ids=["cut", "no term"])
@pytest.mark.parametrize(
    "ask",
    [
        frequency,
        lambda store: frequency(store, "lemma", where="date>=2016"),
        lambda store: collocations(store, "kar"),
        lambda store: keyness(store, "", "date>=2016"),
        lambda store: search.search(store, "kar"),
        lambda store: search.concordance(store, "kar"),
    ],
    ids=["frequency", "lemmas", "collocations", "keyness", "search", "concordance"],
)
def test_words_that_were_changed_in_the_database_are_named(
    ask: Callable[[Store], Iterator[Any]], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "corpus.db"
    with Store.open(path, create=True) as store:
        store.put_many([A, B, C], "one")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"UPDATE passage SET form = {words}, lemma = {words}")
    with (
        Store.open(path, read_only=True) as store,
        pytest.raises(StoreError, match="the database is damaged"),
    ):
        list(ask(store))
