"""The test sets: paragraphs of sentences whose boundaries people have set.

No corpus here keeps its paragraphs. So a sentence that ends in no stop (a heading) stands alone,
and the others follow one another, three in a paragraph, with a space between.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

Sentences = list[str]
_TEST_ARTICLES = 20
_SIZE = 3
_STOP_AT_END = re.compile(r"[.!?…][\"”’»')\]\s]*$")
_CORRECTIONS = Path(__file__).with_name("nakbatr_corrections.tsv")
_HARD_CASES = Path(__file__).parents[2] / "tests/segmentation/hard_cases.txt"
TREEBANKS = {
    "BOUN": "tr_boun-ud-test",
    "Kenet": "tr_kenet-ud-test",
    "Penn": "tr_penn-ud-test",
    "GB": "tr_gb-ud-test",
}


def test_sets(data: Path) -> dict[str, list[Sentences]]:
    """Return the paragraphs of each test set, each a list of its sentences."""
    printed = test_articles(data)
    corrected = [correct(article, number) for number, article in enumerate(printed)]
    sets = {
        "AA, as annotated": [part for article in printed for part in paragraphs(article)],
        "AA, corrected": [part for article in corrected for part in paragraphs(article)],
    }
    for name, treebank in TREEBANKS.items():
        sets[name] = paragraphs(treebank_sentences(data, treebank))
    return sets | {"hard cases": hard_cases()}


def test_articles(data: Path) -> list[Sentences]:
    """Return the sentences of the last 20 articles of NakbaTR, as printed."""
    text = (data / "ner/nakbatr-aa.txt").read_text(encoding="utf-8")
    articles = text.split("#doc_id")[-_TEST_ARTICLES:]
    return [
        [line[7:].strip() for line in article.splitlines() if line.startswith("#text =")]
        for article in articles
    ]


def correct(sentences: Sentences, number: int) -> Sentences:
    """Return the sentences of test article `number` with its errors of annotation put right.

    The list of them gives the place of a boundary as the count of characters that are no white
    space before it, and whether it is to be removed or added.
    """
    text = " ".join(sentences)
    wanted = set()
    length = 0
    for sentence in sentences:
        length += len("".join(sentence.split()))
        wanted.add(length)
    for line in _CORRECTIONS.read_text(encoding="utf-8").splitlines()[1:]:
        article, place, change, _ = line.split("\t")
        if int(article) == number:
            (wanted.add if change == "add" else wanted.remove)(int(place))
    return cut(text, wanted)


def cut(text: str, places: set[int]) -> Sentences:
    """Return the text cut after each given count of characters that are no white space."""
    parts, start, seen = [], 0, 0
    for index, character in enumerate(text):
        if not character.isspace():
            seen += 1
            if seen in places:
                parts.append(text[start : index + 1].strip())
                start = index + 1
    return parts


def treebank_sentences(data: Path, name: str) -> Sentences:
    """Return the sentences of a treebank, as printed."""
    lines = (data / f"ud/{name}.conllu").read_text(encoding="utf-8").splitlines()
    return [line[9:].strip() for line in lines if line.startswith("# text = ")]


def hard_cases() -> list[Sentences]:
    """Return the hard cases of the tests, each a paragraph."""
    lines = _HARD_CASES.read_text(encoding="utf-8").splitlines()
    return [
        [part.strip() for part in line.split("|")]
        for line in lines
        if line and not line.startswith("# ") and not re.search(r"\S\|\S", line)
    ]


def paragraphs(sentences: Sentences) -> list[Sentences]:
    """Return the sentences in paragraphs of three, those without a stop alone."""
    result: list[Sentences] = [[]]
    for sentence in sentences:
        if not _STOP_AT_END.search(sentence):
            result += [[sentence], []]
        elif len(result[-1]) == _SIZE:
            result.append([sentence])
        else:
            result[-1].append(sentence)
    return [part for part in result if part]


def news_text(data: Path) -> str:
    """Return 1,150 raw news articles, one a line, for measuring speed."""
    lines = (data / "news/news-cat.jsonl").read_text(encoding="utf-8").splitlines()
    return "\n".join(json.loads(line)["text"] for line in lines)
