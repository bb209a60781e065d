from collections import Counter

import pytest

from lavrov_corpus.report.keyness import (
    CONTENT,
    Division,
    Usage,
    WordCount,
    divisions,
    key_words,
    lemmas,
)
from lavrov_corpus.store import ArticleSummary


def summary(source: str, date: str = "", agency: str = "") -> ArticleSummary:
    return ArticleSummary(source, date, agency, 1, 1, 1, 0, 0)


def test_a_word_that_marks_a_part() -> None:
    part = Usage(5, 1_000, Counter(kapı=40, ve=100, tek=40), Counter(kapı=5, ve=5, tek=1))
    rest = Usage(5, 1_000, Counter(ve=100))
    ((word, uses, others, score, ratio),) = key_words(part, rest)
    assert (word, uses, others) == ("kapı", 40, 0)
    assert score == pytest.approx(56.3, abs=0.1)  # of all four cells, as `corpus keyness` gives it
    assert ratio == 6.32
    assert key_words(part, Usage()) == []


def test_how_a_corpus_is_divided() -> None:
    by_agency = [summary(f"x/{i}.txt", agency="AA" if i % 2 else "DHA") for i in range(20)]
    assert [division.kind for division in divisions(by_agency)] == ["agency"]
    by_time = [summary(f"{'xy'[i % 2]}/{i}.txt", date=f"2016-01-{i + 1:02}") for i in range(20)]
    time, folder = divisions(by_time)
    assert Counter(time.parts.values()) == {"earlier": 10, "later": 10}
    assert time.parts["x/0.txt"] == "earlier"
    assert Counter(folder.parts.values()) == {"x": 10, "y": 10}
    assert divisions(by_agency[:18]) == []  # nine of each are too few


def test_words_are_lemmas_or_else_folded_surfaces() -> None:
    tokens = [
        {"start": 0, "end": 5, "lemma": "Iğdır", "pos": "PROPN"},
        {"start": 6, "end": 8, "lemma": "ve", "pos": "CCONJ"},
        {"start": 9, "end": 10, "lemma": "o", "pos": "NOUN"},
    ]
    article = {"text": "IĞDIR ve o", "tokens": tokens}
    assert lemmas(article, CONTENT) == ["Iğdır"]
    bare = [{**token, "lemma": "", "pos": ""} for token in tokens]
    assert lemmas({**article, "tokens": bare}, CONTENT) == ["ığdır", "ve"]


def test_words_are_counted_for_each_part() -> None:
    parts = {"1": "a", "2": "a", "3": "b"}
    count = WordCount([Division("agency", parts)])
    for source, words in (("1", ["x", "x"]), ("2", ["y"]), ("3", ["y"]), ("4", ["z"])):
        count.add(source, words)
    (contrast,) = count.contrasts()
    assert [(p["name"], p["articles"], p["words"], p["rest"]) for p in contrast["parts"]] == [
        ("a", 2, 3, 1),
        ("b", 1, 1, 3),
    ]
