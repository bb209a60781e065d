"""Two independent ways from an article to a PDF: reportlab, and a browser's print."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.roundtrip.articles import Paragraph, Source
from benchmarks.roundtrip.styles import Style
from benchmarks.roundtrip.syllables import SOFT_HYPHEN, with_soft_hyphens

_FONTS = Path("/usr/share/fonts/truetype/liberation")
_FACES = {"sans": "LiberationSans", "serif": "LiberationSerif"}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line: its words, the space before it, and whether it fills the column."""

    words: tuple[str, ...]
    font: str
    size: float
    indent: float
    gap: float
    fills: bool


def write_pdf(source: Source, style: Style, path: Path) -> None:
    """Write the article to a PDF file in the style."""
    paragraphs = [replace(p, text=_prepared(p.text, style)) for p in source.paragraphs]
    prepared = Source(source.title, source.address, tuple(paragraphs))
    if style.writer == "reportlab":
        _print_reportlab(prepared, style, path)
    else:
        _print_browser(prepared, style, path)


def _prepared(text: str, style: Style) -> str:
    text = with_soft_hyphens(text) if style.soft_hyphens or style.hyphenated else text
    return unicodedata.normalize("NFD", text) if style.decomposed else text


@cache
def _font(family: str, bold: bool) -> str:
    name = f"{_FACES[family]}-{'Bold' if bold else 'Regular'}"
    pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    return name


def _print_reportlab(source: Source, style: Style, path: Path) -> None:
    rows = [row for paragraph in source.paragraphs for row in _rows(paragraph, style)]
    pages = list(_pages(rows, style))
    canvas = Canvas(str(path), pagesize=(style.width, style.height), invariant=True)
    for number, columns in enumerate(pages, 1):
        _draw_furniture(canvas, style, number, len(pages))
        for column, placed in enumerate(columns):
            left = style.margin + column * (_column_width(style) + style.gutter)
            for y, row in placed:
                _draw(canvas, row, left, y, style)
        canvas.showPage()
    canvas.save()


def _column_width(style: Style) -> float:
    room = style.width - 2 * style.margin - (style.columns - 1) * style.gutter
    return room / style.columns


def _rows(paragraph: Paragraph, style: Style) -> Iterator[_Row]:
    heading = paragraph.is_heading
    font = _font(style.family, heading)
    size = style.heading_size if heading else style.size
    gap = style.heading_gap if heading else style.paragraph_gap
    indent = 0.0 if heading else style.indent
    words = paragraph.text.split()
    while words:
        room = _column_width(style) - indent
        taken, words = _fill(words, room, font, size, hyphenated=style.hyphenated)
        yield _Row(tuple(taken), font, size, indent, gap, fills=bool(words))
        indent = gap = 0.0


def _fill(
    words: list[str], room: float, font: str, size: float, *, hyphenated: bool
) -> tuple[list[str], list[str]]:
    """Return the words of one line and those that are left, dividing one if need be."""
    space = pdfmetrics.stringWidth(" ", font, size)
    used = -space
    for i, word in enumerate(words):
        width = space + pdfmetrics.stringWidth(_shown(word), font, size)
        if used + width <= room:
            used += width
            continue
        parts = word.split(SOFT_HYPHEN) if hyphenated else [word]
        for cut in range(len(parts) - 1, 0, -1):
            head = "".join(parts[:cut]) + "-"
            if used + space + pdfmetrics.stringWidth(head, font, size) <= room:
                return [*words[:i], head], [SOFT_HYPHEN.join(parts[cut:]), *words[i + 1 :]]
        return words[: max(i, 1)], words[max(i, 1) :]
    return words, []


def _shown(word: str) -> str:
    return word.replace(SOFT_HYPHEN, "")


def _pages(rows: list[_Row], style: Style) -> Iterator[list[list[tuple[float, _Row]]]]:
    top, bottom = style.height - style.margin, style.margin
    columns: list[list[tuple[float, _Row]]] = [[]]
    y = top
    for row in rows:
        y -= (row.gap if columns[-1] else 0) + max(style.leading, row.size * 1.2)
        if y < bottom:
            if len(columns) == style.columns:
                yield columns
                columns = []
            columns.append([])
            y = top - style.leading
        columns[-1].append((y, row))
    yield columns


def _draw(canvas: Canvas, row: _Row, left: float, y: float, style: Style) -> None:
    canvas.setFont(row.font, row.size)
    words = [_shown(word) for word in row.words]
    x = left + row.indent
    if not (style.justified and row.fills and len(words) > 1):
        canvas.drawString(x, y, " ".join(words))
        return
    natural = pdfmetrics.stringWidth(" ".join(words), row.font, row.size)
    extra = (_column_width(style) - row.indent - natural) / (len(words) - 1)
    for word in words:  # a TrueType font in a PDF knows no word spacing
        canvas.drawString(x, y, word + " ")
        x += pdfmetrics.stringWidth(word + " ", row.font, row.size) + extra


def _draw_furniture(canvas: Canvas, style: Style, number: int, count: int) -> None:
    canvas.setFont(_font(style.family, False), 9)
    middle = style.width / 2
    if style.header:
        canvas.drawString(style.margin, style.height - style.margin + 14, style.header)
    if style.footer:
        canvas.drawString(style.margin, style.margin - 30, style.footer)
    if style.page_number:
        shown = style.page_number.format(page=number, pages=count)
        canvas.drawCentredString(middle, style.margin - 30, shown)


def _print_browser(source: Source, style: Style, path: Path) -> None:
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise RuntimeError("no Chromium was found")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "haber.html")
        page.write_text(_html(source, style), encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={path}",
            *([] if style.browser_furniture else ["--no-pdf-header-footer"]),
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def _html(source: Source, style: Style) -> str:
    font = "Liberation Sans" if style.family == "sans" else "Liberation Serif"
    css = (
        f"@page{{size:{style.width}pt {style.height}pt;margin:{style.margin * 0.6}pt}}"
        f"body{{margin:0 {style.margin * 0.4}pt;"
        f"font:{style.size}pt/{style.leading}pt '{font}';"
        f"text-align:{'justify' if style.justified else 'left'};hyphens:manual}}"
        f"p{{margin:{style.paragraph_gap}pt 0;text-indent:{style.indent}pt}}"
        f"h2{{font-size:{style.heading_size}pt;margin:{style.heading_gap}pt 0;text-align:left}}"
        f"figcaption{{font:italic {style.size - 1.5}pt '{font}';margin:8pt 0;text-align:center}}"
    )
    if style.drop_cap:
        css += "h2+p::first-letter{float:left;font-size:3em;line-height:0.9;margin-right:3pt}"
    body = "".join(f"<{_tag(p)}>{html.escape(p.text)}</{_tag(p)}>" for p in source.paragraphs)
    title = html.escape(source.title)
    head = f"<meta charset=utf-8><title>{title}</title><style>{css}</style>"
    return f"<!doctype html><html lang=tr>{head}{body}"


def _tag(paragraph: Paragraph) -> str:
    if paragraph.is_caption:
        return "figcaption"
    return "h2" if paragraph.is_heading else "p"
