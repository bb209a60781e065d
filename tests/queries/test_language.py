"""Queries become expressions in which nothing is left for SQLite to interpret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.queries.language import parse_query, parse_words
from lavrov_corpus.queries.search import search
from lavrov_corpus.store import Store
from tests.articles import MEETING, RAIN


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("query") / "corpus.db", create=True) as opened:
        lemmas = {"görüştü": "görüş", "kapısı": "kapı", "açılacak": "aç", "yağdı": "yağ"}
        for article in (MEETING, RAIN):
            tokens = tuple(
                token.model_copy(update={"lemma": lemmas.get(token.lemma, token.lemma)})
                for token in article.tokens
            )
            opened.put(article.model_copy(update={"tokens": tokens}), "one")
        yield opened


def found(store: Store, query: str, where: str = "") -> list[tuple[str, int]]:
    return [(row["source"][-10:-4], row["sentence"]) for row in search(store, query, where)]


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("Kapı", '(({form lemma} : "kapı"))'),
        ("KAPI*", '(({form lemma} : "kapı" *))'),
        ('"Sınır kapısı"', '(({form lemma} : "sınır kapısı"))'),
        ("“Sınır kapısı”", '(({form lemma} : "sınır kapısı"))'),
        ('lemma:"sınır kap"*', '(({lemma} : "sınır kap" *))'),
        ("a b OR c", '(({form lemma} : "a") AND ({form lemma} : "b")) OR (({form lemma} : "c"))'),
        ("a/b", '(({form lemma} : "a b"))'),
        ("T.C.", '(({form lemma} : "t.c"))'),
        ("not and or near", '(({form lemma} : "not") AND ({form lemma} : "and")'
         ' AND ({form lemma} : "or") AND ({form lemma} : "near"))'),
    ],
)  # fmt: skip
def test_what_a_query_means(query: str, match: str) -> None:
    assert parse_query(query).match == match


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("IĞDIR'DA", [("örüşme", 0), ("örüşme", 1)]),
        ("ığdır'da", [("örüşme", 0), ("örüşme", 1)]),
        ("iğdır'da", []),
        ("Iğdır’da", [("örüşme", 0), ("örüşme", 1)]),
        ("görüş", [("örüşme", 0)]),
        ("form:görüş", []),
        ("kapı", [("örüşme", 2), ("örüşme", 3)]),
        ("lemma:kapı yarın", [("örüşme", 2)]),
        ("kapı NOT yarın", [("örüşme", 3)]),
        ("kapı AND NOT (yarın OR açık)", []),
        ("kâr", [("yağmur", 0)]),
        ("kar OR kapı", [("örüşme", 2), ("örüşme", 3), ("yağmur", 0)]),
        ('"bir araya"', [("örüşme", 1)]),
        ('"araya bir"', []),
        ('"bir ara"*', [("örüşme", 1)]),
        ("açı*", [("örüşme", 2), ("örüşme", 3)]),
        ("entity:Yılmaz", [("örüşme", 1), ("örüşme", 2)]),
        ('entity:"Ayşe Yılmaz"', [("örüşme", 1), ("örüşme", 2)]),
        ('entity:"Yılmaz Iğdır"', []),
        ("speaker:yılmaz", [("örüşme", 2)]),
        ("speaker:(yılmaz OR bakan) kapısı", [("örüşme", 2)]),
        ("xyz", []),
        ("yarın (kar OR kapı)", [("örüşme", 2)]),
        ("lemma: kapı yarın", [("örüşme", 2)]),
        ("form:x OR 1=1", []),
    ],
)
def test_what_is_found(store: Store, query: str, hits: list[tuple[str, int]]) -> None:
    assert found(store, query) == hits


def test_a_hit_has_its_place_and_its_words(store: Store) -> None:
    (row,) = search(store, '"sınır kapı" AND entity:Yılmaz')
    assert row == {
        "article": MEETING.id,
        "source": MEETING.source,
        "sentence": 2,
        "paragraph": 1,
        "start": 110,
        "end": 154,
        "raw_start": 110,
        "raw_end": 154,
        "kind": "body",
        "text": "Yılmaz, “Sınır kapısı; yarın açılacak” dedi.",
        "matches": [[119, 131]],
    }
    assert [MEETING.text[a:b] for a, b in row["matches"]] == ["Sınır kapısı"]


def test_conditions_on_the_article(store: Store) -> None:
    assert found(store, "kar OR kapı", "date=2016") == [("örüşme", 2), ("örüşme", 3)]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "there is nothing to look for"),
        ("  ", "there is nothing to look for"),
        ('"kapı', "a quotation mark is not closed"),
        ('kapı"', "a quotation mark is not closed"),
        ("(kapı", "it ends too early"),
        ("kapı)", "a bracket is closed that was not opened"),
        ("()", "')' stands where a word should be"),
        ("kapı AND", "it ends too early"),
        ("OR kapı", "'OR' stands where a word should be"),
        ("kapı AND AND kar", "'AND' stands where a word should be"),
        ("NOT kapı", "there must be something to find"),
        ("...", "there is no word in '...'"),
        ("lemma:", "it ends too early"),
        ("'; DROP TABLE article --", 'there is no word in "\';"'),
        ("ka*pı", "* stands for the end of a word"),
        ("*", "there is no word in ''"),
        ("k*", "at least 2 letters"),
        ("speeker:Ali", "there is no field 'speeker'"),
        ("title:Ali", "there is no field 'title'"),
        ("(" * 5000 + "a" + ")" * 5000, "more than 100 parts or 50 brackets"),
        ("a " * 5000, "more than 100 parts"),
        ("lemma:" * 5000 + "a", "more than 100 parts"),
    ],
)
def test_what_is_no_query(store: Store, query: str, reason: str) -> None:
    with pytest.raises(CorpusError) as caught:
        search(store, query)
    assert reason in caught.value.message
    assert caught.value.message.startswith("The query cannot be understood: ")
    assert caught.value.hint


def test_the_nearest_field_is_named() -> None:
    with pytest.raises(CorpusError) as caught:
        parse_query("speeker:Ali")
    assert caught.value.hint == "Did you mean speaker?"


PIECES = st.sampled_from(
    ["kapı", " AND ", " OR ", "NOT ", "lemma:", "NEAR(", "ı", *"()*\"'{}^+-:;?%\x00\ud800"]
)


@settings(deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map("".join))
def test_anything_is_a_query_or_a_clear_error(store: Store, query: str) -> None:
    with suppress(CorpusError):
        parse_query(query)
        assert len(list(search(store, query))) <= 6  # SQLite takes what was parsed
        return
    with pytest.raises(CorpusError, match=r"^The query cannot be understood: "):
        search(store, query)


def test_words_of_a_concordance() -> None:
    assert parse_words('"Bir Araya gel*"', ("form",)).match == '{form} : "bir araya gel" *'
