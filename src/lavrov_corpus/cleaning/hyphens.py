"""Words that go over a line's end: what becomes of the hyphen, and of a gap without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lavrov_corpus.cleaning.characters import LINE_HYPHEN
from lavrov_corpus.cleaning.edits import Edit
from lavrov_corpus.cleaning.lexicon import Lexicon, turkish_lexicon
from lavrov_corpus.turkish import tr_fold

_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_LAST_WORD = re.compile(r"[\w-]*$")
_FIRST_WORD = re.compile(r"\w*")
# The articles of Arabic names, which a hyphen joins to what follows: et-Tali, El-Nusra.
# To look for each form by its first letter is faster than for a word's beginning.
_ARTICLES_AND_NAMES = tuple(
    re.compile(rf"{article}(?<=\b..)(?=[A-ZÇĞİÖŞÜ][a-zçğıöşüâîû]{{2}})")
    for article in ("e[ldnrstzş]", "El")
)
_IZAFET = frozenset("iıuü")
_REACH = 40
_MIN_PART = 3
# By how much a word must be unlikelier than its parts to be taken for a compound of them,
# and likelier to be taken for a word that was cut, in natural logarithms.
_COMPOUND = 3.0
_CUT = 6.0


class HyphenJudge:
    """Decides about the words at line ends by the lexicon and by the rest of the article."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.has_line_hyphens = LINE_HYPHEN in text

    @cached_property
    def _lexicon(self) -> Lexicon:
        return turkish_lexicon()

    @cached_property
    def _hyphenated(self) -> frozenset[str]:
        words = (word for word in self._text.split() if "-" in word)
        return frozenset(tr_fold(found) for w in words for found in _HYPHENATED.findall(w))

    def is_real(self, before: str, after: str) -> bool:
        """Tell whether the hyphen between the end of a line and the next is the word's own.

        `before` is the text up to the hyphen, `after` the text from the next line on.
        """
        left = _last_word(before)
        right = _first_word(after)
        if not left or not right or left[-1].isdigit() or right[0].isdigit():
            return True
        if self._seen(f"{left}-{right}") or right in _IZAFET:
            return True
        if right[0].isupper() and not left[-1].isupper():
            return True
        if min(len(left), len(right)) < _MIN_PART:
            return False
        apart = self._lexicon.cost(left.rpartition("-")[2]) + self._lexicon.cost(right)
        return self._lexicon.cost(left.rpartition("-")[2] + right) > apart + _COMPOUND

    def belong_together(self, before: str, after: str) -> bool:
        """Tell whether a word was cut by the line's end without a hyphen.

        So it is where the parts are no words and the whole is one.
        """
        left, right = _last_word(before), _first_word(after)
        if not left.isalpha() or not right[:1].islower():
            return False
        if self._lexicon.knows(left) and self._lexicon.knows(right):
            return False
        return self._lexicon.cost(left + right) + _CUT < self._lexicon.cost(
            left
        ) + self._lexicon.cost(right)

    def _seen(self, hyphenated: str) -> bool:
        return tr_fold(hyphenated) in self._hyphenated


def lost_hyphens(text: str) -> Iterator[Edit]:
    """Write the hyphen of an Arabic name again that an extractor took for a line's end's."""
    found = (match.end() for form in _ARTICLES_AND_NAMES for match in form.finditer(text))
    for end in sorted(found):
        yield Edit(end, end, "-", "lost_hyphens")


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text[-_REACH:])
    return match.group() if match else ""


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text[:_REACH])
    return match.group() if match else ""
