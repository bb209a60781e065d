"""How likely one line goes on with another, wherever the two stand on the page."""

from __future__ import annotations

from lavrov_corpus.cleaning.characters import HYPHENS
from lavrov_corpus.cleaning.hyphens import HyphenJudge
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence

# What it costs that a line follows another, in natural logarithms: after a sentence's end;
# inside a sentence; after a heading; after a divided word; for a word alone, which
# extractors throw out of its line.
_SMALL_AFTER_END, _CAPITAL_AFTER_END = 4.0, 0.1
_SMALL_AFTER_QUOTATION = 0.5
SMALL_INSIDE, _CAPITAL_INSIDE = 0.3, 1.4
_SMALL_AFTER_HEADING, _CAPITAL_AFTER_HEADING = 0.8, 0.3
_WORD, _NO_WORD, _CAPITAL_AFTER_HYPHEN = 0.0, 3.0, 3.0
_CUT_WORD, _STRAY_WORD = -1.0, 1.0
# Verbs of saying follow what was said.
_QUOTED = (*"\"'”’»",)
# A line shorter than this, in widths of the column, was ended on purpose.
FULL = 0.7


class Continuity:
    """Tells what it costs that lines of a text follow each other; `width` in characters."""

    def __init__(self, text: str) -> None:
        self.width = 1
        self._judge = HyphenJudge(text)
        self._known: dict[tuple[str, str], float] = {}

    def forget(self) -> None:
        """Drop what is remembered of lines of the page before."""
        self._known.clear()

    def cost(self, before: str, after: str) -> float:
        """Return what it costs that `after` follows `before`, which is empty at the start."""
        known = self._known.get((before, after))
        if known is None:
            known = self._known[before, after] = self._cost(before, after)
        return known

    def is_heading(self, line: str) -> bool:
        """Tell whether the line has the shape of a heading: short, and no sentence's end."""
        return len(line) < FULL * self.width and line.rstrip("\"'”’»)")[-1:].isalnum()

    def _cost(self, before: str, after: str) -> float:
        small = begins_small(after)
        if not before or ends_sentence(before):
            if small and before[-1:] in _QUOTED:
                return _SMALL_AFTER_QUOTATION
            if small:
                return _SMALL_AFTER_END if " " in after else _STRAY_WORD
            return _CAPITAL_AFTER_END
        if before[-1] in HYPHENS and before[-2:-1].isalpha():
            return self._after_hyphen(before, after) if small else _CAPITAL_AFTER_HYPHEN
        if self.is_heading(before):
            return _SMALL_AFTER_HEADING if small else _CAPITAL_AFTER_HEADING
        return self._inside(before, after) if small else _CAPITAL_INSIDE

    def _after_hyphen(self, before: str, after: str) -> float:
        return _NO_WORD if self._judge.is_real(before[:-1], after) else _WORD

    def _inside(self, before: str, after: str) -> float:
        return _CUT_WORD if self._judge.belong_together(before, after) else SMALL_INSIDE
