"""Gold documents, and what is wrong with a file that should hold some."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from lavrov_corpus.document import SegmentedText
from lavrov_corpus.errors import InputError
from lavrov_corpus.evaluation.scoring import Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text with labelled spans, as a file of annotations or of predictions has it.

    `place` tells file and line for messages, `key` is the document's own name, or "". Spans
    are code points of `text`, sorted and without overlaps. `segmented` has the annotators'
    own sentences and tokens, where the file has any; its text is `text`. `raw_spans` and
    `sha256` are those of our own export: the same spans in the decoded source file.
    """

    place: str
    text: str
    spans: tuple[Span, ...]
    key: str = ""
    segmented: SegmentedText | None = None
    sha256: str = ""
    raw_spans: tuple[Span, ...] = field(default=())

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8, which our export has of a source file."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def wrong(place: str, line: int, what: str, hint: str) -> InputError:
    """Return the error of a line of a file, counted from 1."""
    return InputError(f"{place}, line {line}: {what}", hint)
