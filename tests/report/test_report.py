import base64
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from lavrov_corpus.errors import CorpusError, StoreError
from lavrov_corpus.report import make_report
from lavrov_corpus.report.articles import short_form, utf16_offsets
from lavrov_corpus.report.naming import Naming
from lavrov_corpus.report.page import D3_MODULES, embedded_json, page
from lavrov_corpus.store import Store
from tests.articles import MEETING, RAIN
from tests.report.corpora import HOSTILE, LONG, LONG_NAME, embedded, ordinary_articles, store_of


class Elements(HTMLParser):
    """Collects the tags of a page and what its scripts and styles hold."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.held: dict[str, str] = {}
        self.policy = ""
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        known = dict(attrs)
        if known.get("http-equiv") == "Content-Security-Policy":
            self.policy = known["content"] or ""
        self._open = known.get("id") or tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.held[self._open] = self.held.get(self._open, "") + data


def test_the_sums_of_a_small_corpus(tmp_path: Path) -> None:
    with store_of(tmp_path, ordinary_articles()) as store:
        made = make_report(store)
    assert (made.articles, made.readable) == (22, 22)
    sums = embedded(made.html)["overview"]
    assert sums["totals"] == {
        "articles": 22,
        "paragraphs": 64,
        "sentences": 66,
        "tokens": 529,
        "entities": 125,
        "quotes": 22,
        "dated": 21,
        "first": "2016-12-01",
        "last": "2016-12-20",
    }
    assert sums["timeline"]["unit"] == "day"
    assert sums["timeline"]["bars"][:2] == [["2016-12-01", 2], ["2016-12-02", 1]]
    assert [block["names"] for block in sums["names"]] == [
        [["Ayşe Yılmaz", 42, 21], ["John O'Neil", 21, 21]],
        [["Iğdır", 62, 21]],
        [],
    ]
    assert sums["speech"] == {
        "unknown": 1,
        "all": 1,
        "speakers": [
            {
                "name": "Ayşe Yılmaz",
                "quotes": 21,
                "direct": 21,
                "articles": 21,
                "about": [["Iğdır", "LOC", 20]],
            }
        ],
    }
    assert sums["network"] == {
        "nodes": [["Iğdır", "LOC", 62], ["Ayşe Yılmaz", "PER", 42], ["John O'Neil", "PER", 21]],
        "links": [[1, 0, 41], [1, 2, 21], [0, 2, 21]],
    }


def test_what_sets_agencies_times_and_folders_apart(tmp_path: Path) -> None:
    with store_of(tmp_path, ordinary_articles()) as store:
        sums = embedded(make_report(store).html)["overview"]
    assert [(each["kind"], [p["name"] for p in each["parts"]]) for each in sums["contrasts"]] == [
        ("agency", ["AA", "DHA"]),
        ("time", ["later", "earlier"]),
        ("folder", ["a", "b"]),
    ]


def test_the_same_database_gives_the_same_page(tmp_path: Path) -> None:
    with store_of(tmp_path, ordinary_articles()) as store:
        assert make_report(store).html == make_report(store).html


def test_a_condition_and_a_limit(tmp_path: Path) -> None:
    with store_of(tmp_path, ordinary_articles()) as store:
        some = make_report(store, "agency=AA", most=3)
        few = make_report(store, most_bytes=10_000)
        none = make_report(store, most=0)
    assert (some.articles, some.readable, none.readable) == (10, 3, 0)
    read = embedded(some.html)["articles"]
    assert [article["id"] for article in read] == sorted(article["id"] for article in read)
    assert {article["agency"] for article in read} == {"AA"}
    assert 0 < few.readable < few.articles


def test_an_article_too_long_for_the_page_keeps_no_other_out(tmp_path: Path) -> None:
    with store_of(tmp_path, [*ordinary_articles()[:3], LONG]) as store:
        sums = make_report(store, most_bytes=8_000)
    texts = [article["source"] for article in embedded(sums.html)["articles"]]
    assert LONG.source not in texts
    assert len(texts) == 3


def test_nothing_to_report(tmp_path: Path) -> None:
    with store_of(tmp_path, [MEETING]) as store:
        with pytest.raises(CorpusError, match="no article that fulfils agency=X"):
            make_report(store, "agency=X")
        with pytest.raises(StoreError, match="no column"):
            make_report(store, "agencies=X")


def test_articles_without_a_name_a_date_or_a_quotation(tmp_path: Path) -> None:
    bare = RAIN.model_copy(update={"entities": (), "tokens": ()})
    with store_of(tmp_path, [bare]) as store:
        sums = embedded(make_report(store).html)["overview"]
    assert sums["timeline"] == {"unit": "none", "bars": []}
    assert [block["names"] for block in sums["names"]] == [[], [], []]
    assert sums["network"] == {"nodes": [], "links": []}
    assert sums["contrasts"] == sums["frequent"] == []


@pytest.mark.parametrize("json", ["[", "{}", "[]", '{"text": ""}'])
def test_an_article_that_was_changed_in_the_database_is_named(json: str, tmp_path: Path) -> None:
    with store_of(tmp_path, ordinary_articles()) as store:
        path = store.path
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE document SET json = ? WHERE article = 9", (json,))
    with (
        Store.open(path, read_only=True) as store,
        pytest.raises(CorpusError, match="A stored article cannot be read"),
    ):
        make_report(store)


def test_hostile_articles_stay_data(tmp_path: Path) -> None:
    with store_of(tmp_path, [HOSTILE, LONG]) as store:
        hostile = make_report(store).html
    with store_of(tmp_path / "plain", [MEETING, RAIN]) as store:
        plain = make_report(store).html
    assert Elements(hostile).tags == Elements(plain).tags
    texts = {article["source"]: article["text"] for article in embedded(hostile)["articles"]}
    assert texts == {HOSTILE.source: HOSTILE.text, LONG.source: LONG.text}
    assert embedded(hostile)["overview"]["names"][0]["names"] == [[LONG_NAME.strip(), 1, 1]]


def test_the_policy_allows_just_this_program_and_style() -> None:
    elements = Elements(page("{}", "[]"))
    rules = dict(rule.split(" ", 1) for rule in elements.policy.split("; "))
    hashes = {
        name: base64.b64encode(hashlib.sha256(elements.held[name].encode()).digest()).decode()
        for name in ("script", "style")
    }
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'sha256-{hashes['script']}'",
        "style-src": f"'sha256-{hashes['style']}'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert not re.search(r"\{\{\w+\}\}", page("{}", "[]"))


def test_the_library_is_as_its_author_published_it() -> None:
    folder = files("lavrov_corpus.report") / "assets/d3"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sorted(line.split()[1] for line in lines) == sorted(
        f"d3-{name}.min.js" for name in D3_MODULES
    )
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_page_says_the_same_in_both_languages() -> None:
    strings = json.loads((files("lavrov_corpus.report") / "assets/strings.json").read_text("utf-8"))
    assert strings["en"].keys() == strings["tr"].keys()
    places = {
        language: {key: set(re.findall(r"\{\w+\}", str(text))) for key, text in texts.items()}
        for language, texts in strings.items()
    }
    assert places["en"] == places["tr"]


def test_lone_surrogates_and_tags_in_json() -> None:
    assert embedded_json(["</script>", "\ud800", "ğ"]) == '["\\u003c/script>","\ufffd","ğ"]'


def test_offsets_are_those_of_javascript() -> None:
    text = "a😀b😀"
    at = utf16_offsets(text)
    assert [at(offset) for offset in range(5)] == [0, 1, 3, 4, 6]
    short = short_form(HOSTILE.model_dump(), Naming(()))
    units = HOSTILE.text.encode("utf-16-le")
    (_, _, *_), (start, end, index, score) = short["entities"]
    assert units[2 * start : 2 * end].decode("utf-16-le") == "Bakü'de"
    assert (short["names"][index], score) == (("LOC", "Bakü"), 0.5)
