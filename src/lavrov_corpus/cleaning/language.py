"""Whether a text is Turkish, by how many of its words Turkish news has."""

from __future__ import annotations

from functools import cache
from itertools import compress

from lavrov_corpus.cleaning.letters import folded_words
from lavrov_corpus.cleaning.lexicon import turkish_lexicon

# Shorter words are the same in too many languages.
_MIN_LENGTH = 3
_ENOUGH_WORDS = 20
# Long texts are judged by slices from all over them.
_SLICES, _SLICE = 20, 500
_TO_ASCII = str.maketrans("çğıöşü", "cgiosu")


def turkish_share(text: str) -> float | None:
    """Return which share of the words is known from Turkish news, 0 to 1.

    None where there are too few words to tell. Of news that the lexicon was not made from,
    no article has less than 0.63; English has up to 0.45, other languages less.
    """
    words = _words(text)
    if len(words) < _ENOUGH_WORDS:
        return None
    return sum(map(turkish_lexicon().news_forms.__contains__, words)) / len(words)


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
