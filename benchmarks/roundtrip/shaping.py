"""What a style makes of an article's words before they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle

from benchmarks.roundtrip.articles import Paragraph, Source
from benchmarks.roundtrip.styles import Style
from lavrov_corpus.turkish import tr_upper

# One paragraph in so many has a picture, with its caption, below it.
_PICTURES = 4
_CAPTIONS = (
    "Fotoğraf: Anadolu Ajansı",
    "Görüşmenin ardından ortak basın toplantısı düzenlendi. (Fotoğraf: AA)",
    "Heyetler arası görüşmeden bir kare",
)


def shaped(source: Source, style: Style) -> Source:
    """Return the article as it is meant to be read in the style."""
    paragraphs: Sequence[Paragraph] = source.paragraphs
    if style.two_headings:
        paragraphs = list(_with_second_headings(paragraphs))
    if style.captions:
        paragraphs = list(_with_captions(paragraphs))
    if style.capital_headings:
        paragraphs = [replace(p, text=tr_upper(p.text)) if p.is_heading else p for p in paragraphs]
    return replace(source, paragraphs=tuple(paragraphs))


def _with_second_headings(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs with each heading followed by the next one of the article."""
    headings = [p for p in paragraphs if p.is_heading]
    following = iter([*headings[1:], *headings[:1]])
    for paragraph in paragraphs:
        yield paragraph
        if paragraph.is_heading and len(headings) > 1:
            yield next(following)


def _with_captions(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    captions = cycle(_CAPTIONS)
    for i, paragraph in enumerate(paragraphs, 1):
        yield paragraph
        if i % _PICTURES == 0 and not paragraph.is_heading:
            yield Paragraph(next(captions), is_heading=False, is_caption=True)
