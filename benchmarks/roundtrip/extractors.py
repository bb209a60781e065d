"""The programs that read the text of a PDF back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pdf_oxide
import pdfplumber
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

from lavrov_corpus.loading.pdf import read_pdf

OURS = ".pdf"


def poppler(path: Path) -> str:
    return _pdftotext(path)


def poppler_layout(path: Path) -> str:
    return _pdftotext(path, "-layout")


def poppler_raw(path: Path) -> str:
    """In the order of the content, as what is copied out of a viewer."""
    return _pdftotext(path, "-raw")


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


def plumber(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def oxide(path: Path) -> str:
    document = pdf_oxide.PdfDocument(str(path))
    return "\n".join(document.extract_text(i) for i in range(document.page_count()))


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
    "raw": poppler_raw,
    "pdfminer": pdfminer,
    "pypdf": pypdf_text,
    "pdfium": pdfium,
    "plumber": plumber,
    "oxide": oxide,
    OURS: ours,
}
