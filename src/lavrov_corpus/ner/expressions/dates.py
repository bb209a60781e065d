"""Dates, as patterns over the codes of `words`, and what else must hold for the weaker ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lavrov_corpus.ner.expressions.words import (
    AT_YEAR,
    CENTURY,
    CLOSE,
    COMMA,
    CURRENCY,
    DASH,
    DAY,
    DAY_MONTH,
    DAY_OF_MONTH,
    DAYS,
    DECADE,
    DECADE_ADJECTIVE,
    ERA,
    FULL_DATE,
    ILA,
    JOIN,
    MAYBE_MONTH,
    MAYBE_MONTH_CASE,
    MONTH,
    MONTH_CASE,
    MONTH_OF,
    NUMBER,
    OF_DATE,
    OF_DAY,
    OF_MONTH,
    OF_YEAR,
    OF_YEARS,
    OLD_YEAR,
    OPEN,
    ORDINAL,
    PERCENT_SIGN,
    PERCENT_WORD,
    RANGE,
    SMALL,
    THOUSAND,
    WEEKDAY,
    WORD,
    WORD_DECADE,
    YEAR,
    YEAR_AT,
    YEAR_CASE,
    YEAR_OF,
    YEARS,
    YEARS_CASE,
    number_of,
)
from lavrov_corpus.turkish import is_capitalized, tr_fold

Found = tuple[int, int]  # first token, past the last

_DAY = f"(?:(?:{DAY}{COMMA}){{0,6}}{DAY}{JOIN}{DAY}|{DAY}[-{ILA}]{DAY}|{DAY}|{DAYS})"
_BARE = f"[{MONTH}{MAYBE_MONTH}]"
_INFLECTED = f"[{MONTH_OF}{MONTH_CASE}{MAYBE_MONTH_CASE}]"
_YEAR = f"[{YEAR}{OLD_YEAR}]"
_INFLECTED_YEAR = f"[{YEAR_AT}{YEAR_OF}{YEAR_CASE}]"
_TAIL = f"(?:{WEEKDAY}{OF_DAY}?|{OF_DAY}|{OF_DATE}|{OF_MONTH})?"
_YEAR_TAIL = f"(?:{OF_YEAR}|{AT_YEAR}|{_TAIL})"
_AND_YEAR = f"(?:{_YEAR}{_YEAR_TAIL}|{_INFLECTED_YEAR})"
_LISTED = f"(?:{COMMA}|[-{ILA}{JOIN}])"
_IN_MONTH = f"(?:{_BARE}(?:{_TAIL}|{OF_MONTH}{DAY_OF_MONTH})|{_INFLECTED})"

#: Dates that need nothing else, the longer ones first.
_SURE = "|".join(
    (
        f"{_DAY}{_BARE}(?:{_AND_YEAR}|{_TAIL})",
        f"{_DAY}{_INFLECTED}",
        f"{DAY_MONTH}(?:{_AND_YEAR}|{_TAIL})",
        f"(?:{_YEAR}(?:{OF_YEAR}(?:{_DAY})?)?|{YEAR_OF}(?:{_DAY})?){_IN_MONTH}",
        f"{_BARE}(?:[-{ILA}{JOIN}]{_BARE})?{_AND_YEAR}",
        f"{_BARE}(?:{_LISTED}{_BARE}){{0,11}}{OF_MONTH}{DAY_OF_MONTH}?",
        f"{MONTH_OF}{DAY_OF_MONTH}",
        f"{ERA}?{_YEAR}(?:(?:{COMMA}{_YEAR}){{0,9}}[-{ILA}{JOIN}]{_YEAR})?[{AT_YEAR}{OF_YEARS}]",
        f"{YEARS}[{OF_YEAR}{AT_YEAR}{OF_YEARS}]?|{YEARS_CASE}",
        f"{ERA}[{SMALL}{OLD_YEAR}{YEAR}{DAY}][{OF_YEAR}{AT_YEAR}]?",
        f"(?:{_YEAR}{JOIN})?(?:{DECADE_ADJECTIVE}[{COMMA}{JOIN}]){{0,4}}{DECADE_ADJECTIVE}{OF_YEARS}",
        f"{WORD_DECADE}{OF_YEARS}|{DECADE}",
        f"{ERA}?(?:[{ORDINAL}{DAY}][-{ILA}{JOIN}])?{WORD}?{ORDINAL}{CENTURY}",
        f"{FULL_DATE}{_TAIL}",
    )
)
_RANGE = f"{_YEAR}[-{ILA}{JOIN}][{YEAR}{SMALL}]"
_WEAK = (
    f"(?P<range>{_RANGE})|(?P<of_year>{_YEAR}{OF_YEAR}|{SMALL}{AT_YEAR})"
    f"|(?P<inflected>{_INFLECTED_YEAR})|(?P<year>{YEAR})"
    f"|(?P<month>[{MONTH}{MONTH_OF}{MONTH_CASE}{MAYBE_MONTH}])"
)
_DATE = re.compile(f"(?P<sure>{_SURE})|{_WEAK}")

_NUMERIC = frozenset(
    {DAY, YEAR, OLD_YEAR, SMALL, NUMBER, RANGE, THOUSAND, CURRENCY, PERCENT_SIGN, PERCENT_WORD}
)
#: Behind a number that is no year: `1950 kişi`; behind one with a suffix: `2000'den fazla`.
_COUNTED = re.compile(
    r"(?:kişi|metre|kilometre|kilo|ton|gram|adet|puan|araç|işçi|dönüm|hektar|sayılı|numara|rakım"
    r"|parça|öğrenci|hisse|asker|yatak|konut|watt|beygir|dakika|hafta|seyirci|öğretmen|üye|kadro"
    r"|hasta|kalem|litre|varil|derece|feet|devir|polis|memur|çocuk|kadın|daire|yıllık|günlük"
    r"|saatlik)\w*|no|nolu|km|kg|cc|mw|mhz|oy|kat|ev|mil|lot|kez|defa|gün|yıl|yıldır|saat"
)
_COMPARED = re.compile(r"fazla\w*|çok|az|aşkın|yakın|yukarı\w*|aşağı\w*|üzeri\w*|üst\w+|alt\w+")
_REACHES = re.compile(
    r"(?:aş|bul|geç|çık|ulaş|yüksel|düş|yaklaş)(?:[ıiuü]?[dt][ıiuü]|[aei]n|[ae]c[ae]k|[ıiuü]yor"
    r"|m[ıiuü]ş|[ıiuü]r|m[ae])\w*"
)
#: In front of these nouns a year is a date, whatever stands before it.
_DATED = (
    "sezon", "bütçe", "seçim", "olimpiyat", "avrupa", "dünya", "önce", "öncesi", "sonra", "son",
    "baş", "ortası", "itibar", "için", "dönem", "enflasyon", "hedef", "ekonomi", "anayasa", "yaz",
    "kış", "ilkbahar", "sonbahar", "model", "mali", "genel", "yerel", "arası", "tarih", "program",
)  # fmt: skip
#: Names that a year belongs to.
_EVENTS = frozenset({"expo", "euro", "windows", "office", "eurovision", "universiade", "vizyon"})
_POSSESSED = re.compile(r"\w{2,}(?:[ıiuü]|[ıiuü]n[ıiuüae]?n?|[ıiuü]nd[ae]n?(?:ki)?)")
_EDGES_OF_MONTH = ("son", "baş", "orta", "içinde", "itibar")
_SURE_MONTHS = ("şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül")


def dates(codes: str, words: Sequence[str]) -> Iterator[Found]:
    """Yield the dates in a sentence, as `amounts.money` does; ranges with a hyphen are one."""
    before: Found | None = None
    for found in _DATE.finditer(codes):
        start, end = found.span()
        kind = found.lastgroup or ""
        if kind != "sure" and not _TESTS[kind](codes, words, start, end):
            continue
        if before and _continues(codes, before, start, end):
            before = (before[0], end)
            continue
        if before:
            yield before
        before = (start, end)
    if before:
        yield before


def _continues(codes: str, before: Found, start: int, end: int) -> bool:
    """Tell whether a date goes on what is before it, as the end of a range."""
    joined = start - before[1] == 1 and codes[before[1]] in (DASH, ILA)
    months = {MONTH, MONTH_OF, MONTH_CASE, MAYBE_MONTH, FULL_DATE}
    return joined and months.isdisjoint(codes[slice(*before)]) == months.isdisjoint(
        codes[start:end]
    )


def _next(words: Sequence[str], end: int) -> str:
    return tr_fold(words[end]) if end < len(words) else ""


def _follows_number(codes: str, words: Sequence[str], start: int) -> bool:
    """Tell whether the number goes on another one, or is a part of an event's name."""
    return codes[max(0, start - 1) : start] in _NUMERIC or (
        start > 0 and tr_fold(words[start - 1]) in _EVENTS
    )


def _is_range(codes: str, words: Sequence[str], start: int, end: int) -> bool:
    first, last = number_of(words[start]), number_of(words[end - 1])
    if codes[end - 1] == SMALL:
        last += first - first % 100 if last < 100 else 0
    told = codes[start + 1] == DASH or _next(words, end).startswith("aras")
    if not told or codes[start] != YEAR or not first < last < 2030:
        return False
    counted = _COUNTED.fullmatch(_next(words, end))
    return not (counted or _follows_number(codes, words, start))


def _is_of_year(codes: str, words: Sequence[str], start: int, end: int) -> bool:
    if codes[start] == SMALL and number_of(words[start]) < 40:
        return False
    before = codes[start - 1] if start else ""
    return before not in _NUMERIC and not _next(words, end).startswith(("aşkın", "geç", "bul"))


def _is_inflected_year(codes: str, words: Sequence[str], start: int, end: int) -> bool:
    recent = 1900 <= number_of(words[start]) < 2030
    following = _next(words, end)
    if _follows_number(codes, words, start):
        return False
    if codes[start] == YEAR_AT:
        return True
    return recent and not (_COMPARED.fullmatch(following) or _REACHES.fullmatch(following))


def _is_year(codes: str, words: Sequence[str], start: int, end: int) -> bool:
    if codes[max(0, start - 1) : start] == OPEN and codes[end : end + 1] == CLOSE:
        return True
    if _follows_number(codes, words, start) or codes[end : end + 1] in _NUMERIC:
        return False
    following = words[end] if end < len(words) else ""
    if _COUNTED.fullmatch(tr_fold(following)):
        return False
    if tr_fold(following).startswith(_DATED):
        return True
    in_name = start > 0 and is_capitalized(words[start - 1])
    round_number = number_of(words[start]) % 50 == 0
    of_noun = is_capitalized(following) or bool(_POSSESSED.fullmatch(tr_fold(following)))
    return of_noun and not (in_name or round_number)


def _is_month(codes: str, words: Sequence[str], start: int, end: int) -> bool:
    word = words[start]
    folded = tr_fold(word)
    if _next(words, end).startswith(_EDGES_OF_MONTH):
        return True
    if codes[start] == MAYBE_MONTH:
        return False
    if word[:1].islower() or "'" in folded:
        return True
    if start == 0:
        return codes[start] == MONTH_CASE and folded.startswith(_SURE_MONTHS)
    neighbours = (words[start - 1], words[end] if end < len(words) else "")
    return not any(is_capitalized(neighbour) for neighbour in neighbours)


_TESTS: dict[str, Callable[[str, Sequence[str], int, int], bool]] = {
    "range": _is_range,
    "of_year": _is_of_year,
    "inflected": _is_inflected_year,
    "year": _is_year,
    "month": _is_month,
}
