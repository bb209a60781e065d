"""The styles in which articles are rendered."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from typing import Literal

Writer = Literal["reportlab", "chromium"]
Family = Literal["sans", "serif"]
PageNumber = Literal["", "{page}", "- {page} -", "Sayfa {page} / {pages}", "{page}/{pages}"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a page looks; lengths are in points."""

    name: str
    writer: Writer = "reportlab"
    family: Family = "serif"
    size: float = 11
    leading: float = 14
    width: float = 595
    height: float = 842
    margin: float = 72
    columns: int = 1
    gutter: float = 24
    justified: bool = False
    hyphenated: bool = False
    soft_hyphens: bool = False
    decomposed: bool = False
    indent: float = 0
    paragraph_gap: float = 6
    heading_size: float = 13
    heading_gap: float = 8
    header: str = ""
    footer: str = ""
    page_number: PageNumber = ""
    browser_furniture: bool = False
    capital_headings: bool = False
    two_headings: bool = False
    captions: bool = False
    drop_cap: bool = False

    @property
    def key(self) -> str:
        """What tells the style from others: the fields that are not as usual."""
        shown = (
            f"{field.name}={getattr(self, field.name)!r}"
            for field in fields(self)
            if getattr(self, field.name) != field.default
        )
        return " ".join(shown)


#: The styles that are reported.
STYLES = (
    Style("plain"),
    Style("narrow", family="sans", size=10, leading=12, width=300, height=500, margin=40),
    Style("indented", indent=14, paragraph_gap=0, heading_gap=0, heading_size=11, justified=True),
    Style(
        "justified",
        size=10.5,
        leading=13,
        justified=True,
        hyphenated=True,
        indent=12,
        paragraph_gap=0,
        header="Anadolu Ajansı Gündem Bülteni",
        page_number="Sayfa {page} / {pages}",
    ),
    Style(
        "columns",
        family="sans",
        size=9,
        leading=11,
        margin=50,
        columns=2,
        justified=True,
        hyphenated=True,
        header="GÜNDEM",
        page_number="{page}",
        paragraph_gap=4,
    ),
    Style("web", writer="chromium", family="sans", browser_furniture=True, paragraph_gap=11),
    Style(
        "soft",
        writer="chromium",
        margin=90,
        justified=True,
        soft_hyphens=True,
        decomposed=True,
        browser_furniture=True,
    ),
    Style("slim", size=9.5, leading=11.5, width=225, height=600, margin=24),
    Style("gazette", capital_headings=True, two_headings=True, heading_gap=6, heading_size=11),
    Style(
        "magazine",
        writer="chromium",
        size=10,
        leading=13,
        margin=80,
        indent=12,
        paragraph_gap=0,
        capital_headings=True,
        captions=True,
        drop_cap=True,
    ),
)

_HEADERS = (
    "",
    "Anadolu Ajansı Gündem Bülteni",
    "DÜNYA HABERLERİ",
    "Haber Merkezi - 22 Kasım 2024",
    "aa.com.tr",
)
_PAGE_NUMBERS: tuple[PageNumber, ...] = (
    "",
    "{page}",
    "- {page} -",
    "Sayfa {page} / {pages}",
    "{page}/{pages}",
)


def random_style(seed: str, writer: Writer = "reportlab") -> Style:
    """Return a style drawn at random, the same for the same seed."""
    rng = random.Random(seed)
    size = rng.choice((8.5, 9, 10, 10.5, 11, 12, 13))
    columns = rng.choice((1, 1, 1, 2)) if writer == "reportlab" else 1
    width = 595 if columns == 2 else rng.choice((595, 595, 420, 330, 280))
    indented = rng.random() < 0.4
    justified = rng.random() < 0.5
    return Style(
        name=f"random {seed}",
        writer=writer,
        family=rng.choice(("sans", "serif")),
        size=size,
        leading=size * rng.choice((1.15, 1.2, 1.3, 1.5)),
        width=width,
        height=rng.choice((842, 842, 600)),
        margin=rng.choice((36, 50, 72, 90)) if width > 400 else 36,
        columns=columns,
        gutter=rng.choice((14, 18, 24, 36)),
        justified=justified,
        hyphenated=justified and writer == "reportlab" and rng.random() < 0.7,
        soft_hyphens=writer == "chromium" and rng.random() < 0.5,
        decomposed=rng.random() < 0.1,
        indent=rng.choice((8, 12, 18, 28)) if indented else 0,
        paragraph_gap=rng.choice((0, 0, 4)) if indented else rng.choice((0, 3, 6, 10, 14)),
        heading_size=size + rng.choice((0, 0, 2, 4)),
        heading_gap=rng.choice((0, 4, 8, 12)),
        header=rng.choice(_HEADERS) if writer == "reportlab" else "",
        footer=rng.choice(_HEADERS) if writer == "reportlab" else "",
        page_number=rng.choice(_PAGE_NUMBERS) if writer == "reportlab" else "",
        browser_furniture=writer == "chromium" and rng.random() < 0.7,
    )
