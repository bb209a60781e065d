from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Article
from lavrov_corpus.errors import StoreError
from lavrov_corpus.store import Store
from lavrov_corpus.store.where import EVERYTHING, parse_where
from tests.articles import MEETING, RAIN


def article(source: str, **values: str) -> Article:
    return RAIN.model_copy(update={"source": source, **values})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("where") / "corpus.db", create=True) as opened:
        made = [
            article("a", agency="AA", date="2016-12-01", author="Ayşe Yılmaz"),
            article("b", agency="AA", date="2015-01-31", author="Ali and Can"),
            article("c", agency="DHA", date="2016-02-01", title="'; DROP TABLE article --"),
            article("d", agency="İHA", place="Iğdır (Merkez)"),
            MEETING.model_copy(update={"source": "e/2016", "date": ""}),
        ]
        opened.put_many(made, "one")
        yield opened


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("", "a b c d e/2016"),
        ("  ", "a b c d e/2016"),
        ("agency=AA", "a b"),
        ("agency = AA and date >= 2016-01-01", "a"),
        ("agency!=AA", "c d e/2016"),
        ("not agency=AA", "c d e/2016"),
        ("agency=aa", ""),
        ("agency=İHA OR agency=DHA AND date<2016", "d"),
        ("(agency=İHA or agency=DHA) and date<2017", "c"),
        ("not (agency=AA or agency=DHA)", "d e/2016"),
        ("date=2016", "a c"),
        ("date=2016-02", "c"),
        ("date<=2015", "b"),
        ("date<2017", "a b c"),
        ("date!=2016", "b"),
        ("date=''", "d e/2016"),
        ("author=Ayşe Yılmaz", "a"),
        ("author='Ali and Can'", "b"),
        ('author="Ali and Can" and agency=AA', "b"),
        ("place=Iğdır", ""),
        ("place~Iğdır", "d"),
        ("place='Iğdır (Merkez)'", "d"),
        ("source~2016", "e/2016"),
        ("tokens>4", "e/2016"),
        ("tokens<=4 and sentences=1 and source>b", "c d"),
        ('title="\'; DROP TABLE article --"', "c"),
    ],
)
def test_conditions(store: Store, where: str, found: str) -> None:
    sources = [Article.model_validate_json(line).source for line in store.articles(where)]
    assert sources == found.split()
    assert [row["source"] for row in store.rows("sentence", where)] == [
        source for source in sources for _ in range(5 if source == "e/2016" else 1)
    ]


@pytest.mark.parametrize(
    ("where", "message", "hint"),
    [
        ("agensy=AA", "there is no column 'agensy'", "Did you mean agency?"),
        ("qwx=AA", "there is no column 'qwx'", "Columns: source, id, sha256"),
        ("json=1", "there is no column 'json'", "Columns: "),
        ("date>=yesterday", "'yesterday' is no date", "For example: "),
        ("date=2016-02-30", "'2016-02-30' is no date", "For example: "),
        ("date=2016-1", "'2016-1' is no date", "For example: "),
        ("tokens>many", "'many', which is no whole number", "For example: "),
        ("agency", "it ends too early", "For example: "),
        ("agency AA", "agency is not followed by", "For example: "),
        ("agency=", "it ends too early", "For example: "),
        ("agency==AA", "'=' stands where a value should be", "For example: "),
        ("(agency=AA", "a bracket is not closed", "For example: "),
        ("agency=AA)", "')' was not expected", "For example: "),
        ("agency='AA", '"\'AA" cannot be read', "For example: "),
        ("agency=AA and", "it ends too early", "For example: "),
        ("agency=AA; DROP TABLE article", "", ""),
        ("'agency'=AA", "'agency' stands where a column should be", "For example: "),
        ("not " * 5000 + "agency=AA", "more than 200 conditions", "For example: "),
        ("(" * 5000, "more than 200 conditions", "For example: "),
        (" or ".join(["agency=AA"] * 5000), "more than 200 conditions", "For example: "),
    ],
)
def test_what_is_no_condition(store: Store, where: str, message: str, hint: str) -> None:
    if not message:  # all of it is a value
        assert list(store.articles(where)) == []
        return
    with pytest.raises(StoreError) as caught:
        store.articles(where)
    assert message in caught.value.message
    assert caught.value.hint.startswith(hint)


PIECES = st.sampled_from(
    ["agency", "date", "tokens", " and ", " or ", "not ", "2016", *"()=<>!~'\";-?%\x00"]
)


@settings(deadline=None)
@given(st.lists(PIECES).map("".join))
def test_anything_is_a_condition_or_a_clear_error(store: Store, where: str) -> None:
    with suppress(StoreError):
        parse_where(where)
        assert len(list(store.articles(where))) <= 5  # SQLite takes what was parsed
        return
    with pytest.raises(StoreError, match=r"^--where"):
        store.articles(where)


def test_values_never_stand_in_the_sql() -> None:
    where = parse_where("agency='1 OR 1=1' and tokens>7 and date=2016")
    assert where.values == ("1 OR 1=1", 7, "2016")
    assert where.sql.count("?") == 3
    assert parse_where("") == EVERYTHING
