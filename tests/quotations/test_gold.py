"""Accuracy on the gold standard stays above what has been reached."""

import json
from pathlib import Path

import pytest

from benchmarks.quotations.__main__ import measure
from benchmarks.quotations.articles import Article, data_folder, read_articles
from benchmarks.quotations.scoring import GoldSpan, read_gold

FOLDER = data_folder()
FLOORS = json.loads(
    (Path(__file__).parents[2] / "benchmarks" / "quotations" / "floors.json").read_text("utf-8")
)
needs_data = pytest.mark.skipif(FOLDER is None, reason="CORPUS_DATA names no folder of public data")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    assert FOLDER is not None
    return read_articles(FOLDER / "ner" / "nakbatr-aa.txt")


@needs_data
@pytest.mark.parametrize("half", ["tuning", "test"])
def test_accuracy_is_not_below_its_floor(half: str, articles: dict[str, Article]) -> None:
    tallies = measure(articles, read_gold(half), "gold")
    reached = {}
    for kind, tally in tallies.items():
        reached[f"{kind}.f1"], reached[f"{kind}.speaker"] = tally.f1, tally.attribution
    below = {key: reached[key] for key, floor in FLOORS[half].items() if reached[key] < floor}
    assert below == {}


@needs_data
@pytest.mark.parametrize("half", ["tuning", "test"])
def test_gold_spans_fit_their_text(half: str, articles: dict[str, Article]) -> None:
    for gold in read_gold(half):
        text = articles[gold["doc_id"]].text
        for span in gold["quotations"] + gold["indirect"]:
            assert not off_edge(text, span), (gold["doc_id"], span)


def off_edge(text: str, span: GoldSpan) -> bool:
    """Tell whether a span begins or ends in white space or inside a word."""
    said = text[span["start"] : span["end"]]
    around = text[span["start"] - 1 : span["start"]] + text[span["end"] : span["end"] + 1]
    return not said.strip() or said != said.strip() or any(sign.isalnum() for sign in around)


@pytest.mark.parametrize("half", ["tuning", "test"])
def test_each_article_is_in_one_half_only(half: str) -> None:
    other = "test" if half == "tuning" else "tuning"
    ids = [gold["doc_id"] for gold in read_gold(half)]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {gold["doc_id"] for gold in read_gold(other)}
