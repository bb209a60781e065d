"""Tokens as people have set them, in NakbaTR and the treebanks, against ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sentences.score import Score, compare, spans
from lavrov_corpus.document import TextParagraph
from lavrov_corpus.segmentation import load_rules, segment

_TEST_ARTICLES = 20
TOKEN_SETS = {
    "AA (last 20 articles)": "ner/nakbatr-aa.txt",
    "BOUN": "ud/tr_boun-ud-test.conllu",
    "GB": "ud/tr_gb-ud-test.conllu",
    "Kenet": "ud/tr_kenet-ud-test.conllu",
    "Penn": "ud/tr_penn-ud-test.conllu",
}


def gold_tokens(data: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence of a test set as printed, with its tokens."""
    path = data / TOKEN_SETS[name]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        text = "#doc_id".join(text.split("#doc_id")[-_TEST_ARTICLES:])
    for block in re.split(r"\n\s*\n", text):
        lines = block.splitlines()
        printed = [line for line in lines if line.startswith(("#text =", "# text ="))]
        rows = [line for line in lines if line and not line.startswith("#")]
        if printed and rows:
            yield printed[0].partition("=")[2].strip(), list(surfaces(rows))


def surfaces(rows: list[str]) -> Iterator[str]:
    """Yield the surface tokens: of a treebank, a span of words (`3-4`) rather than its words."""
    inside = 0
    for row in rows:
        columns = row.split("\t")
        if len(columns) < 10:
            yield row.rpartition(" ")[0]
            continue
        number = columns[0]
        if "-" in number:
            inside = int(number.partition("-")[2])
            yield columns[1]
        elif number.isdecimal() and int(number) > inside:
            yield columns[1]


def score_tokens(data: Path, name: str) -> Score:
    """Return the score of our tokens, by their spans, each sentence given."""
    rules = load_rules()
    pairs = []
    for text, wanted in gold_tokens(data, name):
        found = segment(text, [TextParagraph(0, len(text), "body")], rules)
        ours = [text[start:end] for start, end, _ in found.tokens]
        if "".join("".join(wanted).split()) == "".join(text.split()):
            pairs.append((spans(wanted), spans(ours)))
    return compare(pairs)
