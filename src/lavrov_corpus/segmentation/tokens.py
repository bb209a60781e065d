"""Tokens as treebanks have them: the word with its suffix, punctuation apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lavrov_corpus.turkish import APOSTROPHES

_APOSTROPHE = f"[{re.escape(APOSTROPHES)}]"
_LETTER = r"[^\W\d_]"
_CHARACTER = r"[\w\u0300-\u036f]"
_SUFFIX = rf"(?:{_APOSTROPHE}{_LETTER}++)?+"

# The plain word, by far the most frequent token, is told by what does not follow it.
_PLAIN_WORD = rf"{_LETTER}++(?![\w\u0300-\u036f.@:/&\-{re.escape(APOSTROPHES)}])"
_WORD_WITH_SUFFIX = rf"{_LETTER}++{_APOSTROPHE}{_LETTER}++(?![\w\u0300-\u036f@\-])"
_ADDRESS = rf"(?:https?://|www\.)[^\s\"“”«»<>]*[^\s\"“”«»<>.,;:!?…)\]{APOSTROPHES}]{_SUFFIX}"
_EMAIL = rf"{_CHARACTER}[\w.+\-]*+@{_CHARACTER}++(?:[.\-]{_CHARACTER}++)+{_SUFFIX}"
_TAG = rf"[#@]{_CHARACTER}++{_SUFFIX}"
_INITIALS = rf"(?:{_LETTER}\.){{2,}}+{_LETTER}?+(?!{_LETTER}){_SUFFIX}"
# A period after an initial or an ordinal is its own only where the sentence goes on.
_INITIAL = r"[^\W\d_a-zçğıöşü]\.(?=\s*+[\w(\"'“‘])"
_NUMBER = rf"\d++(?:[.,:/\-–]\d++)*+(?:\.{_APOSTROPHE}{_LETTER}++|{_SUFFIX})(?!\w)"
_ORDINAL = r"(?:\d++|[IVXLC]++)\.(?=\s++[a-zçğıöşüâîû])|(?:\d{1,2}|[IVXLC]++)\.(?=\s++\w)"
_DOMAIN = (
    rf"{_LETTER}[\w\-]*+(?:\.[a-z][\w\-]++)*\.(?:com|net|org|gov|edu|tr|info|tv|co|eu)\b{_SUFFIX}"
)
_COMPOUND = rf"{_CHARACTER}++(?:[\-&]{_CHARACTER}++)*+{_SUFFIX}"
_REST = r"\.{2,}+|…++|[!?]++|''|``|\S"


def token_pattern(abbreviations: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of one token, given the abbreviations that keep their period."""
    known = rf"{_trie(abbreviations)}\.(?:{_SUFFIX}(?=[^\s])|(?=\s++\S))"
    return re.compile(
        "|".join(
            (
                _PLAIN_WORD,
                _WORD_WITH_SUFFIX,
                _ADDRESS,
                _EMAIL,
                _INITIALS,
                known,
                _INITIAL,
                _ORDINAL,
                _NUMBER,
                _DOMAIN,
                _COMPOUND,
                _TAG,
                _REST,
            )
        )
    )


def _trie(words: Iterable[str]) -> str:
    """Return a pattern of the words that looks at each letter of a text once."""
    heads: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        heads.setdefault(word[:1], []).append(word[1:])
    optional = heads.pop("", None) is not None
    branches = [
        re.escape(head) + (_trie(tails) if tails != [""] else "") for head, tails in heads.items()
    ]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"


def tokenize(
    text: str, sentences: Iterable[tuple[int, int, int]], pattern: re.Pattern[str]
) -> list[tuple[int, int, int]]:
    """Return the tokens of the sentences as `(start, end, sentence index)`, ascending.

    Positions are code points of `text`. Every character that is no white space is in one token.
    """
    tokens: list[tuple[int, int, int]] = []
    find = pattern.finditer
    for index, (start, end, _) in enumerate(sentences):
        tokens += [(*match.span(), index) for match in find(text, start, end)]
    return tokens
