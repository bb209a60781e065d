"""Rebuild `resources/line_joining.json`: the trees that tell whether a line goes on.

    CORPUS_DATA=DIR python -m training.line_joining [--cache DIR]

Renders articles to PDF in styles drawn at random, reads them back with every extractor of
the round-trip benchmark, and fits gradient-boosted trees (Friedman 2001) to the gaps
between lines that no rule decides. Needs scikit-learn, the `bench` extra, poppler-utils
and Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks.roundtrip.cases import Case
from benchmarks.roundtrip.scoring import boundaries, context, letters
from lavrov_corpus.cleaning.compose import BEFORE_JOINING, run_repairs
from lavrov_corpus.cleaning.gaps import FEATURES, Gaps
from lavrov_corpus.cleaning.joining import is_decided
from lavrov_corpus.cleaning.lines import split_lines
from training.line_joining_cases import training_cases

TARGET = Path("src/lavrov_corpus/resources/line_joining.json")
_TREES = 45
_LEAVES = 20
_REACH = 15
_HELD_OUT = 5  # one article in so many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path("benchmarks/.cache/training"))
    arguments = parser.parse_args()
    cases = training_cases(Path(os.environ["CORPUS_DATA"]), arguments.cache)
    rows, labels, groups = _table(cases)
    held_out = groups % _HELD_OUT == 0
    model = _fit(rows[~held_out], labels[~held_out])
    accuracy = float(np.mean(model.predict(rows[held_out]) == labels[held_out]))
    print(
        f"{len(rows)} gaps, {labels.mean():.3f} go on; accuracy on held-out articles {accuracy:.4f}"
    )
    trees = _trees(_fit(rows, labels))
    TARGET.write_text(json.dumps(trees) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


def _table(cases: Iterator[Case]) -> tuple[Any, Any, Any]:
    rows: list[list[float]] = []
    labels: list[bool] = []
    groups: list[int] = []
    numbers: dict[str, int] = {}
    for case in cases:
        group = numbers.setdefault(case.source.address, len(numbers))
        for features, goes_on in _examples(case):
            rows.append(features)
            labels.append(goes_on)
            groups.append(group)
    return np.array(rows), np.array(labels), np.array(groups)


def _examples(case: Case) -> Iterator[tuple[list[float], bool]]:
    """Yield the features of each undecided gap and whether the paragraph goes on there."""
    meant = boundaries(case.meant)
    whole = letters(case.meant)
    lines = split_lines(run_repairs(case.text, BEFORE_JOINING))
    gaps = Gaps(lines)
    gaps.measure()
    texts = [line.text for line in lines]
    for i in range(len(lines) - 1):
        before, after = context(texts[max(0, i - _REACH) : i + 1], texts[i + 1 : i + _REACH])
        # What an extractor put together from different places has no right answer.
        if before + after in whole and is_decided(gaps, i) is None:
            yield gaps.features(i), (before, after) not in meant


def _fit(rows: Any, labels: Any) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=_TREES,
        max_leaf_nodes=_LEAVES,
        learning_rate=0.25,
        min_samples_leaf=40,
        l2_regularization=1.0,
        random_state=0,
    )
    return model.fit(rows, labels)


def _trees(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """Return the trees as plain lists: `[feature, threshold, left, right]` or a leaf's value."""
    found = []
    for (predictor,) in model._predictors:
        nodes = [
            round(float(node["value"]), 4)
            if node["is_leaf"]
            else [
                int(node["feature_idx"]),
                round(float(node["num_threshold"]), 5),
                int(node["left"]),
                int(node["right"]),
            ]
            for node in predictor.nodes
        ]
        found.append(nodes)
    baseline = float(np.ravel(model._baseline_prediction)[0])
    return {"features": list(FEATURES), "baseline": round(baseline, 4), "trees": found}


if __name__ == "__main__":
    main()
