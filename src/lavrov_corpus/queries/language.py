"""The language of `corpus search`, read into an expression that FTS5 takes.

    query   = all { "OR" all }
    all     = part { ["AND"] part }
    part    = ["NOT"] ( [field ":"] ( word | phrase | "(" query ")" ) )
    field   = "form" | "lemma" | "entity" | "speaker"

A phrase stands in quotation marks. A word or the last word of a phrase may end in `*`, which
stands for any end. Operators are written in capitals, so that the Turkish word "not" can be
asked for. Without a field, a word is looked for in the forms and in the lemmas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.segmentation.tokens import tokenize
from lavrov_corpus.store import fold, name_terms, term_of

#: Columns of words, whose hits have a place in the sentence.
WORD_COLUMNS = ("form", "lemma")
FIELDS = (*WORD_COLUMNS, "entity", "speaker")

_MOST_PARTS = 100
_MOST_BRACKETS = 50
_SHORTEST_BEGINNING = 2
_EXAMPLE = """For example: corpus search '"güvenli bölge" AND (entity:Suriye OR lemma:mülteci*)'"""
_MARKS = str.maketrans("“”„«»", '"""""')
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(
    r'\s*(?:(?P<bracket>[()])|(?P<field>[^\W\d_]+):(?!//)|"(?P<phrase>[^"]*)"(?P<any_end>\*?)'
    r'|(?P<word>[^\s()"]+))'
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Terms that follow one another in one of the columns; `any_end` is of the last one."""

    columns: tuple[str, ...]
    terms: tuple[str, ...]
    any_end: bool

    @property
    def match(self) -> str:
        """The pattern as an expression of FTS5, in which nothing is left to be interpreted."""
        text = " ".join(self.terms).replace('"', '""')
        return f'{{{" ".join(self.columns)}}} : "{text}"{" *" if self.any_end else ""}'


@dataclass(frozen=True, slots=True)
class Query:
    """An expression of FTS5, and the patterns that can be seen in what it finds."""

    match: str
    patterns: tuple[Pattern, ...]


def parse_query(text: str) -> Query:
    """Return what a query means.

    Raises CorpusError that names what is wrong, and the nearest field.
    """
    parser = _Parser(_tokens(_plain(text)))
    if not parser.rest:
        raise _wrong("there is nothing to look for")
    match = parser.any_of(WORD_COLUMNS)
    if parser.rest:
        raise _wrong("a bracket is closed that was not opened")
    return Query(match, tuple(parser.patterns))


def parse_words(text: str, columns: tuple[str, ...]) -> Pattern:
    """Return the pattern of a word or of several that follow one another.

    Raises CorpusError where there is no word in `text`.
    """
    plain = _plain(text).strip().strip('"')
    any_end = plain.endswith("*")
    return _pattern(plain.removesuffix("*"), columns, any_end=any_end)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    any_end: bool = False

    def is_operator(self, name: str) -> bool:
        return self.kind == "word" and self.text == name


def _plain(text: str) -> str:
    """Return what was typed with plain quotation marks, and as a database can be asked for it."""
    return _LONE_SURROGATE.sub("\ufffd", text.translate(_MARKS))


def _tokens(text: str) -> list[_Token]:
    tokens = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise _wrong("a quotation mark is not closed")
        if (phrase := match["phrase"]) is not None:
            tokens.append(_Token("phrase", phrase, bool(match["any_end"])))
        elif word := match["word"]:
            tokens.append(_Token("word", word.removesuffix("*"), word.endswith("*")))
        elif name := match["field"]:
            tokens.append(_Token("field", name))
        else:
            tokens.append(_Token("bracket", match["bracket"]))
        position = match.end()
    return tokens


@dataclass(slots=True)
class _Parser:
    rest: list[_Token]
    patterns: list[Pattern] = field(default_factory=list)
    parts: int = 0
    depth: int = 0

    def any_of(self, columns: tuple[str, ...]) -> str:
        alternatives = [self._all_of(columns)]
        while self._takes("OR"):
            alternatives.append(self._all_of(columns))
        return " OR ".join(alternatives)

    def _all_of(self, columns: tuple[str, ...]) -> str:
        wanted: list[str] = []
        unwanted: list[str] = []
        more = True
        while more:
            if self._takes("NOT"):
                seen = len(self.patterns)
                unwanted.append(self._part(columns))
                del self.patterns[seen:]
            else:
                wanted.append(self._part(columns))
            more = self._takes("AND") or self._goes_on()
        if not wanted:
            raise _wrong("NOT takes away from what is found, so there must be something to find")
        found = " AND ".join(wanted)
        return f"(({found}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({found})"

    def _part(self, columns: tuple[str, ...]) -> str:
        self.parts += 1
        if self.parts > _MOST_PARTS or self.depth > _MOST_BRACKETS:
            raise _wrong(f"it has more than {_MOST_PARTS} parts or {_MOST_BRACKETS} brackets")
        token = self._next()
        if token.kind == "field":
            return self._part((_known_field(token.text),))
        if (token.kind, token.text) == ("bracket", "("):
            self.depth += 1
            inner = self.any_of(columns)
            if self._next().text != ")":
                raise _wrong("a bracket is not closed")
            self.depth -= 1
            return f"({inner})"
        if token.kind == "bracket" or any(map(token.is_operator, ("AND", "OR", "NOT"))):
            raise _wrong(f"{token.text!r} stands where a word should be")
        pattern = _pattern(token.text, columns, any_end=token.any_end)
        self.patterns.append(pattern)
        return f"({pattern.match})"

    def _takes(self, operator: str) -> bool:
        if not self.rest or not self.rest[0].is_operator(operator):
            return False
        self._next()
        return True

    def _goes_on(self) -> bool:
        return bool(self.rest) and not (
            self.rest[0].is_operator("OR")
            or (self.rest[0].kind, self.rest[0].text) == ("bracket", ")")
        )

    def _next(self) -> _Token:
        if not self.rest:
            raise _wrong("it ends too early: a word or a bracket is missing")
        return self.rest.pop(0)


def _pattern(text: str, columns: tuple[str, ...], *, any_end: bool) -> Pattern:
    if "*" in text:
        raise _wrong("* stands for the end of a word and nowhere else")
    terms = _terms(text) if set(columns) <= set(WORD_COLUMNS) else name_terms(text)
    if not terms:
        raise _wrong(f"there is no word in {text!r}")
    if any_end and len(terms[-1]) < _SHORTEST_BEGINNING:
        raise _wrong(f"before * at least {_SHORTEST_BEGINNING} letters are needed")
    return Pattern(columns, tuple(terms), any_end)


def _terms(text: str) -> list[str]:
    """Return the terms of a text, cut as the words of the corpus were."""
    spans = tokenize(text, [(0, len(text), 0)], frozenset())
    folded = fold(text)
    return [term for start, end, _ in spans if (term := term_of(folded[start:end]))]


def _known_field(name: str) -> str:
    if name in FIELDS:
        return name
    nearest = get_close_matches(name, FIELDS, 1)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"Fields: {', '.join(FIELDS)}."
    raise CorpusError(f"The query cannot be understood: there is no field {name!r}.", hint)


def _wrong(reason: str) -> CorpusError:
    return CorpusError(f"The query cannot be understood: {reason}.", _EXAMPLE)
