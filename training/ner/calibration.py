"""Fits what turns the taggers' own probabilities into those of `ner.certainty`.

    CORPUS_DATA=... python -m training.ner.calibration fast --model FOLDER
    CORPUS_DATA=... python -m training.ner.calibration best

It is fitted on articles that neither tagger learned from: 71-83 of NakbaTR, and those of the
gold set's half for tuning that the training of the teacher held out. For `fast`, FOLDER holds
a field that was trained without them: `python -m training.ner.student --held-out`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.ner.news import as_text, scored_topics
from benchmarks.ner.topics import load_topics
from lavrov_corpus.evaluation.scoring import Span
from lavrov_corpus.ner.certainty import logit, probability
from lavrov_corpus.ner.news import NewsTagger
from training.ner import corpora
from training.ner.news_text import HELD_OUT

_STEPS = 50


def outcomes(tagger: NewsTagger, data: Path) -> list[tuple[float, bool]]:
    """Return the score of each mention in the held-out articles, and whether it is right."""
    topics = load_topics("tuning", data)[::HELD_OUT]
    found = [
        (score, span in article.spans)
        for article, spans in zip(topics, scored_topics(topics, tagger), strict=True)
        for span, score in spans.items()
    ]
    agency = corpora.read_articles(data / "ner" / "nakbatr-aa.txt")[corpora.DEV_ARTICLES]
    laid_out = [as_text(article) for article in agency]
    tagged = tagger.tag([text for text, _ in laid_out])
    for (_, gold), mentions in zip(laid_out, tagged, strict=True):
        found += [(m.score, Span(m.start, m.end, m.label) in gold) for m in mentions]
    return found


def fitted(shares: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and intercept of the likeliest logistic curve, by Newton's method."""
    inputs = np.stack([[logit(share) for share in shares], np.ones(len(shares))], axis=1)
    # Platt's targets: a little off 0 and 1, so that few mentions never make certainty.
    target = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    curve = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-inputs @ curve))
        slopes = inputs.T @ (inputs * (guess * (1 - guess))[:, None])
        curve += np.linalg.solve(slopes, inputs.T @ (target - guess))
    return float(curve[0]), float(curve[1])


def error_of_calibration(scores: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """Return the expected calibration error in ten groups of equal width (Naeini et al. 2015)."""
    groups = np.minimum((scores * 10).astype(int), 9)
    gaps = [
        abs(float(scores[groups == g].mean()) - float(right[groups == g].mean()))
        * float((groups == g).mean())
        for g in range(10)
        if (groups == g).any()
    ]
    return sum(gaps)


def main() -> None:
    """Print slope and intercept, and the calibration error before and after."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("effort", choices=("fast", "best"))
    parser.add_argument("--model", type=Path, help="folder of the models; the bundled by default")
    arguments = parser.parse_args()
    tagger = NewsTagger.load(arguments.model, arguments.effort)
    tagger.calibrations = ((1.0, 0.0), (1.0, 0.0))
    found = outcomes(tagger, corpora.data_folder())
    scores = np.array([score for score, _ in found])
    right = np.array([is_right for _, is_right in found])
    curve = fitted(scores, right)
    after = np.array([probability(score, curve) for score in scores])
    print(f"{len(found)} mentions, {right.mean():.3f} right; slope and intercept {curve}")
    errors = error_of_calibration(scores, right), error_of_calibration(after, right)
    print(f"calibration error {errors[0]:.3f}, then {errors[1]:.3f}")


if __name__ == "__main__":
    main()
