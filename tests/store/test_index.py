"""The words of the articles are found again, and go when their article goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Article
from lavrov_corpus.errors import StoreError
from lavrov_corpus.store import Store, index
from lavrov_corpus.store.passages import as_numbers, as_sentences
from lavrov_corpus.store.words import fold, term_of, word_spans, words_of
from tests.articles import MEETING, RAIN, articles


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "corpus.db", create=True) as opened:
        yield opened


def found(store: Store, match: str, where: str = "") -> list[tuple[str, tuple[int, ...]]]:
    return [(hit.source, hit.sentences) for hit in store.index.found(match, where)]


def renamed(article: Article, source: str) -> Article:
    return article.model_copy(update={"source": source})


def test_the_words_of_an_article() -> None:
    assert words_of(MEETING)[:3] == (
        ("iki bakan ığdır'da görüştü", "iki bakan ığdır'da görüştü", "ığdır |", ""),
        (
            "dışişleri bakanı ayşe yılmaz ığdır'da mevkidaşı john o'neil ile bir araya geldi",
            "dışişleri bakanı ayşe yılmaz ığdır'da mevkidaşı john o'neil ile bir araya geldi",
            "ayşe yılmaz | ığdır | john o'neil |",
            "",
        ),
        (
            "yılmaz sınır kapısı yarın açılacak dedi",
            "yılmaz sınır kapısı yarın açılacak dedi",
            "yılmaz | ayşe yılmaz |",
            "yılmaz | ayşe yılmaz |",
        ),
    )


def test_a_word_without_a_lemma_has_what_stands_before_its_apostrophe() -> None:
    bare = tuple(token.model_copy(update={"lemma": ""}) for token in RAIN.tokens)
    words = words_of(RAIN.model_copy(update={"tokens": bare}))
    assert words == (("ağrı'da kar yağdı", "ağrı kar yağdı", "", ""),)


@settings(deadline=None, max_examples=50)
@given(articles())
def test_every_word_has_its_place_in_its_sentence(article: Article) -> None:
    columns = words_of(article)
    assert len(columns) == len(article.sentences)
    for i, (sentence, (forms, lemmas, _, _)) in enumerate(
        zip(article.sentences, columns, strict=True)
    ):
        terms = forms.split(" ") if forms else []
        assert len(terms) == len(lemmas.split(" ") if lemmas else [])
        text = article.text[sentence.start : sentence.end]
        tokens = [t for t in article.tokens if t.sentence == i]
        words = [t for t in tokens if term_of(fold(article.text[t.start : t.end]))]
        spans = [(a + sentence.start, b + sentence.start) for a, b in word_spans(text, terms)]
        assert [start for start, _ in spans] == [t.start for t in words]
        for (start, end), token in zip(spans, words, strict=True):
            assert article.text[end : token.end].strip(".") == ""
            assert start < end <= token.end


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None
)
@given(st.lists(articles(), max_size=3, unique_by=lambda article: article.source))
def test_every_word_is_found_where_it_stands(store: Store, made: Sequence[Article]) -> None:
    store.remove(store.sources())
    store.put_many(made, "one")
    for article in made:
        for i, (forms, *_) in enumerate(words_of(article)):
            for term in filter(None, forms.split(" ")):
                quoted = term.replace('"', '""')
                hits = dict(found(store, f'form : "{quoted}"'))
                assert i in hits[article.source]
    assert store.check() == []


def test_what_is_replaced_or_removed_is_not_found_again(store: Store) -> None:
    store.put_many([MEETING, renamed(RAIN, "a")], "one")
    assert found(store, "form : kar") == [("a", (0,))]
    store.put(renamed(RAIN, MEETING.source), "two")
    assert found(store, "form : kar") == [("a", (0,)), (MEETING.source, (0,))]
    assert found(store, "form : bakan") == []
    store.remove(["a"])
    assert found(store, "form : kar") == [(MEETING.source, (0,))]
    store.remove([MEETING.source])
    assert found(store, "form : kar") == []
    assert store.check() == []
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.left USING fts5vocab(main, search, row)")
        assert connection.execute("SELECT count(*) FROM temp.left").fetchone() == (0,)


def test_terms_of_a_transaction_that_was_taken_back_are_forgotten(store: Store) -> None:
    with pytest.raises(StoreError):
        store.put_many([RAIN, RAIN.model_copy(update={"source": None})], "one")
    store.put(RAIN, "one")
    ((forms,),) = store.index.streams(["form"])
    (sentence,) = as_sentences(as_numbers(forms))
    assert store.index.terms(sentence) == ["ağrı'da", "kar", "yağdı"]


def test_many_hits_come_in_the_same_order_as_few(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put_many([renamed(RAIN, "b"), MEETING, renamed(RAIN, "a")], "one")
    expected = [("a", (0,)), ("b", (0,)), (MEETING.source, (1, 3))]
    match = "form : kar OR form : bir OR form : kapı"
    assert found(store, match) == expected
    monkeypatch.setattr(index, "FEW_HITS", 2)
    assert found(store, match) == expected
    assert found(store, match, "source!=a") == expected[1:]


def test_hits_are_those_of_the_moment_of_asking(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "FEW_HITS", 0)
    store.put_many([renamed(RAIN, "a"), renamed(RAIN, "b")], "one")
    with Store.open(store.path, read_only=True) as reader:
        hits = reader.index.found("form : kar")
        assert next(hits).source == "a"
        store.remove(["b"])
        assert [hit.source for hit in hits] == ["b"]
        assert found(reader, "form : kar") == [("a", (0,))]


def test_no_query_reads_a_whole_table(store: Store) -> None:
    plans = []
    with closing(sqlite3.connect(store.path)) as connection:
        for query, values in (
            ("SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?", "xyz"),
            ("SELECT text FROM sentence WHERE article = ? AND position BETWEEN ? AND ?", "xyz"),
            ("SELECT number FROM term WHERE text BETWEEN ? AND ?", "xy"),
        ):
            rows = connection.execute(f"EXPLAIN QUERY PLAN {query}", tuple(values))
            plans.append([row[3] for row in rows])
    assert plans == [
        ["SCAN search VIRTUAL TABLE INDEX 0:M4><"],
        [
            "SEARCH sentence USING INDEX sqlite_autoindex_sentence_1"
            " (article=? AND position>? AND position<?)"
        ],
        ["SEARCH term USING COVERING INDEX sqlite_autoindex_term_1 (text>? AND text<?)"],
    ]


def test_the_index_of_an_older_database_is_made_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store.open(path, create=True) as store:
        store.put_many([MEETING, RAIN], "one")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in ("search", "passage", "term"):
            connection.execute(f"DROP TABLE {name}")
        connection.execute("ALTER TABLE entity DROP COLUMN score")
        connection.execute("PRAGMA user_version = 5")
    with Store.open(path) as store:
        assert found(store, "form : kar") == [(RAIN.source, (0,))]
        assert found(store, 'entity : "john o\'neil"') == [(MEETING.source, (1,))]
        assert store.check() == []
        store.put(renamed(RAIN, MEETING.source), "one")
        assert found(store, "form : bakan") == []


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DELETE FROM passage", "1 articles are not in it"),
        ("DELETE FROM search_docsize", "1 sentences are not in it"),
        ("DELETE FROM sentence", "1 sentences in it are gone"),
    ],
)
def test_what_the_index_lacks_is_told(tmp_path: Path, damage: str, problem: str) -> None:
    path = tmp_path / "corpus.db"
    with Store.open(path, create=True) as store:
        store.put(RAIN, "one")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(damage)
    with Store.open(path, read_only=True) as store:
        assert store.check() == [f"search index: {problem}"]
