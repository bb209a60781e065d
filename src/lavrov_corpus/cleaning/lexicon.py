"""Whether letters make a Turkish word, and how likely a word it is.

A word is known, or made of a known word and a known ending, or a name that nobody knows.
The counts are those of news text; see `resources/word_forms.md`.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib import resources
from math import log

from lavrov_corpus.turkish import tr_fold

# A word that is not known costs this much, and this much more for each of its letters,
# in natural logarithms; found on the half of the agency articles that is for tuning.
_UNKNOWN_WORD = 7.0
_UNKNOWN_LETTER = 2.4
_ENDING = 2.0
_ROOT_COUNT = 0.3
_MIN_STEM = 2
_MAX_ENDING = 12


class Lexicon:
    """Word forms and endings with their negative log probabilities."""

    def __init__(self, words: dict[str, float], endings: dict[str, float]) -> None:
        self._words = words
        self._endings = endings
        self._word_total = log(sum(words.values()))
        self._ending_total = log(sum(endings.values()))

    def knows(self, word: str) -> bool:
        """Tell whether the word, up to its apostrophe, is a form that news text has."""
        return tr_fold(word).partition("'")[0] in self._words

    def count(self, word: str) -> float:
        """Return how often news text has the word form, up to its apostrophe."""
        return self._words.get(tr_fold(word).partition("'")[0], 0)

    @cached_property
    def news_forms(self) -> frozenset[str]:
        """The forms that news text has, folded; roots that only a dictionary has left out."""
        return frozenset(form for form, count in self._words.items() if count >= 1)

    def cost(self, word: str) -> float:
        """Return the negative log probability of the word; lower is likelier."""
        return self._cost(tr_fold(word))

    def ending_cost(self, ending: str) -> float:
        """Return the negative log probability of what stands behind an apostrophe."""
        count = self._endings.get(tr_fold(ending))
        if count:
            return self._ending_total - log(count)
        return _UNKNOWN_WORD + _UNKNOWN_LETTER * len(ending)

    def _cost(self, folded: str) -> float:
        count = self._words.get(folded)
        if count:
            return self._word_total - log(count)
        best = _UNKNOWN_WORD + _UNKNOWN_LETTER * len(folded)
        for cut in range(max(_MIN_STEM, len(folded) - _MAX_ENDING), len(folded)):
            ending = self._endings.get(folded[cut:])
            stem = ending and self._words.get(folded[:cut])
            if ending and stem:
                cost = self._word_total + self._ending_total + _ENDING - log(stem * ending)
                best = min(best, cost)
        return best


@cache
def turkish_lexicon() -> Lexicon:
    """Return the bundled lexicon, read once."""
    path = resources.files("lavrov_corpus") / "resources" / "word_forms.txt"
    kinds: dict[str, dict[str, float]] = {"w": {}, "e": {}}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, count, forms = line.split(" ", 2)
        if kind == "r":  # a root of a dictionary, which the news text does not have
            kinds["w"].update(dict.fromkeys(forms.split(" "), _ROOT_COUNT))
        else:
            kinds[kind].update(dict.fromkeys(forms.split(" "), int(count)))
    return Lexicon(kinds["w"], kinds["e"])
