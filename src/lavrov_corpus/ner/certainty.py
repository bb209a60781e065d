"""How sure a mention is: what the taggers believe, set right by held-out articles.

Platt scaling (Platt 1999, "Probabilistic outputs for support vector machines"); the figures
are what `python -m training.ner.calibration` prints.
"""

from __future__ import annotations

import math

#: Slope and intercept, for the mentions that the field decides and those of the network.
FIELD = (0.686, 0.204)
NETWORK = (0.877, -0.417)

_EDGE = 1e-6


def logit(share: float) -> float:
    """Return the logarithm of the odds of a probability, kept off its ends."""
    kept = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))


def probability(share: float, calibration: tuple[float, float]) -> float:
    """Return the calibrated probability that a mention is right, from the tagger's own."""
    slope, intercept = calibration
    return 1 / (1 + math.exp(-slope * logit(share) - intercept))
