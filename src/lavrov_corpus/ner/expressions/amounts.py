"""Amounts of money and percentages, as patterns over the codes of `words`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lavrov_corpus.ner.expressions.words import (
    AMOUNT,
    COIN,
    CURRENCY,
    DAY,
    DAY_OF_MONTH,
    DAYS,
    DECADE,
    DECADE_ADJECTIVE,
    HALF,
    HUNDRED,
    JOIN,
    NATION,
    NUMBER,
    OLD_YEAR,
    PERCENT_WORD,
    PERMILLE_WORD,
    RANGE,
    SHARE,
    SIGN,
    SMALL,
    SUFFIXED,
    THOUSAND,
    VAGUE,
    WORD,
    WORD_SUFFIXED,
    YEAR,
    YEAR_AT,
    YEAR_CASE,
    YEAR_OF,
    YEARS,
)
from lavrov_corpus.turkish import tr_fold

Found = tuple[int, int]  # first token, past the last

_DIGITS = f"[{DAY}{YEAR}{OLD_YEAR}{SMALL}{NUMBER}{DAYS}{YEARS}{RANGE}]"
_LARGE = f"[{HUNDRED}{THOUSAND}]"
_ONE = f"(?:{_DIGITS}|{WORD}{{1,6}}|{VAGUE}){HALF}?"
#: `5 milyon 50 bin`, `bir buçuk milyar`, `bin 500`, `birkaç yüz bin`, `milyonlarca`.
_AMOUNT = f"(?:(?:(?:{_ONE})?{_LARGE}){{1,9}}(?:{_ONE})?|{_ONE})"
#: Words that join two amounts, and the hyphen and `ila`, which are written as they are.
_JOINT = f"[-={JOIN}]"
_AMOUNTS = f"(?:(?![{YEAR}{OLD_YEAR}{YEARS}]{_JOINT}){_AMOUNT}{_JOINT})?{_AMOUNT}"
_MONEY = re.compile(
    f"{SIGN}{_DIGITS}{THOUSAND}*"
    f"|{_AMOUNTS}(?:{NATION}{{0,2}}[{CURRENCY}{COIN}]|{SIGN})(?:{_AMOUNT}{COIN})?"
    f"|{AMOUNT}"
)

_SUFFIXED = f"[{SUFFIXED}{DAY_OF_MONTH}{YEAR_AT}{YEAR_OF}{YEAR_CASE}{DECADE}{DECADE_ADJECTIVE}]"
#: A share is no larger than some hundreds: `yüzde 3 bin liradan` is no share of 3,000.
_PART = f"(?:{_DIGITS}{HALF}?(?!{THOUSAND})|{HUNDRED}?{WORD}{{1,4}}{HALF}?|{HUNDRED})"
_LAST = f"(?:{_PART}|{_SUFFIXED}|{HUNDRED}?{WORD}{{0,4}}{WORD_SUFFIXED})"
_NOT_MONEY = f"(?![{HUNDRED}{THOUSAND}{CURRENCY}{COIN}{NATION}{SIGN}])"
_PERCENT = re.compile(
    f"(?:[%{PERCENT_WORD}]|[{WORD}{HUNDRED}]?{PERMILLE_WORD})"
    f"(?:{_PART}{_JOINT}{_LAST}{_NOT_MONEY}|{_LAST}|{_PART})"
    f"|(?:{_DIGITS}[-=])?{_DIGITS}%(?!{_DIGITS}|{_SUFFIXED})"
    f"|{SHARE}"
)

#: `dolar milyoneri` is a person, not an amount.
_PEOPLE = ("milyoner", "milyarder")


def money(codes: str, words: Sequence[str]) -> Iterator[Found]:
    """Yield the amounts of money in a sentence.

    `codes` has one code and `words` one surface for each token, in order.
    """
    for found in _MONEY.finditer(codes):
        start, end = found.span()
        if not (end < len(words) and tr_fold(words[end]).startswith(_PEOPLE)):
            yield start, end


def percentages(codes: str) -> Iterator[Found]:
    """Yield the percentages, as `money` does."""
    return (found.span() for found in _PERCENT.finditer(codes))
