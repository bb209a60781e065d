"""Prints accuracy and speed of the engine `news`: `CORPUS_DATA=... python -m benchmarks.ner`."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ner.news import as_text, report
from lavrov_corpus.document import SegmentedText
from lavrov_corpus.ner import EFFORTS
from lavrov_corpus.ner.news import NewsTagger
from training.ner.corpora import read_articles

ROUNDS = 5


def tokens_per_second(texts: Sequence[SegmentedText], effort: str) -> tuple[float, float]:
    """Return the median speed of a tagger that knows no word yet, and of one that knows all."""
    count = sum(len(text.tokens) for text in texts)
    new: list[float] = []
    known: list[float] = []
    for _ in range(ROUNDS if effort == "fast" else 1):
        tagger = NewsTagger.load(effort=effort)
        for speeds in (new, known):
            started = time.process_time()
            tagger.tag(texts)
            speeds.append(count / (time.process_time() - started))
    return statistics.median(new), statistics.median(known)


def main() -> None:
    """Print the figures on the test halves, then tokens a second of one core, by effort."""
    data = Path(os.environ["CORPUS_DATA"])
    articles = read_articles(data / "ner" / "nakbatr-aa.txt")
    texts = [as_text(article)[0] for article in articles]
    for effort in EFFORTS:
        report("test", data, effort)
        new, known = tokens_per_second(texts, effort)
        print(f"{new:,.0f} tokens a second of words not seen before, {known:,.0f} of known ones")


if __name__ == "__main__":
    main()
