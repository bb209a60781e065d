"""The conditions of `--where`, read into SQL in which every value is a bound parameter.

    condition   = comparison | "not" condition | "(" conditions ")"
    conditions  = condition { ("and" | "or") condition }      "and" binds tighter
    comparison  = column ("=" | "!=" | "<" | "<=" | ">" | ">=" | "~") value

`~` means "contains". A value is a row of words or stands in quotation marks. Dates may be
cut short: `date>=2016`, `date=2016-12`; an article without a date matches `date=''` alone. The
columns of a user's `metadata.csv` are compared as text, or as numbers by `<` and `>` with a
number; an article of which nothing is said there has ''.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from lavrov_corpus.errors import StoreError

TEXTS = (
    *("source", "id", "sha256", "encoding", "title", "agency", "place", "author", "date"),
    "flags",
)
NUMBERS = ("paragraphs", "sentences", "tokens", "entities", "quotes")
SHARES = ("quality",)

Value = str | int | float

_TOKEN = re.compile(
    r"""\s*(?:(?P<operator><=|>=|!=|[=<>~])|(?P<bracket>[()])"""
    r"""|'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<word>[^\s()=<>!~'"]+))"""
)
_OWN_VALUE = (
    "coalesce((SELECT value FROM metadata WHERE metadata.source = article.source"
    " AND metadata.name = ?), '')"
)
_ORDER = ("<", "<=", ">", ">=")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
# SQLite allows a depth of 1000, and Python about as much recursion.
_MOST_CONDITIONS = 200
_EXAMPLE = 'For example: --where "agency=AA and date>=2016-01-01"'


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on the rows of `article`, with `?` for each value."""

    sql: str
    values: tuple[Value, ...]


EVERYTHING = Where("TRUE", ())


def parse_where(text: str, own_columns: Collection[str] = ()) -> Where:
    """Return what the conditions in `text` mean; no conditions match everything.

    `own_columns` are the names of the columns that the user has added to the article's own.

    Raises StoreError that names what is wrong, and the nearest column.
    """
    tokens = _tokens(text)
    if not tokens:
        return EVERYTHING
    parser = _Parser(tokens, own_columns=own_columns)
    sql = parser.conditions()
    if parser.rest:
        raise _wrong(f"{parser.rest[0].text!r} was not expected")
    return Where(sql, tuple(parser.values))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text in words

    def is_part_of_a_value(self) -> bool:
        return self.kind == "word" and self.text not in {"and", "AND", "or", "OR"}


def _tokens(text: str) -> list[_Token]:
    tokens = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise _wrong(f"{text[position:].strip()[:20]!r} cannot be read")
        kind = "quoted" if match.lastgroup in {"single", "double"} else match.lastgroup
        tokens.append(_Token(kind, match[match.lastgroup]))
        position = match.end()
    return tokens


@dataclass(slots=True)
class _Parser:
    rest: Sequence[_Token]
    values: list[Value] = field(default_factory=list)
    own_columns: Collection[str] = ()
    begun: int = 0

    def conditions(self) -> str:
        alternatives = [self._all_of()]
        while self.rest and self.rest[0].is_word("or", "OR"):
            self._next()
            alternatives.append(self._all_of())
        return f"({' OR '.join(alternatives)})"

    def _all_of(self) -> str:
        conditions = [self._condition()]
        while self.rest and self.rest[0].is_word("and", "AND"):
            self._next()
            conditions.append(self._condition())
        return " AND ".join(conditions)

    def _condition(self) -> str:
        self.begun += 1
        if self.begun > _MOST_CONDITIONS:
            raise _wrong(f"there are more than {_MOST_CONDITIONS} conditions")
        token = self._next()
        if token.is_word("not", "NOT"):
            return f"NOT {self._condition()}"
        if (token.kind, token.text) == ("bracket", "("):
            inner = self.conditions()
            if not self.rest or self._next().text != ")":
                raise _wrong("a bracket is not closed")
            return inner
        if token.kind != "word":
            raise _wrong(f"{token.text!r} stands where a column should be")
        return self._comparison(_known_column(token.text, self.own_columns))

    def _comparison(self, column: str) -> str:
        operator = self._next()
        if operator.kind != "operator":
            raise _wrong(f"{column} is not followed by = != < <= > >= or ~")
        value = self._value()
        if column in self.own_columns:
            return self._comparison_of_own(column, operator.text, value)
        if operator.text == "~":
            self.values.append(value)
            return f"instr(article.{column}, ?) > 0"
        if column == "date" and value:
            self.values += [_checked_date(value)]
            known = f"substr(article.date, 1, {len(value)}) {operator.text} ?"
            return f"(article.date != '' AND {known})"
        if column in SHARES:
            self.values.append(_share(column, value))
        else:
            self.values.append(_number(column, value) if column in NUMBERS else value)
        return f"article.{column} {operator.text} ?"

    def _comparison_of_own(self, column: str, operator: str, value: str) -> str:
        self.values.append(column)
        if operator == "~":
            self.values.append(value)
            return f"instr({_OWN_VALUE}, ?) > 0"
        if operator in _ORDER and _NUMBER.fullmatch(value):
            self.values += [column, float(value)]
            return f"({_OWN_VALUE} != '' AND CAST({_OWN_VALUE} AS REAL) {operator} ?)"
        self.values.append(value)
        return f"{_OWN_VALUE} {operator} ?"

    def _value(self) -> str:
        first = self._next()
        if first.kind == "quoted":
            return first.text
        if first.kind != "word":
            raise _wrong(f"{first.text!r} stands where a value should be")
        words = [first.text]
        while self.rest and self.rest[0].is_part_of_a_value():
            words.append(self._next().text)
        return " ".join(words)

    def _next(self) -> _Token:
        if not self.rest:
            raise _wrong("it ends too early")
        token, self.rest = self.rest[0], self.rest[1:]
        return token


def _known_column(name: str, own_columns: Collection[str]) -> str:
    columns = (*TEXTS, *NUMBERS, *SHARES, *own_columns)
    if name in columns:
        return name
    nearest = get_close_matches(name, columns, 1)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"Columns: {', '.join(columns)}."
    raise StoreError(f"--where: there is no column {name!r}.", hint)


def _number(column: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", value):
        raise _wrong(f"{column} is compared with {value!r}, which is no whole number")
    return int(value)


def _share(column: str, value: str) -> float:
    if not re.fullmatch(r"[01](\.[0-9]{1,15})?", value):
        raise _wrong(f"{column} is compared with {value!r}, which is no number from 0 to 1")
    return float(value)


def _checked_date(value: str) -> str:
    """Return a date in ISO form, or the year or the year and month of one."""
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
            raise ValueError
        date.fromisoformat(value + "YYYY-01-01"[len(value) :])
    except ValueError:
        raise _wrong(f"{value!r} is no date of the form 2016-12-31, 2016-12 or 2016") from None
    return value


def _wrong(reason: str) -> StoreError:
    return StoreError(f"--where cannot be understood: {reason}.", _EXAMPLE)
