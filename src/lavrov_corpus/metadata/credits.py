"""Credits that stand for themselves: datelines, bylines, labelled lines, dates.

Each pattern is tried where a credit may begin; `credits_of` reads a row of them, as in
`Haber: Ali VELİ - Kamera: Ayşe KAYA/ANKARA, (DHA)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from lavrov_corpus.metadata.agencies import ONE_AGENCY, codes_of
from lavrov_corpus.metadata.dates import DATE, MONTH, iso_date
from lavrov_corpus.metadata.marks import Mark
from lavrov_corpus.metadata.words import (
    BETWEEN_NAMES,
    NAME,
    PLACE,
    UPPER,
    is_person,
    known_place,
    may_be_person,
    names_in,
    person_name,
    place_name,
)
from lavrov_corpus.turkish import tr_fold

_AGENCIES = rf"{ONE_AGENCY}(?:\s*[,/–-]\s*{ONE_AGENCY})?"
_BRACKETED = rf"[(\[{{]\s*(?P<agency>{_AGENCIES})\s*(?:[,–-]\s*[^()\[\]\n]{{1,30}})?[)\]}}]"
_NAMES = rf"(?P<names>{NAME}(?:{BETWEEN_NAMES}{NAME}){{0,4}})"
_PLACE = rf"(?P<place>{PLACE}(?:\s*[/–-]\s*{PLACE})?)(?:\s*\({PLACE}\))?"
_DAY = rf"(?:\s*,\s*(?:{DATE}|[0-3]?\d (?:{MONTH})))?"
_DASH = r"\s*[-–—−_:.,]+"
_END = r"(?=\s*(?:$|\n))"
_STORY = rf"(?=\s*[\"“”'‘’«(]*[{UPPER}0-9])"

# A label of what is left alone (camera, editor) is read too: it ends the names before it.
_LABEL = (
    r"(?:(?:[Hh]aber|HABER)(?:i|İ)?(?:\s*[-/,&–]\s*(?:[Ff]oto(?:ğraf)?|[Kk]amera|FOTO(?:ĞRAF)?"
    r"|KAMERA))*|(?:[Mm]uhabir|MUHABİR)(?:ler|LER|i|İ)?|[Yy]az(?:an|ar)|YAZ(?:AN|AR)"
    r"|(?:[Hh]aber\s+)?[Kk]ayna(?:k|ğı)|(?:HABER\s+)?KAYNA(?:K|ĞI)"
    r"|[Ff]oto(?:ğraf)?(?:lar)?|FOTO(?:ĞRAF)?(?:LAR)?|[Kk]amera|KAMERA|[Ee]ditör|EDİTÖR"
    r"|[Rr]edaktör|[Yy]ayınlayan|[Yy]ayına [Hh]azırlayan)"
)
_DATE_LABEL = (
    r"(?:(?:[Ss]on\s+|SON\s+)?(?:[Gg]iriş|GİRİŞ|[Yy]ayın(?:lanma|lama)?|YAYIN(?:LANMA)?"
    r"|[Oo]luştur(?:ul)?ma|[Ee]klen?me|EKLEN?ME|[Hh]aber|HABER|[Gg]üncellen?me|GÜNCELLEN?ME"
    r"|[Tt]arih|TARİH)(?:\s+(?:[Tt]arihi|TARİHİ|[Zz]amanı))?)"
)
_NO_AUTHOR = ("foto", "kamera", "editör", "redaktör", "yayın")
#: A dateline of letters alone that no list knows is an institution (`TBMM`), if it is short.
_SHORTEST_PLACE = 5

#: No credit is longer, in code points.
_LONGEST = 600

Reader = Callable[[re.Match[str]], Mark | None]

compiled = cache(re.compile)


def _dateline(match: re.Match[str]) -> Mark | None:
    """`ANKARA (AA) -`, `İstanbul, (DHA)`."""
    place = match["place"]
    known = bool(known_place(place))
    if is_person(place) or not (known or place.isupper() or match["dash"]):
        return None
    if not known and codes_of(place):
        return None
    return Mark(
        *match.span(),
        agency=codes_of(match["agency"]),
        place=_places(place) if known or len(place) >= _SHORTEST_PLACE else "",
        date=iso_date(match),
    )


def _slashed(match: re.Match[str]) -> Mark | None:
    """`AA / Kudüs`, `ANKA - ANKARA -`, `ANKARA - AA`: only with a place that is known."""
    if not known_place(match["place"]):
        return None
    return Mark(*match.span(), agency=codes_of(match["agency"]), place=_places(match["place"]))


def _bare_dateline(match: re.Match[str]) -> Mark | None:
    """`LONDRA - `; but `BURSA - ADANA yolu` and `TRABZON - BEŞİKTAŞ: 2-1` are none."""
    place, following = match["place"], match["following"]
    if not place.isupper() or not known_place(place) or known_place(following):
        return None
    if following.isupper() and len(following) > 5:
        return None
    return Mark(*match.span(), place=_places(place))


def _signed_dateline(match: re.Match[str]) -> Mark | None:
    """`Ayşe YILMAZ/İSTANBUL, (DHA)-`, `HABER MERKEZİ/ANKARA, (DHA)`."""
    names = names_in(match["names"])
    return Mark(
        *match.span(),
        agency=codes_of(match["agency"] or ""),
        place=_places(match["place"]),
        author=_authors([name for name in names if may_be_person(name)]),
    )


def _signed_place(match: re.Match[str]) -> Mark | None:
    """`Ayşe YILMAZ / ANKARA`, and nothing else in the paragraph or a dash behind it."""
    names = names_in(match["names"])
    if not known_place(match["place"]) or not all(map(is_person, names)):
        return None
    return Mark(*match.span(), place=_places(match["place"]), author=_authors(names))


def _signed_agency(match: re.Match[str]) -> Mark | None:
    """`Ayşe YILMAZ (AA)`."""
    names = names_in(match["names"])
    if not all(map(is_person, names)):
        return None
    return Mark(*match.span(), agency=codes_of(match["agency"]), author=_authors(names))


def _dated_author(match: re.Match[str]) -> Mark | None:
    """`Ayşe Yılmaz | 12.03.2016`, as the site of AA prints it."""
    names = names_in(match["names"])
    if not all(map(is_person, names)):
        return None
    return Mark(*match.span(), author=_authors(names), date=iso_date(match))


def _signature(match: re.Match[str]) -> Mark | None:
    names = names_in(match["names"])
    return Mark(*match.span(), author=_authors(names)) if all(map(is_person, names)) else None


def _alone(match: re.Match[str]) -> Mark | None:
    """`Ayşe YILMAZ`: a line of its own, with the surname in capitals."""
    if not is_person(match["names"]) or not match["names"].split()[-1].isupper():
        return None
    return Mark(*match.span(), author=_authors([match["names"]]), is_bare_name=True)


def _labelled(match: re.Match[str]) -> Mark | None:
    """`Muhabir: Ayşe Yılmaz`, `Kaynak: AA`; `Kamera: ...` gives nothing."""
    label = tr_fold(match["label"])
    if label.startswith(_NO_AUTHOR):
        return Mark(*match.span())
    names = [] if "kayna" in label else names_in(match["names"] or "")
    authors = _authors([name for name in names if may_be_person(name)])
    return Mark(*match.span(), agency=codes_of(match["agency"] or ""), author=authors)


def _picture(match: re.Match[str]) -> Mark | None:
    """`Fotoğraf: Ayşe Yılmaz (AA)`: whose picture it is says nothing of the text."""
    return Mark(*match.span())


def _labelled_date(match: re.Match[str]) -> Mark | None:
    """`Giriş Tarihi: 12.03.2016 10:15`; the day of an update is no day of publication."""
    updated = "güncel" in tr_fold(match["label"])
    return Mark(*match.span(), date="" if updated else iso_date(match))


def _dated(match: re.Match[str]) -> Mark | None:
    return Mark(*match.span(), date=iso_date(match))


def _agency_alone(match: re.Match[str]) -> Mark | None:
    return Mark(*match.span(), agency=codes_of(match["agency"]))


@dataclass(frozen=True, slots=True)
class _Element:
    """A pattern, what reads it, and letters of which each match has one, if there are any."""

    needs: str
    pattern: str
    reader: Reader

    def mark_at(self, text: str, position: int) -> Mark | None:
        # Most texts have no credits, and the patterns take a tenth of a second to compile.
        if self.needs and not any(c in text[position : position + _LONGEST] for c in self.needs):
            return None
        match = compiled(self.pattern).match(text, position)
        return self.reader(match) if match else None


def _elements(*rows: tuple[str, str, Reader]) -> tuple[_Element, ...]:
    return tuple(_Element(*row) for row in rows)


_ANYWHERE = _elements(
    ("oO", rf"(?:[Ff]oto|FOTO)\w*\s*:\s*{_NAMES}\s*[(/,–-]\s*{_AGENCIES}\)?{_END}", _picture),
    ("0123456789", rf"(?P<label>{_DATE_LABEL})\s*[:|]?\s*{DATE}", _labelled_date),
    ("|", rf"{_NAMES}\s*\|\s*{DATE}", _dated_author),
    (
        ":",
        rf"(?P<label>{_LABEL})\s*:\s*(?:\(?(?P<agency>{_AGENCIES})\)?|{_NAMES})"
        rf"(?=\s*(?:$|\n|[-/|,;()–]|{_LABEL}\s*:))",
        _labelled,
    ),
    ("([{", rf"{_NAMES}\s*[/–-]\s*{_PLACE}\s*,?\s*{_BRACKETED}(?:{_DASH})?", _signed_dateline),
    (
        "([{",
        rf"{_PLACE}{_DAY}\s*[,.]?\s*{_BRACKETED}(?:(?P<dash>{_DASH})|{_END}|{_STORY})",
        _dateline,
    ),
    ("-–/,", rf"(?P<agency>{_AGENCIES})\s*[-–/]\s*{_PLACE}\s*(?:[-–—:]|{_END})", _slashed),
    ("-–/,", rf"{_PLACE}\s*[-–/,]\s*(?P<agency>{_AGENCIES})\s*(?:[-–—:]|{_END})", _slashed),
    ("/–-", rf"{_NAMES}\s*[/–-]\s*{_PLACE}\s*(?:[-–—:]\s|{_END})", _signed_place),
    ("([{", rf"{_NAMES}\s*,?\s*{_BRACKETED}(?:{_DASH}|{_END})", _signed_agency),
    ("-–—", rf"(?P<place>{PLACE})\s+[-–—](?=\s+[\"“'‘]?(?P<following>\w+))", _bare_dateline),
    ("0123456789", rf"[(\[]?{DATE}[)\]]?{_END}", _dated),
    ("", rf"[(\[]?\s*(?P<agency>{_AGENCIES})\s*[)\]]?{_END}", _agency_alone),
    ("", rf"{_NAMES}{_END}", _alone),
)
#: What is a credit only behind another one: `ANKARA (AA) - 12.03.2003 - AYŞE YILMAZ - Bakan`.
_BEHIND_ANOTHER = _elements(
    ("0123456789", rf"[(\[]?{DATE}[)\]]?\s*[-–—]", _dated),
    ("-–—", rf"{_NAMES}\s+[-–—](?=\s)", _signature),
)
_BETWEEN = re.compile(r"[\s,;|/•·*–—-]*")


def credits_of(paragraph: str) -> tuple[list[Mark], int]:
    """Return the credits that the paragraph begins with, and where the last one ends.

    Spans are code points of the paragraph; what follows the last credit is the story.
    """
    marks: list[Mark] = []
    end = 0
    while end < len(paragraph):
        position = _past_separators(paragraph, end)
        mark = _credit_at(paragraph, position, _ANYWHERE + (_BEHIND_ANOTHER if marks else ()))
        if mark is None or mark.end <= position:
            break
        marks.append(mark)
        end = mark.end
    return marks, end


def closing_agency(paragraph: str) -> Mark | None:
    """Return the agency in brackets behind the last sentence of a paragraph: `dedi. (DHA)`.

    Behind a full stop or closing quotation mark only: `insansız hava aracı (İHA)` is none.
    """
    if "(" not in paragraph and "[" not in paragraph:
        return None
    match = compiled(_CLOSING).search(paragraph)
    return Mark(*match.span(), agency=codes_of(match["agency"])) if match else None


_CLOSING = re.compile(rf"(?<=[.!?…\"”’'])\s*[(\[]\s*(?P<agency>{_AGENCIES})\s*[)\]]\.?\s*$")


def _past_separators(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position) if position else None
    return match.end() if match else position


def _credit_at(text: str, position: int, elements: tuple[_Element, ...]) -> Mark | None:
    return next((m for each in elements if (m := each.mark_at(text, position))), None)


def _authors(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(map(person_name, names)))


def _places(words: str) -> str:
    """Return the places of a dateline as they are stored, with `/` between two."""
    return "/".join(place_name(part) for part in re.split(r"\s*[/–-]\s*", words))
