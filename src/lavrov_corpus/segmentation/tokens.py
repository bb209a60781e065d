"""Tokens as treebanks have them: the word with its suffix, punctuation apart."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from lavrov_corpus.turkish import APOSTROPHES

Span = tuple[int, int, int]

# Every repetition is possessive or bounded, so that no text takes more than linear time.
_APOSTROPHE = f"[{re.escape(APOSTROPHES)}]"
_LETTER = r"[^\W\d_]"
_CHARACTER = r"[\w\u0300-\u036f\u200c\u200d]"
_SUFFIX = rf"(?:{_APOSTROPHE}{_LETTER}++)?+"
_LETTERS = "A-Za-zÇĞİÖŞÜçğıöşüÂÎÛâîû"
_TOKEN = re.compile(
    "|".join(
        (
            # The frequent ones first, told from the rest by the character that follows.
            rf"[{_LETTERS}][{_LETTERS}]*+(?=[\s,;\"”)!?]|$)",
            r"[,;\"“”()]",
            rf"[{_LETTERS}][{_LETTERS}]*+{_APOSTROPHE}{_LETTER}++(?=[\s,;\"”)!?]|$)",
            # What no other one begins with.
            r"[^\w\s\u0300-\u036f\u200c\u200d#@%$€£₺.…!?\-'`]",
            # A web address, an e-mail address, a tag or a name of social media.
            rf"(?:https?://|www\.)[^\s\"“”«»<>]*[^\s\"“”«»<>.,;:!?…)\]{APOSTROPHES}]{_SUFFIX}",
            rf"{_CHARACTER}[\w.+\-]{{0,63}}+@[\w\-]++(?:\.[\w\-]++){{1,8}}+{_SUFFIX}",
            rf"[#@]{_CHARACTER}++{_SUFFIX}",
            # Initials, an abbreviation with a suffix, a domain.
            rf"{_LETTER}(?:\.{_LETTER}){{1,12}}+\.?+(?!{_LETTER}){_SUFFIX}",
            rf"(?:{_LETTER}++|\d++)\.{_APOSTROPHE}{_LETTER}++",
            r"\d++\.[a-zçğıöşü]++",
            rf"{_LETTER}[\w\-]{{0,63}}+(?:\.[a-z][\w\-]{{0,63}}){{0,4}}?"
            rf"\.(?:com|net|org|gov|edu|info|tr|tv|co|eu)(?:\.[a-z]{{2}})?+\b{_SUFFIX}",
            # Numbers, dates, times, ranges, scores; then words, also with a hyphen.
            rf"\d++(?:[.,:/\-–]\d++){{0,12}}+{_SUFFIX}(?!{_LETTER})",
            rf"{_CHARACTER}++(?:[\-&]{_CHARACTER}++)*+{_SUFFIX}",
            rf"[%$€£₺]{_APOSTROPHE}{_LETTER}++",
            r"\.{2,}+|…++|[!?]++|-{2,}+|''|``|\S",
        )
    )
)
_ROMAN = frozenset("IVXLCDM")


def tokenize(text: str, sentences: Iterable[Span], abbreviations: Container[str]) -> list[Span]:
    """Return the tokens of the sentences as `(start, end, sentence index)`, ascending.

    Positions are code points of `text`. Every character that is no white space is in one token.
    A period is part of an abbreviation, an initial or an ordinal unless it ends the sentence.
    """
    tokens: list[Span] = []
    append = tokens.append
    find = _TOKEN.finditer
    for index, (start, end, _) in enumerate(sentences):
        place = start
        for chunk in text[start:end].split(" "):
            stop = place + len(chunk)
            if chunk.isalnum() or (stop - place == 1 and not chunk.isspace()):
                append((place, stop, index))
            elif chunk[:-1].isalnum() and chunk[-1] in ",.":
                after = text[stop : min(stop + 2, end)]
                if after and chunk[-1] == "." and _keeps_period(chunk[:-1], after, abbreviations):
                    append((place, stop, index))
                else:
                    append((place, stop - 1, index))
                    append((stop - 1, stop, index))
            elif chunk:
                first = len(tokens)
                tokens += [(*match.span(), index) for match in find(text, place, stop)]
                if "." in chunk:
                    _join_periods(text, tokens, first, end, abbreviations)
            place = stop + 1
    return tokens


def _join_periods(
    text: str, tokens: list[Span], first: int, end: int, abbreviations: Container[str]
) -> None:
    """Give each period from token `first` on to the word before it that it belongs to."""
    kept = tokens[first : first + 1]
    for token in tokens[first + 1 :]:
        start, stop, index = token
        before_start, before_stop, _ = kept[-1]
        if (
            stop - start == 1
            and stop < end
            and before_stop == start
            and text[start] == "."
            and _keeps_period(
                text[before_start:start], text[stop : min(stop + 2, end)], abbreviations
            )
        ):
            kept[-1] = (before_start, stop, index)
        else:
            kept.append(token)
    tokens[first:] = kept


def _keeps_period(word: str, after: str, abbreviations: Container[str]) -> bool:
    if word.isdecimal():
        return after[:1].isspace() and (len(word) < 3 or after[1:].islower())
    if len(word) == 1:
        return word.isupper()
    return word in abbreviations or (after[:1].isspace() and _ROMAN.issuperset(word))
