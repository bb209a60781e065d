"""Short made-up articles, and the invariants that hold for every Article."""

from __future__ import annotations

import unicodedata

from lavrov_corpus.document import Article

TEXT = (
    "Bakan Ayşe Demir, Ankara'da konuştu. \n"
    "Toplantıya Ali Kaya da katıldı.\n"
    "\n"
    'Demir, "Çalışmalar sürüyor." dedi.\n'
)


def check(article: Article, raw: str) -> None:
    """Assert all that must hold for every article of every source."""
    text = article.text
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n".join(text[p.start : p.end] for p in article.paragraphs) == text
    for spans in (article.paragraphs, article.sentences, article.tokens, article.entities):
        assert list(spans) == sorted(spans, key=lambda span: (span.start, span.end))
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        for before, after in zip(spans, spans[1:], strict=False):
            assert before.end <= after.start
    for sentence in article.sentences:
        paragraph = article.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
    for token in article.tokens:
        sentence = article.sentences[token.sentence]
        assert sentence.start <= token.start < token.end <= sentence.end
    for entity in article.entities:
        sentence = article.sentences[entity.sentence]
        assert sentence.start <= entity.start < entity.end <= sentence.end
        assert text[entity.start : entity.end] == entity.text
        assert entity.name
        assert entity.canonical
    for quote in article.quotes:
        assert text[quote.start : quote.end] == quote.text
    for spans in (article.paragraphs, article.sentences, article.entities):
        assert all(0 <= span.raw_start <= span.raw_end <= len(raw) for span in spans)
        for before, after in zip(spans, spans[1:], strict=False):
            assert before.raw_end <= after.raw_start
    assert Article.model_validate_json(article.model_dump_json()) == article
