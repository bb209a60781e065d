"""Days as Turkish newspapers write them."""

from __future__ import annotations

import re
from datetime import date

from lavrov_corpus.metadata.words import plain_key
from lavrov_corpus.turkish import tr_upper

_MONTHS = (
    *("ocak", "şubat", "mart", "nisan", "mayıs", "haziran"),
    *("temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"),
)
_WEEKDAYS = ("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar")
_MONTH_NUMBERS = {plain_key(name): number for number, name in enumerate(_MONTHS, start=1)}
_WEEKDAY_NUMBERS = {plain_key(name): number for number, name in enumerate(_WEEKDAYS)}


def _any_case(words: tuple[str, ...]) -> str:
    """Return a pattern of the words in any case, capitals that lost their dot included."""
    dots = {"i": "[iİI]", "ı": "[ıI]"}
    forms = ("".join(dots.get(c) or f"[{c}{tr_upper(c)}]" for c in word) for word in words)
    return "|".join(sorted(forms, key=len, reverse=True))  # Cumartesi before Cuma


#: A month in any case.
MONTH = _any_case(_MONTHS)
_WEEKDAY = _any_case(_WEEKDAYS)
_YEAR = r"(?:19|20)\d\d"
_TIME = r"(?:\s*[,|–-]?\s*(?:[Ss]aat:?\s*)?(?<!\d)[012]?\d[:.][0-5]\d(?::[0-5]\d)?(?![\d.]))?"
_FORMS = (
    rf"(?P<d1>[0-3]?\d)(?P<sep>[./-])(?P<m1>[01]?\d)(?P=sep)(?P<y1>{_YEAR})",
    rf"(?P<y2>{_YEAR})-(?P<m2>[01]\d)-(?P<d2>[0-3]\d)",
    rf"(?P<d3>[0-3]?\d)\s+(?P<m3>{MONTH})\s+(?P<y3>{_YEAR})",
    rf"(?P<m4>{MONTH})\s+(?P<d4>[0-3]?\d),\s*(?P<y4>{_YEAR})",
)

#: A day, with its weekday and its time if they stand there; see `iso_date`.
DATE = (
    rf"(?:(?P<before>{_WEEKDAY})\s*,?\s*)?(?<!\d)(?:{'|'.join(_FORMS)})(?!\d)"
    rf"(?:\s*,?\s*(?P<after>{_WEEKDAY}))?{_TIME}(?!\w)"
)


def iso_date(match: re.Match[str]) -> str:
    """Return the day that a match of DATE names in ISO form.

    "" where there is no such day, or where it did not fall on the weekday beside it.
    """
    form = next((n for n in "1234" if match[f"d{n}"]), "")
    if not form:
        return ""
    month = _MONTH_NUMBERS.get(plain_key(match[f"m{form}"])) or int(match[f"m{form}"])
    try:
        found = date(int(match[f"y{form}"]), month, int(match[f"d{form}"]))
    except ValueError:
        return ""
    weekdays = {_WEEKDAY_NUMBERS[plain_key(w)] for w in match.group("before", "after") if w}
    return found.isoformat() if weekdays <= {found.weekday()} else ""
