"""Tokens of the Universal Dependencies treebanks, as they are written in the text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lavrov_corpus.turkish import tr_fold

#: What may be trained on; the test parts are for benchmarks alone.
TRAINING_PARTS = (
    "tr_boun-ud-dev",
    "tr_kenet-ud-dev",
    "tr_penn-ud-dev",
    "tr_framenet-ud-train",
    "tr_framenet-ud-dev",
)
TEST_PARTS = ("tr_boun-ud-test", "tr_kenet-ud-test", "tr_penn-ud-test")


@dataclass(frozen=True, slots=True)
class GoldToken:
    """A token with the lemma, UPOS and feats of its first syntactic word."""

    form: str
    lemma: str
    pos: str
    feats: str
    words: int


def data_directory() -> Path:
    """Return the folder that the variable CORPUS_DATA names."""
    return Path(os.environ["CORPUS_DATA"])


def sentences(part: str) -> Iterator[list[GoldToken]]:
    """Yield the sentences of a part of a treebank, such as `tr_boun-ud-dev`."""
    path = data_directory() / "ud" / f"{part}.conllu"
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        if rows:
            yield list(_tokens(rows))


def _tokens(rows: list[list[str]]) -> Iterator[GoldToken]:
    by_number = {row[0]: row for row in rows}
    covered: set[str] = set()
    for row in rows:
        first, _, last = row[0].partition("-")
        if last:
            parts = [str(number) for number in range(int(first), int(last) + 1)]
            covered.update(parts)
            yield _token(row[1], by_number[first], len(parts))
        elif first not in covered and "." not in first:
            yield _token(row[1], row, 1)


def _token(form: str, row: list[str], words: int) -> GoldToken:
    return GoldToken(form, lemma=row[2], pos=row[3], feats=row[5], words=words)


def comparable(lemma: str) -> str:
    """Return a lemma without what the treebanks disagree on.

    That is case, circumflexes and the ending of the infinitive.
    """
    folded = tr_fold(lemma)
    return folded[:-3] if folded.endswith(("mek", "mak")) and len(folded) > 3 else folded
