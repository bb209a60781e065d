"""The base form of a date, an amount or a percentage: its surface without a case suffix."""

from __future__ import annotations

import re
from functools import cache

from lavrov_corpus.ner.expressions.words import MONEY_NOUNS, MONTHS, NUMBER_WORDS
from lavrov_corpus.turkish import tr_fold

#: What a suffix after an apostrophe leaves: of `1990'lar` the plural, of `15'inde` the `i`.
_AFTER_APOSTROPHE = re.compile(
    r"(?P<plural>'l[ae]r)(?:[ıi]n|[dt][ae]n?|[ae]|[ıi]|l[ae]|d[ae]ki\w*)?$"
)
_MONTH_DAY = re.compile(
    r"(?<= )\d{1,2}(?P<day>'s?[ıiuü])(?:n[ae]|n?[ıiuü]n?|nd[ae]n?(?:ki)?|yl[ae])?$"
)
_HEAD = re.compile(
    r"(?P<head>(?:ay|yıl|gün|tarih)(?:l[ae]r)?[ıiuü])"
    r"(?:n[ıiuü]n|nd[ae]n?|nd[ae]ki|n[ae]|n[ıiuü]|yl[ae])$|(?P<years>yıllar)(?:ın|da|dan|a|daki)$"
)
_CENTURY = re.compile(r"(?P<century>yüzyıl)\w+$")
_MONTH = re.compile(rf"(?P<month>{'|'.join(MONTHS)})[a-zçğıöşü]+$")
_SOFT_MONTH = re.compile(r"(?P<stem>oca|aralı)ğ[a-zçğıöşü]+$")
_CURRENCY = re.compile(rf"(?<![^\W\d_])(?P<currency>{MONEY_NOUNS})(?P<own>s?[ıiuü](?=n|$))?\w*$")
_NATIVE = re.compile(r"\d|bin|milyon|milyar|trilyon|katrilyon|\w*larca|\w*lerce|buçuk")
_NUMBER = re.compile(rf"(?P<number>(?:{NUMBER_WORDS}|yüz|bin)+)\w*$")


@cache
def expression_name(surface: str, label: str) -> str:
    """Return a mention of the type `label` (DATE, MONEY or PERCENT) without its case suffix.

    Possessives that belong to a compound stay: `2015 yılında` gives `2015 yılı`, `5 milyon ABD
    dolarına` gives `5 milyon ABD doları`; an amount loses all else: `115 trilyon lirasını`
    gives `115 trilyon lira`, `10 liralık` `10 lira`.
    """
    name = " ".join(surface.split())
    folded = tr_fold(name)
    if kept := _AFTER_APOSTROPHE.search(folded):
        return name[: kept.end("plural")]
    head, apostrophe, suffix = folded.rpartition("'")
    if apostrophe and suffix.isalpha():
        day = _MONTH_DAY.search(folded) if label == "DATE" else None
        return name[: day.end("day") if day else len(head)]
    if label == "MONEY":
        return name[: _end_of_amount(folded)]
    patterns = (_HEAD, _CENTURY, _MONTH) if label == "DATE" else (_NUMBER,)
    for pattern in patterns:
        if found := pattern.search(folded):
            return name[: max(map(found.end, found.groupdict()))]
    if label == "DATE" and (soft := _SOFT_MONTH.search(folded)):
        return name[: soft.end("stem")] + "k"
    return name


def _end_of_amount(folded: str) -> int:
    found = _CURRENCY.search(folded)
    if not found:
        return len(folded)
    before = folded[: found.start()].split()
    plain = not before or bool(_NATIVE.match(before[-1])) or not found["own"]
    return found.end("currency") if plain else found.end("own")
