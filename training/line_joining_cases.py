"""The rendered articles that the line joiner is trained on, apart from those reported on.

Agency articles of the half that is for tuning, and general news whose lines are headlines
and paragraphs as they were published, each rendered in styles drawn at random.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.roundtrip.articles import Paragraph, Source, read_articles
from benchmarks.roundtrip.cases import Case, read_cases
from benchmarks.roundtrip.styles import Style, random_style

_PARAGRAPHS = (8, 40)
_GENERAL_ARTICLES = 110
_IN_BROWSER = 3  # one style in so many is printed by a browser


def training_cases(data: Path, cache: Path) -> Iterator[Case]:
    """Yield every training case, rendering what is not in the cache."""
    sources = read_articles(data / "ner" / "nakbatr-aa.txt", "tune")
    sources += _general_news(data / "sentences" / "cnn-turk-10k.txt")
    yield from read_cases(sources, _styles, cache)


def _styles(source: Source) -> list[Style]:
    rng = random.Random(source.address)
    writers = ["chromium" if rng.randrange(_IN_BROWSER) == 0 else "reportlab" for _ in range(2)]
    return [
        random_style(f"{source.address} {i}", "chromium" if writer == "chromium" else "reportlab")
        for i, writer in enumerate(writers)
    ]


def _general_news(path: Path) -> list[Source]:
    lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if 8 <= len(line) <= 1200]
    rng = random.Random(0)
    sources: list[Source] = []
    position = 0
    for number in range(_GENERAL_ARTICLES):
        size = rng.randint(*_PARAGRAPHS)
        chosen = lines[position : position + size]
        position += size
        paragraphs = tuple(Paragraph(line, line[-1] not in ".!?…\"'”") for line in chosen)
        sources.append(Source(chosen[0][:90], f"general-news/{number}", paragraphs))
    return sources
