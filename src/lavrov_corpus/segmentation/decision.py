"""The trained decision on a period that a rule cannot judge: `3. Ordu`, `... 3. Bu`.

A logistic regression on the words around the period. Its strongest evidence is how often the
next word begins sentences, the "frequent sentence starters" of Kiss and Strunk, Unsupervised
Multilingual Sentence Boundary Detection, Computational Linguistics 32 (2006).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

from lavrov_corpus.errors import ModelError
from lavrov_corpus.turkish import straight_apostrophes

_MODEL = "sentence_decision.json"
_UNKNOWN = "unknown"


class Period(NamedTuple):
    """A period in doubt: the kind of the word before it, and the words around them.

    Words are "" at the edges of the sentence and the paragraph; `opener` is the character
    right after the white space, which may be a mark before the next word.
    """

    kind: str
    before: str
    opener: str
    after: str
    second: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Weights of features, and how much each word speaks for the start of a sentence."""

    weights: Mapping[str, float]
    starters: Mapping[str, int]

    def ends(self, period: Period) -> bool:
        """Tell whether the period ends its sentence."""
        return sum(self.weights.get(name, 0.0) for name in features(period, self.starters)) > 0


def features(period: Period, starters: Mapping[str, int]) -> Iterator[str]:
    """Yield the names of the features that hold for a period."""
    kind = period.kind
    yield kind
    yield f"{kind} after {_shape(period.before)}"
    if not period.after[:1].isalpha():
        yield f"{kind} then {'bracket' if period.opener in '([' else _shape(period.after)}"
        return
    stem = straight_apostrophes(period.after).partition("'")[0]
    yield f"start {starters.get(stem, _UNKNOWN)}"
    if stem != period.after:
        yield "next has a suffix"
    yield f"next {_shape(stem)} {_shape(period.second)}"


def _shape(word: str) -> str:
    if not word:
        return "nothing"
    if word[0].isdigit():
        return "number"
    if not word[0].isalpha():
        return "mark"
    if len(word) > 1 and word.isupper():
        return "capitals"
    return "capital" if word[0].isupper() else "small"


def load_decision() -> Decision:
    """Return the bundled decision.

    Raises ModelError if its file is not the one that was trained.
    """
    folder = resources.files("lavrov_corpus").joinpath("resources")
    content = folder.joinpath(_MODEL).read_bytes()
    digest = folder.joinpath(f"{_MODEL}.sha256").read_text(encoding="ascii").split()[0]
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(
            f"The bundled model {_MODEL} is damaged.", "pip install --force-reinstall lavrov-corpus"
        )
    model = json.loads(content)
    return Decision(model["weights"], model["starters"])
