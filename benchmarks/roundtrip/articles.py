"""Articles with known paragraphs, formed from the sentences of a corpus of agency news."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Part = Literal["tune", "report"]

_ARTICLE = re.compile(r"^#doc_id = (.*)$", re.MULTILINE)
_SENTENCE = re.compile(r"^#text = (.*)$", re.MULTILINE)
_MAX_HEADING_WORDS = 9
_FINITE_VERB = re.compile(r"(?:[dt][ıiuü]|yor|mıştı|mişti|muştu|müştü)\.?$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it was meant."""

    text: str
    is_heading: bool
    is_caption: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was meant: its title and address, and its paragraphs."""

    title: str
    address: str
    paragraphs: tuple[Paragraph, ...]


def read_articles(path: Path, part: Part) -> list[Source]:
    """Return the articles of one half of the file: every other one."""
    pieces = _ARTICLE.split(path.read_text(encoding="utf-8"))[1:]
    articles = list(zip(pieces[0::2], pieces[1::2], strict=True))
    chosen = articles[0::2] if part == "tune" else articles[1::2]
    return [_form(address, _SENTENCE.findall(body)) for address, body in chosen]


def _form(address: str, sentences: list[str]) -> Source:
    """Group sentences into paragraphs of one to four, with short verbless ones as headings."""
    rng = random.Random(address)
    paragraphs: list[Paragraph] = []
    waiting: list[str] = []
    size = rng.choice((1, 2, 2, 3, 4))
    for sentence in (" ".join(s.split()) for s in sentences):
        if _is_heading(sentence):
            paragraphs.extend([Paragraph(" ".join(waiting), False)] if waiting else [])
            paragraphs.append(Paragraph(sentence.rstrip("."), True))
            waiting = []
            continue
        waiting.append(sentence)
        if len(waiting) >= size:
            paragraphs.append(Paragraph(" ".join(waiting), False))
            waiting, size = [], rng.choice((1, 2, 2, 3, 4))
    paragraphs.extend([Paragraph(" ".join(waiting), False)] if waiting else [])
    title = next((p.text for p in paragraphs if p.is_heading), sentences[0])
    return Source(title[:90], address, tuple(paragraphs))


def _is_heading(sentence: str) -> bool:
    words = sentence.split()
    return (
        1 < len(words) <= _MAX_HEADING_WORDS
        and '"' not in sentence[1:-2]
        and not _FINITE_VERB.search(sentence)
    )
