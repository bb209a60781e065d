"""The one copy of the bundled lexicon that a process keeps."""

from __future__ import annotations

from functools import cache

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.lexicon import Lexicon


@cache
def bundled_lexicon() -> Lexicon:
    """Return the bundled lexicon; read and checked on the first call."""
    return Lexicon(resources.read(resources.LEXICON))
