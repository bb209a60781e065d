"""Reads CoNLL files: a token a line, its tag in the last column, a blank line after a sentence.

IOB1, IOB2 and BIOES (BILOU) are read alike, and CoNLL-U with the tags in MISC, as in `NER=B-PER`.
A line `-DOCSTART-`, `# newdoc` or `#doc_id = ...` begins a document; `# text = ...` is the sentence
as it was printed, to which the tokens are aligned. Where a sentence has no such line, its tokens
are set with a blank between them. A line `ERROR` alone, by which NakbaTR marks that a printed
sentence has further tokens, ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lavrov_corpus.document import SegmentedText
from lavrov_corpus.evaluation.documents import Document, wrong
from lavrov_corpus.evaluation.scoring import Span

_TAG = re.compile(r"O|[BIESLUM]-(\S+)")
_COMMENT = re.compile(r"#\s?[A-Za-z_][\w -]*=|#\s?newdoc|#\s?newpar|#\s*$")
_TEXT = re.compile(r"#\s?text\s*=\s?(.*)")
_DOCUMENT = re.compile(r"#\s?doc_id\s*=\s*(.*)|#\s?newdoc(?:\s+id\s*=\s*(.*))?|-DOCSTART-.*")
_CONLLU, _NUMBER = 10, re.compile(r"\d+")
_NER = re.compile(r"(?:^|\|)NER=([^|]+)")
_HINT = "each line is a token and, in the last column, a tag: Ankara'da<tab>B-LOC"


@dataclass(slots=True)
class _Sentence:
    """The lines of a sentence; `tags` are `(prefix, label)`."""

    line: int
    printed: str = ""
    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """The sentences of a document and the name that its marker gives."""

    line: int
    key: str = ""
    sentences: list[_Sentence] = field(default_factory=list)


def read_conll(text: str, place: str, *, by_file: bool = False) -> list[Document]:
    """Return the documents of a CoNLL file; without markers each sentence is one.

    `place` names the file; with `by_file` a file without markers is one document.

    Raises:
        InputError: a line is none of such a file; the message has its number.

    """
    parts, marked = _parts(text, place)
    if not marked and not by_file:
        parts = [
            _Part(sentence.line, "", [sentence]) for part in parts for sentence in part.sentences
        ]
    return [_document(part, place) for part in parts if part.sentences]


def spans_of(tags: Sequence[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Return `(first, past the last, label)` of the entities of `(prefix, label)` tags."""
    spans: list[tuple[int, int, str]] = []
    closed = True
    for index, (prefix, label) in enumerate(tags):
        if prefix == "O":
            closed = True
            continue
        goes_on = prefix in "IELM" and not closed and spans[-1][1:] == (index, label)
        if goes_on:
            spans[-1] = (spans[-1][0], index + 1, label)
        else:
            spans.append((index, index + 1, label))
        closed = prefix in "ELSU"
    return spans


def _parts(text: str, place: str) -> tuple[list[_Part], bool]:
    parts = [_Part(1)]
    sentence = _Sentence(1)
    marked = False
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        stripped = line.strip("\r\ufeff \t")
        marker = _DOCUMENT.match(stripped)
        if stripped in ("", "ERROR") or marker:
            if sentence.words:
                parts[-1].sentences.append(sentence)
                sentence = _Sentence(number)
            if marker:
                marked = True
                parts.append(_Part(number, next(filter(None, marker.groups()), "")))
        elif printed := _TEXT.match(stripped):
            sentence.printed = printed[1].strip()
        elif not _COMMENT.match(stripped):
            if not sentence.words:
                sentence.line = number
            _add_token(sentence, line.strip("\r\ufeff"), place, number)
    return parts, marked


def _add_token(sentence: _Sentence, line: str, place: str, number: int) -> None:
    cells = line.split("\t") if "\t" in line else line.split()
    cells = [cell.strip() for cell in cells]
    if len(cells) == _CONLLU and _NUMBER.fullmatch(cells[0]):
        found = _NER.search(cells[-1])
        cells = [cells[1], found[1] if found else "O"]
    if len(cells) < 2 or not cells[0]:
        raise wrong(place, number, f"{line.strip()[:40]!r} has one column", _HINT)
    tag = _TAG.fullmatch(cells[-1])
    if not tag:
        raise wrong(place, number, f"{cells[-1][:40]!r} is no tag such as O, B-PER, I-PER", _HINT)
    sentence.words.append(cells[0])
    sentence.tags.append((cells[-1][0], tag[1] or ""))


def _document(part: _Part, place: str) -> Document:
    text = ""
    sentences: list[tuple[int, int, int]] = []
    tokens: list[tuple[int, int, int]] = []
    spans: list[Span] = []
    for index, sentence in enumerate(part.sentences):
        printed, places = _laid_out(sentence)
        offset = len(text) + (1 if text else 0)
        text += (" " if text else "") + printed
        sentences.append((offset, offset + len(printed), 0))
        tokens += [(offset + start, offset + end, index) for start, end in places]
        spans += [
            Span(offset + places[first][0], offset + places[past - 1][1], label)
            for first, past, label in spans_of(sentence.tags)
        ]
    return Document(
        place=f"{place}, line {part.sentences[0].line}",
        text=text,
        spans=tuple(spans),
        key=part.key,
        segmented=SegmentedText(text, (), tuple(sentences), tuple(tokens)),
    )


def _laid_out(sentence: _Sentence) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence as printed, if its tokens are found in it, and their places."""
    places = list(_places(sentence.words, sentence.printed))
    if len(places) == len(sentence.words):
        return sentence.printed, places
    joined = " ".join(sentence.words)
    return joined, list(_places(sentence.words, joined))


def _places(words: Sequence[str], printed: str) -> Iterator[tuple[int, int]]:
    position = 0
    for word in words:
        start = printed.find(word, position)
        if start < 0 or printed[position:start].strip():
            return
        position = start + len(word)
        yield start, position
