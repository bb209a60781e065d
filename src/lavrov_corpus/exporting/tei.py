"""TEI P5: one `teiCorpus`, with one `TEI` for each article.

https://tei-c.org/guidelines/p5/. Names are marked inside the sentences; quotations, which may
reach over several sentences, stand off as `span` after the text, with the speaker in them.
What XML forbids in a text becomes U+FFFD.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from lavrov_corpus.exporting.records import Record, Source, rendered
from lavrov_corpus.exporting.words import Identifiers, Word, label_of, sentences

_OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:lang="tr">
<teiHeader><fileDesc>
<titleStmt><title>News articles annotated by lavrov-corpus</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt>
<sourceDesc><p>The source of each article is in its own header.</p></sourceDesc>
</fileDesc></teiHeader>
"""
_CLOSING = "</teiCorpus>\n"
_ELEMENTS = {"PER": "persName", "LOC": "placeName", "ORG": "orgName"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_VERSION = re.compile(r"\d+(\.\d+){0,3}")
# What a parser would turn into a line feed or a blank.
_RETURN = {"\r": "&#13;"}
_QUOTED = {**_RETURN, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_UNKNOWN = frozenset({"", "X"})


def chunks(articles: Iterable[Source]) -> Iterator[str]:
    """Yield the document: its head, each article, its end."""
    identifiers = Identifiers()
    yield _OPENING
    for article in articles:
        yield rendered(article, lambda loaded: _article(loaded, f"a{identifiers.of(loaded)}"))
    yield _CLOSING


def _article(article: Record, name: str) -> str:
    by_paragraph: dict[int, list[tuple[int, list[Word]]]] = {}
    for index, words in sentences(article):
        paragraph = article["sentences"][index]["paragraph"]
        by_paragraph.setdefault(paragraph, []).append((index, words))
    spanned = list(_spanned(article))
    marked = {place: f"{name}.t{place}" for _, *ends in spanned for place in ends}
    body: list[str] = []
    was_heading = False
    for index, paragraph in enumerate(article["paragraphs"]):
        heading = paragraph["kind"] == "heading"
        if not body or (heading and not was_heading):
            body.append("</div>\n<div>\n" if body else "<div>\n")
        was_heading = heading
        element = "head" if heading else "p"
        body.append(f"<{element}>")
        body += [_sentence(number, words, marked) for number, words in by_paragraph.get(index, [])]
        body.append(f"</{element}>\n")
    body.append("</div>\n" if body else "<div/>\n")
    return (
        f'<TEI xml:id="{name}">\n{_header(article)}<text><body>\n{"".join(body)}</body>\n'
        f"{_quotations(spanned, marked)}</text>\n</TEI>\n"
    )


def _header(article: Record) -> str:
    title = _element("title", article["title"] or article["source"])
    author = _element("author", article["author"])
    version = article["provenance"]["version"]
    known = {"version": version if _VERSION.fullmatch(version) else "0"}
    return (
        f"<teiHeader><fileDesc><titleStmt>{title}{author}</titleStmt>\n"
        "<publicationStmt><p>Not published.</p></publicationStmt>\n"
        f"<sourceDesc><bibl>{title}{author}{_origin(article)}</bibl></sourceDesc></fileDesc>\n"
        "<encodingDesc><appInfo>"
        f"<application {_attributes({'ident': 'lavrov-corpus'} | known)}>"
        f"{_element('label', 'lavrov-corpus ' + version)}</application></appInfo></encodingDesc>\n"
        '<profileDesc><langUsage><language ident="tr">Turkish</language></langUsage>'
        "</profileDesc></teiHeader>\n"
    )


def _origin(article: Record) -> str:
    date = article["date"]
    elements = (
        _element("publisher", article["agency"]),
        _element("pubPlace", article["place"]),
        _element("date", date, {"when": date} if _DATE.fullmatch(date) else {}),
        _element("idno", article["source"], {"type": "source"}),
        _element("idno", article["sha256"], {"type": "sha256"}),
    )
    return "".join(elements)


def _sentence(number: int, words: Sequence[Word], marked: dict[int, str]) -> str:
    pieces = []
    for place, word in enumerate(words):
        if word.begins and word.entity is not None:
            pieces.append(_opened(word.entity))
        pieces.append(_word(word, marked.get(word.index, "")))
        following = words[place + 1] if place + 1 < len(words) else None
        if word.entity is not None and (
            following is None or following.begins or following.entity is None
        ):
            pieces.append(f"</{_name_element(word.entity)}>")
        if following is not None:
            pieces.append(_text(word.after))
    after = words[-1].after
    return f'<s n="{number}">{"".join(pieces)}</s>' + ("" if after == "\n" else _text(after))


def _word(word: Word, identifier: str) -> str:
    attributes = {
        "xml:id": identifier,
        "lemma": word.lemma,
        "pos": word.pos,
        "join": "" if word.after else "right",
    }
    return _element("pc" if _is_mark(word) else "w", word.text, attributes)


def _is_mark(word: Word) -> bool:
    return word.pos == "PUNCT" or (
        word.pos in _UNKNOWN and not any(sign.isalnum() for sign in word.text)
    )


def _name_element(entity: Record) -> str:
    return _ELEMENTS.get(entity["label"], "name")


def _opened(entity: Record) -> str:
    element = _name_element(entity)
    attributes = {
        "type": label_of(entity) if element == "name" else "",
        "n": entity["name"],
        "key": entity["canonical"],
        "cert": str(entity["score"]) if "score" in entity else "",
    }
    return f"<{element} {_attributes(attributes)}>"


def _quotations(spanned: Iterable[tuple[Record, int, int]], marked: dict[int, str]) -> str:
    spans = []
    for quote, first, last in spanned:
        kinds = "-".join(kind for kind in ("implicit", "partial") if quote[kind])
        attributes = {
            "type": quote["kind"],
            "subtype": kinds,
            "from": f"#{marked[first]}",
            "to": f"#{marked[last]}",
            "cert": str(quote["score"]),
        }
        speaker = _element("persName", quote["speaker"], {"key": quote["speaker_name"]})
        cue = _element("term", quote["cue"], {"type": "cue"})
        spans.append(f"<span {_attributes(attributes)}>{speaker}{cue}</span>\n")
    return f'<spanGrp type="quotation">\n{"".join(spans)}</spanGrp>\n' if spans else ""


def _spanned(article: Record) -> Iterator[tuple[Record, int, int]]:
    """Yield each quotation that has tokens, with the first and the last of them."""
    starts = [token["start"] for token in article["tokens"]]
    ends = [token["end"] for token in article["tokens"]]
    for quote in article["quotes"]:
        first = bisect_right(ends, quote["start"])
        last = bisect_left(starts, quote["end"]) - 1
        if first <= last:
            yield quote, first, last


def _element(name: str, text: str, attributes: dict[str, str] | None = None) -> str:
    """Return an element, or "" where it would have no text."""
    if not text:
        return ""
    written = _attributes(attributes or {})
    return f"<{name}{' ' * bool(written)}{written}>{_text(text)}</{name}>"


def _attributes(attributes: dict[str, str]) -> str:
    """Return the attributes that have a value."""
    return " ".join(
        f'{name}="{_text(value, _QUOTED)}"' for name, value in attributes.items() if value
    )


def _text(text: str, entities: dict[str, str] = _RETURN) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), entities)
