"""Short made-up articles, and the invariants that hold for every Article."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from lavrov_corpus.document import Article

TEXT = (
    "Bakan Ayşe Demir, Ankara'da \n"
    "konuştu.\n"
    "\n"
    "Toplantıya Ali Kaya da katıldı.\n"
    "\n"
    'Demir, "Çalışmalar sürüyor." dedi.\n'
)


class Span(Protocol):
    """Anything with a place in the clean text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class RawSpan(Span, Protocol):
    """Anything with a place in the clean text and in the source."""

    @property
    def raw_start(self) -> int: ...
    @property
    def raw_end(self) -> int: ...


def check(article: Article, raw: str) -> None:
    """Assert all that must hold for every article of every source."""
    text = article.text
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n".join(text[p.start : p.end] for p in article.paragraphs) == text
    for spans in (article.paragraphs, article.sentences, article.tokens, article.entities):
        _check_order(spans, len(text))
    for raw_spans in (article.paragraphs, article.sentences, article.entities):
        _check_raw_order(raw_spans, len(raw))
    for sentence in article.sentences:
        assert _inside(sentence, article.paragraphs[sentence.paragraph])
    for token in article.tokens:
        assert _inside(token, article.sentences[token.sentence])
    for entity in article.entities:
        assert _inside(entity, article.sentences[entity.sentence])
        assert text[entity.start : entity.end] == entity.text
        assert entity.name
        assert entity.canonical
    for quote in article.quotes:
        assert text[quote.start : quote.end] == quote.text
    assert Article.model_validate_json(article.model_dump_json()) == article


def _check_order(spans: Sequence[Span], length: int) -> None:
    assert all(0 <= span.start < span.end <= length for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def _check_raw_order(spans: Sequence[RawSpan], length: int) -> None:
    assert all(0 <= span.raw_start <= span.raw_end <= length for span in spans)
    assert all(before.raw_end <= after.raw_start for before, after in pairwise(spans))


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
