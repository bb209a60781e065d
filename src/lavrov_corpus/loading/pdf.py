"""The text of a PDF file, with what its geometry tells put into the text itself.

A gap between lines that is wider than usual becomes a blank line, an indent becomes leading
spaces, a page's end a form feed: what the cleaning of text files has to guess is there to
be read. The text keeps the order of the file's own content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from lavrov_corpus.errors import InputError

if TYPE_CHECKING:
    import pypdfium2

SIGNATURE = b"%PDF-"
#: Stands between two pages and nowhere else; see `lavrov_corpus.offsets.Pages`.
PAGE_END = "\f"

Box = tuple[float, float, float, float]

# Lines further apart than this, in usual distances, stand in different paragraphs; those
# much further apart are a page's furniture and its body, or two columns.
_WIDE_GAP, _JUMP = 1.2, 6.0
# Lengths in heights of a line: what is an indent, what may be one, what parts two columns.
_INDENT, _MAX_INDENT, _GUTTER = 0.5, 4.0, 2.0
_NEIGHBOURS = 12
# What PDFium gives for the hyphen that it sees at the end of a line.
_LINE_END_HYPHENS = (0x02, 0xFFFE)
_INDENT_SHOWN = "    "


@dataclass(slots=True)
class _Line:
    """A printed line: its text, and its box in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    def takes(self, box: Box) -> bool:
        """Tell whether a character in this box goes on in the line."""
        left, bottom, _, top = box
        overlap = min(top, self.top) - max(bottom, self.bottom)
        if overlap < 0.4 * min(top - bottom, self.height):
            return False
        return -self.height < left - self.right < _GUTTER * self.height

    def add(self, text: str, box: Box) -> None:
        self.text += text
        self.right = box[2]
        self.bottom, self.top = min(self.bottom, box[1]), max(self.top, box[3])


def read_pdf(data: bytes, source: str) -> str:
    """Return the text of a PDF, its pages parted by PAGE_END.

    Raises InputError where it cannot be read: broken, locked, without any text.
    """
    try:
        import pypdfium2  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        hint = "Install the extra: pip install 'lavrov-corpus[pdf]'."
        raise InputError(f"{source}: this is a PDF, not text", hint) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(source, error) from error
    try:
        text = PAGE_END.join(_laid_out(_lines(page.get_textpage())) for page in document)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(source, error) from error
    finally:
        document.close()
    if not text.strip():
        reason = f"none of its {pages} pages has text: it may be a scan"
        raise InputError(f"{source}: {reason}", f"Read it first: ocrmypdf -l tur {source} new.pdf")
    return text


def _unreadable(source: str, error: Exception) -> InputError:
    if "password" in str(error):
        hint = f"Unlock it first: qpdf --decrypt --password=PASSWORD {source} new.pdf"
        return InputError(f"{source}: the PDF is locked with a password", hint)
    hint = "Open it in a viewer and save it anew."
    return InputError(f"{source}: the PDF cannot be read: {error}", hint)


def _lines(page: pypdfium2.PdfTextPage) -> list[_Line]:
    """Return the lines of a page in the order of its content.

    PDFium's own line ends are not believed, since it ends lines inside words, too: a
    character that stands right of the one before, at its height, goes on in its line.
    """
    import pypdfium2.raw  # noqa: PLC0415 - an optional extra

    lines: list[_Line] = []
    pending = ""
    for i in range(page.count_chars()):
        # Not from the text of the whole page, which leaves some characters out.
        code = pypdfium2.raw.FPDFText_GetUnicode(page, i)
        character = "-" if code in _LINE_END_HYPHENS else chr(code)
        if character == "\0":
            continue
        if character.isspace():
            pending = pending or (" " if character == " " else "")
            continue
        box = page.get_charbox(i, loose=True)
        if lines and lines[-1].takes(box):
            lines[-1].add(pending + character, box)
        else:
            lines.append(_Line(character, *box))
        pending = ""
    return lines


def _laid_out(lines: Sequence[_Line]) -> str:
    """Return the lines as text, with blank lines for wide gaps and spaces for indents."""
    distances = [above.bottom - line.bottom for above, line in pairwise(lines)]
    heights = [line.height for line in lines[1:]]
    near = [d for d, height in zip(distances, heights, strict=True) if 0 < d < 3 * height]
    usual = median(near) if near else 0.0
    # Lines right below another one; what stands alone, as a page number does, has no margin.
    below = [False, *(0 < d < _WIDE_GAP * usual for d in distances)]
    parts: list[str] = []
    for i, line in enumerate(lines):
        if i and _WIDE_GAP * usual < distances[i - 1] < _JUMP * usual:
            parts.append("\n")
        nearby = range(max(0, i - _NEIGHBOURS), min(len(lines), i + _NEIGHBOURS + 1))
        margins = [lines[j].left for j in nearby if below[j]]
        indents = [line.left - m for m in margins if line.left - m < _MAX_INDENT * line.height]
        parts.append(_INDENT_SHOWN if max(indents, default=0) > _INDENT * line.height else "")
        parts.append(f"{line.text}\n")
    return "".join(parts)
