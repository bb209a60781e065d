"""How sure the reading of a quotation is."""

from __future__ import annotations

from typing import Literal

#: What shows that something is a quotation: a cue beside it, a noun of speech without a verb
#: (`gerekçesiyle`), a reporting verb further on, marks alone, or a main verb's own clause.
Evidence = Literal["cue", "noun", "distant cue", "none", "clause"]

#: The score of a pull quote in a heading, which has no speaker to be wrong about.
HEADING = 0.9

_FOUND: dict[Evidence, float] = {
    "cue": 1.0,
    "clause": 0.95,
    "noun": 0.9,
    "distant cue": 0.8,
    "none": 0.6,
}


def certainty(evidence: Evidence, has_speaker: bool, implicit: bool) -> float:
    """Return a score from 0 to 1 that falls with each thing that had to be guessed.

    The weights order the readings as they proved right while the rules were written; they are
    no probabilities.
    """
    speaker = 1.0 if has_speaker and not implicit else 0.7 if has_speaker else 0.6
    return round(_FOUND[evidence] * speaker, 2)
