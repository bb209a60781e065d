"""What the words of a line tell: where sentences end and begin, what looks like a heading."""

from __future__ import annotations

import re

_CLOSING = re.escape("\"'”’»)]")
_OPENING = "\"'“‘«([—–-•* "
_SENTENCE_END = re.compile(rf"[.!?…][{_CLOSING}]*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-ZÇĞİÖŞÜ]|[Dd]r|[Pp]rof|[Dd]oç|[Yy]rd|[Aa]v|[Oo]rg|Gen|Alb|Yzb|Sn|St|Hz|No|no|vb|vs"
    r"|bkz|Bkz|age|çev|Cad|Sok|Mah|Apt|Ltd|Şti|Tic|San|Op|Müh|yy|Mr|Mrs|[Üü]st|Tuğg|Tümg|Korg|Org)"
    r"|\b\d{1,2})\.$"
)
_MAX_HEADING = 120


def ends_sentence(line: str) -> bool:
    """Tell whether the line ends as a sentence does; an abbreviation's period is none."""
    return bool(_SENTENCE_END.search(line)) and not _ABBREVIATION.search(line)


def first_letter(line: str) -> str:
    """Return the first letter or digit of the line, past quotes, brackets and bullets."""
    stripped = line.lstrip(_OPENING)
    return stripped[0] if stripped and stripped[0].isalnum() else ""


def begins_small(line: str) -> bool:
    """Tell whether the line goes on in the middle of a sentence: with a small letter."""
    return first_letter(line).islower()


def looks_like_heading(line: str) -> bool:
    """Tell whether the line has the shape of a heading: short, with no sentence's end."""
    return (
        len(line) <= _MAX_HEADING
        and not begins_small(line)
        and any(c.isalpha() for c in line)
        and line[-1] not in ".,;…-"
    )


def open_quotes(text: str) -> bool:
    """Tell whether a quotation that the text opens is still open at its end."""
    return text.count('"') % 2 == 1 or text.count("“") + text.count("«") > text.count(
        "”"
    ) + text.count("»")
