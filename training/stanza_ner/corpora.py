"""Reads the annotated and the raw texts that the tagger is trained on.

Left out on purpose: articles 71 to 103 of NakbaTR but for choosing (71-83), the dev and test
parts of WikiNER, and news-cat.jsonl, whose articles are a gold set for tests.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

Sentence = list[tuple[str, str]]

TRAIN_ARTICLES = 70
CHOOSE_ARTICLES = 83

#: WikiNER's 19 labels to ours; what is not here is no name of a person, place or organisation.
WIKINER_LABELS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


def nakbatr_articles(data: Path) -> list[list[Sentence]]:
    """Return the 103 Anadolu Agency articles as sentences of (token, IOB2 tag) pairs."""
    articles: list[list[Sentence]] = []
    sentence: Sentence = []
    lines = (data / "ner" / "nakbatr-aa.txt").read_text(encoding="utf-8").splitlines()
    for line in [*lines, ""]:
        if line.startswith("#doc_id"):
            articles.append([])
        elif line.startswith("#"):
            continue
        elif line.strip():
            word, _, tag = line.strip().rpartition(" ")
            if word:  # a bare ERROR, three times, is left over from the annotation
                sentence.append((word, tag))
        elif sentence:
            articles[-1].append(sentence)
            sentence = []
    return articles


def wikiner_sentences(data: Path) -> list[Sentence]:
    """Return WikiNER's training sentences with the tags of our three labels, IOB2."""
    return [
        [(word, _ours(tag)) for word, tag in sentence]
        for sentence in _conll(data / "ner" / "wikiner-train.conll")
    ]


def wikiann_sentences(data: Path) -> list[Sentence]:
    """Return WikiANN's training snippets with their silver tags, IOB2."""
    return list(_conll(data / "ner" / "wikiann-tr-train.conll"))


def _ours(tag: str) -> str:
    mark, _, label = tag.partition("-")
    return f"{mark}-{WIKINER_LABELS[label]}" if label in WIKINER_LABELS else "O"


def _conll(path: Path) -> Iterator[Sentence]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for filled, block in itertools.groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            yield [(line.split()[0], line.split()[-1]) for line in block]


def raw_sentences(data: Path) -> Iterator[list[str]]:
    """Yield the words of all text that word vectors may be made of, line by line."""
    for article in nakbatr_articles(data)[:TRAIN_ARTICLES]:
        yield from ([word for word, _ in sentence] for sentence in article)
    for name in ("wikiner-train", "wikiann-tr-train"):
        for sentence in _conll(data / "ner" / f"{name}.conll"):
            yield [word for word, _ in sentence]
    for path in (
        data / "sentences" / "cnn-turk-10k.txt",
        data / "sentences" / "zemberek-train.txt",
        data / "news" / "news-summaries.txt",
    ):
        lines = path.read_text(encoding="utf-8", errors="strict").splitlines()
        yield from (_WORD.findall(line) for line in dict.fromkeys(lines))
    for path in sorted((data / "ud").glob("*-train.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# text = "):
                yield _WORD.findall(line.removeprefix("# text = "))
