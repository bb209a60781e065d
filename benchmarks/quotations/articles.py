"""The articles of the gold standard: text, paragraphs and gold names out of NakbaTR."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lavrov_corpus.document import Mention, SegmentedText, TextParagraph
from lavrov_corpus.segmentation import segment

_ENDED = re.compile(r"[.!?…:;\u2060\u200b][\"'”’)\s]*$")
_OPENING = re.compile(r"(?:(?<=[\s:(])|^)\"(?=[\w(])")
_PULL_QUOTE = re.compile(r"\"[^\"]*[^.!?…\"]\"")


@dataclass(slots=True)
class Article:
    """The `#text` lines of one article, and its names as `(line, first, last, label)` tokens."""

    doc_id: str
    lines: list[str] = field(default_factory=list)
    tokens: list[list[tuple[str, str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines joined by one space: what the offsets of the gold standard count."""
        return " ".join(self.lines)


def data_folder() -> Path | None:
    """Return the folder of public data that CORPUS_DATA names, if it is there."""
    folder = os.environ.get("CORPUS_DATA")
    return Path(folder) if folder and Path(folder).is_dir() else None


def read_articles(path: Path) -> dict[str, Article]:
    """Return the articles of a NakbaTR file by their document id."""
    articles: dict[str, Article] = {}
    current = Article("")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#doc_id = "):
            current = Article(line.removeprefix("#doc_id = ").strip())
            articles[current.doc_id] = current
        elif line.startswith("#text = "):
            current.lines.append(line.removeprefix("#text = ").strip())
            current.tokens.append([])
        elif not line.startswith("#") and (pair := line.rsplit(" ", 1)) and len(pair) == 2:
            current.tokens[-1].append((pair[0], pair[1]))
    return articles


def segmented(article: Article) -> SegmentedText:
    """Return the article's paragraphs as the project's own sentences and tokens.

    The source keeps no paragraphs. A line without a full stop, or a whole pull quote, is taken
    for a heading; all else between two headings for one paragraph.
    """
    return segment(article.text, tuple(_paragraphs(article.lines)))


def _paragraphs(lines: list[str]) -> Iterator[TextParagraph]:
    position, body_start, body_end = 0, -1, -1
    for run in _runs(lines):
        end = position + len(run)
        if _ENDED.search(run) and not _PULL_QUOTE.fullmatch(run):
            body_start = position if body_start < 0 else body_start
            body_end = end
        else:
            if body_start >= 0:
                yield TextParagraph(body_start, body_end, "body")
            body_start = -1
            yield TextParagraph(position, end, "heading")
        position = end + 1
    if body_start >= 0:
        yield TextParagraph(body_start, body_end, "body")


def _runs(lines: list[str]) -> Iterator[str]:
    """Join lines that the source broke inside a quotation."""
    run: list[str] = []
    is_open = False
    for line in lines:
        opened = [mark.start() for mark in _OPENING.finditer(line)]
        last = line.rfind('"')
        is_open = is_open if last < 0 else last in opened
        run.append(line)
        if not is_open:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def gold_mentions(article: Article, text: SegmentedText) -> tuple[Mention, ...]:
    """Return the gold names as mentions of a segmented text."""
    starts = [start for start, _, _ in text.sentences]
    found: list[Mention] = []
    position = 0
    for line, tokens in zip(article.lines, article.tokens, strict=True):
        found.extend(_of_line(article.text, position, tokens, starts))
        position += len(line) + 1
    return tuple(found)


def _of_line(
    text: str, position: int, tokens: list[tuple[str, str]], starts: list[int]
) -> Iterator[Mention]:
    current: Mention | None = None
    for surface, tag in tokens:
        start = text.find(surface, position)
        if start < 0:
            continue
        position = start + len(surface)
        if tag.startswith("I-") and current and current.label == tag[2:]:
            current = Mention(current.start, position, current.sentence, current.label)
            continue
        if current:
            yield current
        sentence = bisect_right(starts, start) - 1
        current = Mention(start, position, sentence, tag[2:]) if tag != "O" else None
    if current:
        yield current
