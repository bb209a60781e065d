"""What the stages hand on to each other, and the Article that comes out in the end.

Every span is half-open. `start` and `end` count code points of `Article.text`; `raw_start`
and `raw_end` count code points of the decoded source file.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticSerializationError

from lavrov_corpus.offsets import OffsetMap

SCHEMA_VERSION = 1

ParagraphKind = Literal["body", "heading"]
QuotationKind = Literal["direct", "indirect", "heading"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(json_text: str) -> str:
    """Return the JSON with the line ends escaped that JSON allows and `str.splitlines` cuts at."""
    for character in "\u0085\u2028\u2029":
        json_text = json_text.replace(character, f"\\u{ord(character):04x}")
    return json_text


# To set an attribute of a model by its descriptor takes half the time of `object.__setattr__`.
_new = object.__new__
_set_values = BaseModel.__dict__["__dict__"].__set__
_set_keys = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_set_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_set_private = BaseModel.__dict__["__pydantic_private__"].__set__


def _each(function: Callable[..., Any], *arguments: Any) -> None:
    """Call a function for what it does, without a loop in Python."""
    deque(map(function, *arguments), maxlen=0)


class Record(BaseModel):
    """A frozen record in which every key is always there and no other is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _keys: ClassVar[set[str]] = set()

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls._keys = set(cls.model_fields)

    @classmethod
    def made(cls, **values: Any) -> Self:
        """Return a record of values that are right already: all of its keys, unchecked.

        Thousands are made for each article, and to check them, or even pydantic's own way
        of not checking them, would cost more than to find them. The tests hold them to the
        schema.
        """
        record = _new(cls)
        _set_values(record, values)
        _set_keys(record, cls._keys)  # one set for all of them, which are frozen
        _set_extra(record, None)
        _set_private(record, None)
        return record

    @classmethod
    def all_made(cls, values: Sequence[dict[str, Any]]) -> tuple[Self, ...]:
        """Return a record of each dictionary as `made` does, in half the time; it keeps them."""
        records = tuple(map(_new, repeat(cls, len(values))))
        _each(_set_values, records, values)
        _each(_set_keys, records, repeat(cls._keys))
        _each(_set_extra, records, repeat(None))
        _each(_set_private, records, repeat(None))
        return records

    def to_json(self) -> str:
        """Return the record as one line of JSON that UTF-8 can hold; see `well_formed`."""
        try:
            return one_line(self.model_dump_json())
        except PydanticSerializationError:
            return one_line(self.well_formed().model_dump_json())

    def well_formed(self) -> Self:
        """Return the record with U+FFFD in place of each lone surrogate; offsets stay."""
        text = json.dumps(self.model_dump(), ensure_ascii=False)
        return self.model_validate_json(_LONE_SURROGATE.sub("\ufffd", text))


class Paragraph(Record):
    """A paragraph of the clean text."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    kind: ParagraphKind


class Sentence(Record):
    """A sentence and the index of the paragraph that it stands in."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    paragraph: int


class Token(Record):
    """A token, the index of its sentence, its lemma and its UPOS ("" where unknown)."""

    start: int
    end: int
    sentence: int
    lemma: str
    pos: str


class Entity(Record):
    """A mention of a person, a place or an organisation.

    `text` is the surface, `name` the surface without its case suffix, `canonical` the
    fullest name of the same person, place or organisation. `score` is the probability, from 0
    to 1, that span and label are right.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    sentence: int
    label: str
    text: str
    name: str
    canonical: str
    score: float


class Quotation(Record):
    """Something said; the span lies inside the quotation marks.

    `partial` tells that a direct quotation is a piece of the narrator's clause; `score` is how
    sure its reading is, from 0 to 1: a rank to sort and cut by, no probability.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    kind: QuotationKind
    text: str
    speaker: str
    speaker_name: str
    cue: str
    implicit: bool
    partial: bool
    score: float


class Provenance(Record):
    """What made an Article: the tool's version, its engine, models and settings."""

    version: str
    engine: str
    models: dict[str, str]
    settings: dict[str, str | int | bool]


class Article(Record):
    """A clean, annotated article; what is stored and exported.

    `flags` name what is wrong with the text and could not be repaired, `quality` tells from
    0 to 1 how much of it can be used all the same. `metadata` are the columns that the user's
    `metadata.csv` adds, empty without one.
    """

    schema_version: int
    id: str
    source: str
    sha256: str
    encoding: str
    title: str
    agency: str
    place: str
    author: str
    date: str
    metadata: dict[str, str]
    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    quotes: tuple[Quotation, ...]
    repairs: dict[str, int]
    flags: tuple[str, ...]
    quality: float
    provenance: Provenance


class Failure(Record):
    """A file that could not be made into an Article, and why.

    `sha256` is "" where the bytes themselves could not be read. `stage` is the stage that
    failed: load, clean, quality, segment, tag, lemmatise, attribute, store.
    """

    source: str
    sha256: str
    stage: str
    error: str
    hint: str


@dataclass(frozen=True, slots=True)
class RawText:
    """A source file as it was decoded; `text` is untouched but for the decoding.

    `repairs` counts what the decoding had to put right, by name. `furniture` are the lines
    that many files of its folder have around their articles, masked, each with whether most
    of the files have it.
    """

    source: str
    sha256: str
    encoding: str
    text: str
    repairs: Mapping[str, int] = field(default_factory=dict)
    furniture: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph of a clean text: a span and its kind."""

    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text with its paragraphs restored, and the way back to the raw text.

    Paragraphs are joined by one blank line. `repairs` counts each repair by its name,
    `flags` names what is wrong and could not be repaired, `quality` is from 0 to 1.
    """

    text: str
    paragraphs: tuple[TextParagraph, ...]
    origin: OffsetMap
    repairs: Mapping[str, int]
    flags: tuple[str, ...]
    quality: float


@dataclass(frozen=True, slots=True)
class SegmentedText:
    """A text with its sentences and tokens, as spans of code points of `text`.

    `sentences[i]` is `(start, end, paragraph index)`, `tokens[i]` is `(start, end,
    sentence index)`; both ascend, and every token lies inside its sentence.
    """

    text: str
    paragraphs: tuple[TextParagraph, ...]
    sentences: tuple[tuple[int, int, int], ...]
    tokens: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity as an engine finds it: a span of code points of the text, and its label.

    `start` and `end` are edges of tokens of one sentence; `score` is the probability, from 0
    to 1, that span and label are right.
    """

    start: int
    end: int
    sentence: int
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Analysis:
    """The lemma, UPOS and UD features of one token; "" where unknown."""

    lemma: str
    pos: str
    feats: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation as it is found: spans of code points of the text; see Quotation."""

    start: int
    end: int
    kind: QuotationKind
    speaker: str
    speaker_name: str
    cue: str
    implicit: bool
    partial: bool
    score: float
