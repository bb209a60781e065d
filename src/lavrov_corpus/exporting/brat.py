"""Standoff annotation of brat: a text and an `.ann` beside it for each article.

https://brat.nlplab.org/standoff.html. Entities are text-bound annotations by their label,
quotations by `QUOTE` with attributes; a note has what else is known. `annotation.conf`
declares what the export has used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lavrov_corpus.exporting.records import Record
from lavrov_corpus.exporting.words import one_line

_QUOTE = "QUOTE"
_KINDS = ("direct", "indirect", "heading")
_IN_THE_ANNOTATION = frozenset(
    {"start", "end", "raw_start", "raw_end", "sentence", "label", "text"}
    | {"kind", "implicit", "partial"}
)
# An annotation may not reach over a line end; brat takes all of these for one.
_LINE = re.compile("[^\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]+")


class Brat:
    """The files of each article, and the configuration that goes with all of them."""

    def __init__(self) -> None:
        self._labels: set[str] = set()

    def files(self, article: Record) -> Mapping[str, str]:
        """Return the texts of an article by suffix."""
        text = article["text"]
        lines: list[str] = []
        for number, span in enumerate([*article["entities"], *article["quotes"]], start=1):
            label = _label(span["label"]) if "label" in span else _QUOTE
            self._labels.add(label)
            lines += _annotation(number, label, span, text)
        return {".txt": f"{text}\n", ".ann": "".join(f"{line}\n" for line in lines)}

    def closing(self) -> Mapping[str, str]:
        """Return the text of `annotation.conf`, by its name."""
        labels = "".join(f"{label}\n" for label in sorted(self._labels | {_QUOTE}))
        return {
            "annotation.conf": f"[entities]\n{labels}\n"
            "[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n"
            "[events]\n\n"
            f"[attributes]\nKind\tArg:{_QUOTE}, Value:{'|'.join(_KINDS)}\n"
            f"Implicit\tArg:{_QUOTE}\nPartial\tArg:{_QUOTE}\n"
        }


def _annotation(number: int, label: str, span: Record, text: str) -> Iterator[str]:
    pieces = list(_LINE.finditer(text, span["start"], span["end"]))
    if not pieces:
        return
    offsets = ";".join(f"{piece.start()} {piece.end()}" for piece in pieces)
    yield f"T{number}\t{label} {offsets}\t{' '.join(piece.group() for piece in pieces)}"
    if "kind" in span:
        yield f"A{number}1\tKind T{number} {span['kind']}"
        if span["implicit"]:
            yield f"A{number}2\tImplicit T{number}"
        if span["partial"]:
            yield f"A{number}3\tPartial T{number}"
    known = "; ".join(
        f"{key}: {one_line(str(value))}"
        for key, value in span.items()
        if key not in _IN_THE_ANNOTATION and value != ""
    )
    if known:
        yield f"#{number}\tAnnotatorNotes T{number}\t{known}"


def _label(label: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", label)
