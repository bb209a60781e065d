"""Articles for tests, written with their names marked: `[Sergey Lavrov|PER]`'un."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lavrov_corpus.document import Analysis, Mention, SegmentedText, Speech, TextParagraph
from lavrov_corpus.quotations import find_quotations

_NAME = re.compile(r"\[([^|\]]+)\|(PER|LOC|ORG)(?:\|([^\]]+))?\]((?:['’]\w+)?)")
_TOKEN = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")


def read(*paragraphs: Sequence[str] | str) -> tuple[str, tuple[Speech, ...]]:
    """Return the text of an article and its quotations.

    A paragraph is a list of sentences, or one sentence; a heading begins with `# `. A name
    may carry its canonical name: `[Lavrov|PER|Sergey Lavrov]`.
    """
    text = ""
    mentions: list[Mention] = []
    names: list[tuple[str, str]] = []
    blocks: list[TextParagraph] = []
    sentences: list[tuple[int, int, int]] = []
    tokens: list[tuple[int, int, int]] = []
    for paragraph in paragraphs:
        parts = [paragraph] if isinstance(paragraph, str) else list(paragraph)
        heading = parts[0].startswith("# ")
        text += "\n\n" if text else ""
        begin = len(text)
        for part in parts:
            text += " " if len(text) > begin else ""
            start, plain, cursor = len(text), part.removeprefix("# "), 0
            for name in _NAME.finditer(plain):
                text += plain[cursor : name.start()]
                surface, label, canonical, suffix = name.groups()
                span = (len(text), len(text) + len(surface + suffix))
                mentions.append(Mention(*span, len(sentences), label))
                names.append((surface, canonical or surface))
                text, cursor = text + surface + suffix, name.end()
            text += plain[cursor:]
            number = len(sentences)
            tokens.extend((*token.span(), number) for token in _TOKEN.finditer(text, start))
            sentences.append((start, len(text), len(blocks)))
        blocks.append(TextParagraph(begin, len(text), "heading" if heading else "body"))
    segmented = SegmentedText(text, tuple(blocks), tuple(sentences), tuple(tokens))
    return text, find_quotations(segmented, [Analysis("", "")] * len(tokens), mentions, names)


def told(*paragraphs: Sequence[str] | str) -> list[tuple[str, str, str, str, bool]]:
    """Return speaker, its canonical name, cue, text and `implicit` of each direct quotation."""
    text, speeches = read(*paragraphs)
    return [
        (
            speech.speaker,
            speech.speaker_name,
            speech.cue,
            text[speech.start : speech.end],
            speech.implicit,
        )
        for speech in speeches
        if speech.kind == "direct"
    ]
