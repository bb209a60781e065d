"""Whether a text is Turkish, by how many of its words Turkish news has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import compress

from lavrov_corpus.cleaning.letters import folded_words
from lavrov_corpus.cleaning.lexicon import turkish_lexicon

# Shorter words are the same in too many languages.
_MIN_LENGTH = 3
_ENOUGH_WORDS = 20
# Long texts are judged by slices from all over them.
_SLICES, _SLICE = 20, 500
# Of so many words in a row, news knows 25 at least and English 20 at most, but for the odd one.
_STRETCH, _FOREIGN = 40, 0.52
_LARGE_PART = 0.2
_TO_ASCII = str.maketrans("çğıöşü", "cgiosu")


def known_words(text: str) -> list[bool] | None:
    """Return of each word, in order, whether it is known from Turkish news.

    None where there are too few words to tell. Of news that the lexicon was not made from,
    no article has less than 0.63 known words; English has up to 0.45, other languages less.
    """
    words = _words(text)
    if len(words) < _ENOUGH_WORDS:
        return None
    return list(map(turkish_lexicon().news_forms.__contains__, words))


def foreign_part(known: Sequence[bool]) -> float:
    """Return which part of the text is in another language, given which words are known.

    That is the share of stretches of some forty words with hardly more than half of them
    known. One such stretch may be names alone, so that small parts count as none.
    """
    ends = range(0, len(known) - _STRETCH // 2, _STRETCH)
    stretches = [known[i : i + _STRETCH] for i in ends]
    foreign = sum(sum(stretch) < _FOREIGN * len(stretch) for stretch in stretches)
    part = foreign / max(len(stretches), 1)
    return part if foreign > 1 and part >= _LARGE_PART else 0.0


def ascii_turkish_share(text: str) -> float | None:
    """Return the same where Turkish was written without its letters: `Turkiye'de yapilan`."""
    words = _words(text)
    if len(words) < _ENOUGH_WORDS:
        return None
    known = _ascii_forms()
    return sum(word.translate(_TO_ASCII) in known for word in words) / len(words)


def _words(text: str) -> list[str]:
    """Return the words of the text, or of slices of a long one, folded."""
    if len(text) > _SLICES * _SLICE:
        step = len(text) // _SLICES
        text = "\n".join(text[i * step : i * step + _SLICE] for i in range(_SLICES))
    words = folded_words(text)
    return list(compress(words, map(_MIN_LENGTH.__le__, map(len, words))))


@cache
def _ascii_forms() -> frozenset[str]:
    return frozenset(form.translate(_TO_ASCII) for form in turkish_lexicon().news_forms)
