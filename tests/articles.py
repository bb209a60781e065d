"""Made-up articles for the tests of what is done with finished articles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Literal

from hypothesis import strategies as st

from lavrov_corpus.document import (
    SCHEMA_VERSION,
    Article,
    Entity,
    Failure,
    Paragraph,
    Provenance,
    Quotation,
    Sentence,
    Token,
)

Kind = Literal["body", "heading"]
Named = tuple[str, str, str, str]
Spoken = tuple[str, str, str, str]


def make_article(
    source: str,
    paragraphs: Sequence[tuple[Kind, str]],
    *,
    entities: Sequence[Named] = (),
    quotes: Sequence[Spoken] = (),
    date: str = "",
) -> Article:
    """Return an article whose sentences end in `.`, `!` or `?`, and whose raw text is its text.

    An entity is (label, text, name, canonical), a quotation (text, speaker, speaker's name,
    cue); each stands at its first place after the one before.
    """
    text = "\n\n".join(paragraph for _, paragraph in paragraphs)
    blocks = [
        Paragraph(start=m.start(), end=m.end(), raw_start=m.start(), raw_end=m.end(), kind=kind)
        for m, (kind, _) in zip(re.finditer(r"[^\n]+", text), paragraphs, strict=True)
    ]
    sentences = [
        Sentence(start=m.start(), end=m.end(), raw_start=m.start(), raw_end=m.end(), paragraph=i)
        for i, block in enumerate(blocks)
        for m in re.compile(r"\S[^.!?]*[.!?”\"]*").finditer(text, block.start, block.end)
    ]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        schema_version=SCHEMA_VERSION,
        id=sha256[:16],
        source=source,
        sha256=sha256,
        encoding="utf-8",
        title=paragraphs[0][1] if paragraphs and paragraphs[0][0] == "heading" else "",
        agency="",
        place="",
        author="",
        date=date,
        metadata={},
        text=text,
        paragraphs=tuple(blocks),
        sentences=tuple(sentences),
        tokens=tuple(
            Token(start=m.start(), end=m.end(), sentence=i, lemma=m.group(), pos="X")
            for i, sentence in enumerate(sentences)
            for m in re.compile(r"[\w'’-]+|[^\w\s]").finditer(text, sentence.start, sentence.end)
        ),
        entities=_entities(text, sentences, entities),
        quotes=_quotes(text, quotes),
        repairs={"joined_lines": 2},
        flags=(),
        quality=1.0,
        provenance=Provenance(
            version="1.0", engine="news", models={"news": "0" * 64}, settings={"lemma": True}
        ),
    )


def _entities(
    text: str, sentences: Sequence[Sentence], named: Sequence[Named]
) -> tuple[Entity, ...]:
    found = []
    end = 0
    for label, surface, name, canonical in named:
        start = text.index(surface, end)
        end = start + len(surface)
        index = next(i for i, s in enumerate(sentences) if s.start <= start < s.end)
        found.append(
            Entity(
                start=start,
                end=end,
                raw_start=start,
                raw_end=end,
                sentence=index,
                label=label,
                text=surface,
                name=name,
                canonical=canonical,
                score=0.5,
            )
        )
    return tuple(found)


def _quotes(text: str, spoken: Sequence[Spoken]) -> tuple[Quotation, ...]:
    found = []
    end = 0
    for words, speaker, speaker_name, cue in spoken:
        start = text.index(words, end)
        end = start + len(words)
        found.append(
            Quotation(
                start=start,
                end=end,
                raw_start=start,
                raw_end=end,
                kind="direct",
                text=words,
                speaker=speaker,
                speaker_name=speaker_name,
                cue=cue,
                implicit=not speaker,
                partial=False,
                score=1.0 if speaker else 0.6,
            )
        )
    return tuple(found)


MEETING = make_article(
    "haberler/görüşme.txt",
    [
        ("heading", "İki bakan Iğdır'da görüştü"),
        (
            "body",
            "Dışişleri Bakanı Ayşe Yılmaz, Iğdır'da mevkidaşı John O'Neil ile bir araya geldi. "
            "Yılmaz, “Sınır kapısı; yarın açılacak” dedi.",
        ),
        ("body", "=Kapı, -5 derecede bile\taçık kalacak! “Söz veriyoruz” ifadesi kullanıldı."),
    ],
    entities=[
        ("LOC", "Iğdır'da", "Iğdır", "Iğdır"),
        ("PER", "Ayşe Yılmaz", "Ayşe Yılmaz", "Ayşe Yılmaz"),
        ("LOC", "Iğdır'da", "Iğdır", "Iğdır"),
        ("PER", "John O'Neil", "John O'Neil", "John O'Neil"),
        ("PER", "Yılmaz", "Yılmaz", "Ayşe Yılmaz"),
    ],
    quotes=[
        ("Sınır kapısı; yarın açılacak", "Yılmaz", "Ayşe Yılmaz", "dedi"),
        ("Söz veriyoruz", "", "", "ifadesi kullanıldı"),
    ],
    date="2016-12-01",
)
RAIN = make_article("haberler/yağmur.txt", [("body", "Ağrı'da kar yağdı.")])
FAILURE = Failure(
    source="haberler/resim.txt",
    sha256="f" * 64,
    stage="load",
    error="haberler/resim.txt is not text but a PNG picture.",
    hint="Leave it out.",
)

_words = st.text(
    st.one_of(
        st.sampled_from("abçıiİIğö'’=+-@;,\"\t\x00\x85\u2028\u200f😀"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"),
    ),
    min_size=1,
    max_size=20,
)
_kinds: st.SearchStrategy[Kind] = st.sampled_from(["body", "heading"])
_paragraphs = st.lists(st.tuples(_kinds, _words.filter(str.strip)), min_size=1, max_size=5)
_sources = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Draw an article with strange text, and now and then with whole paragraphs as names."""
    paragraphs = draw(_paragraphs)
    surfaces = [text for _, text in paragraphs if draw(st.booleans())]
    article = make_article(
        draw(_sources),
        paragraphs,
        entities=[("ORG", text[:1], text, text.strip()) for text in surfaces if text[:1].strip()],
        quotes=[(text, draw(_words), "", draw(_words)) for text in surfaces],
    )
    return article.model_copy(
        update={"flags": tuple(surfaces), "repairs": {text: len(text) for text in surfaces}}
    )
