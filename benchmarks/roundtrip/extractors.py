"""The programs that read the text of a PDF back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

from lavrov_corpus.loading.pdf import read_pdf

OURS = ".pdf"


def poppler(path: Path) -> str:
    return _pdftotext(path)


def poppler_layout(path: Path) -> str:
    return _pdftotext(path, "-layout")


def pdfminer(path: Path) -> str:
    return extract_text(str(path))


def pypdf_text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def pdfium(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _pdftotext(path: Path, *options: str) -> str:
    command = ["pdftotext", *options, "-enc", "UTF-8", str(path), "-"]
    # No universal newlines: line ends are part of what is measured.
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def ours(path: Path) -> str:
    """Our own reading of the file, with the geometry that it puts into the text."""
    return read_pdf(path.read_bytes(), path.name)


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "poppler": poppler,
    "layout": poppler_layout,
    "pdfminer": pdfminer,
    "pypdf": pypdf_text,
    "pdfium": pdfium,
    OURS: ours,
}
