"""What the words of a line tell: where sentences end and begin, what looks like a heading."""

from __future__ import annotations

import re

_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«([—–-•* "
_ENDS = ".!?…"
_ABBREVIATION = re.compile(
    r"[\"'“‘(\[]*(?:[A-ZÇĞİÖŞÜ]|[Dd]r|[Pp]rof|[Dd]oç|[Yy]rd|[Aa]v|[Oo]rg|[Gg]en|[Aa]lb|Yzb|Sn|St"
    r"|Hz|No|no|vb|vs|bkz|Bkz|age|çev|Cad|Sok|Mah|Apt|Ltd|Şti|Tic|San|Op|Müh|yy|Mr|Mrs|[Üü]st"
    r"|Tuğg|Tümg|Korg|\d{1,2})\."
)
# Locatives with -ki, names in the genitive, and words that stand before others only.
_ATTRIBUTIVE = re.compile(
    r".*(?:[a-zçğıöşü'’][dt][ea]ki|[a-zçğıöşü]['’]n?[ıiuü]n)|ve|veya|bir|bu|olan|eden|edilen"
    r"|.*(?:['’]?[DT][EA]Kİ|[A-ZÇĞİÖŞÜ]['’]N?[IİUÜ]N)|VE|VEYA|BİR|BU|OLAN|EDEN|EDİLEN"
)
_MAX_HEADING = 120


def ends_sentence(line: str) -> bool:
    """Tell whether the line ends as a sentence does; an abbreviation's period is none."""
    bare = line.rstrip(_CLOSING)
    if not bare or bare[-1] not in _ENDS:
        return False
    return bare[-1] != "." or not _ABBREVIATION.fullmatch(bare[bare.rfind(" ") + 1 :])


def begins_small(line: str) -> bool:
    """Tell whether the line goes on in the middle of a sentence: with a small letter."""
    first = line[0]
    if first in _OPENING:
        first = line.lstrip(_OPENING)[:1]
    return first.islower()


def looks_like_heading(line: str) -> bool:
    """Tell whether the line has the shape of a heading: short, with no sentence's end."""
    return (
        len(line) <= _MAX_HEADING
        and line[-1] not in ".,;…-"
        and not begins_small(line)
        and (line[0].isalpha() or any(map(str.isalpha, line)))
    )


def ends_attributive(line: str) -> bool:
    """Tell whether the line ends in a word that another one must follow: `Gazze'deki`, `ve`."""
    return line[-1].isalpha() and bool(_ATTRIBUTIVE.fullmatch(line, line.rfind(" ") + 1))
