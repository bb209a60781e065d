"""Turkish syllables: where print divides words."""

from __future__ import annotations

import re
from itertools import pairwise

from lavrov_corpus.turkish import VOWELS, tr_lower

SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+")
_MIN_PART = 2


def syllables(word: str) -> list[str]:
    """Return the syllables of a word: each begins with the last consonant before its vowel."""
    low = tr_lower(word)
    vowels = [i for i, c in enumerate(low) if c in VOWELS]
    cuts = [0]
    for left, right in pairwise(vowels):
        cuts.append(right if right - left == 1 else right - 1)
    return [word[a:b] for a, b in zip(cuts, [*cuts[1:], len(word)], strict=True)]


def with_soft_hyphens(text: str) -> str:
    """Return the text with a soft hyphen at every place where a word may be divided."""
    return _WORD.sub(lambda match: _divided(match.group()), text)


def _divided(word: str) -> str:
    parts = syllables(word)
    if len(parts) > 1 and len(parts[0]) < _MIN_PART:
        parts[:2] = [parts[0] + parts[1]]
    if len(parts) > 1 and len(parts[-1]) < _MIN_PART:
        parts[-2:] = [parts[-2] + parts[-1]]
    return SOFT_HYPHEN.join(parts)
