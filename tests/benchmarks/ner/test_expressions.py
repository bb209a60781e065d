"""Dates, amounts and percentages stay as good as they were on articles annotated by hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from benchmarks.ner.expressions import FLOORS, figures, measure
from lavrov_corpus.evaluation.scoring import score


@pytest.mark.skipif(
    not os.environ.get("CORPUS_DATA"),
    reason="CORPUS_DATA is not set: the texts of the gold set are not in the project",
)
def test_nothing_is_below_its_floor() -> None:
    found = figures(score(measure("test", Path(os.environ["CORPUS_DATA"]))[1]))
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert set(floors) == {"DATE", "MONEY", "PERCENT", "all"}
    assert {name: value for name, value in floors.items() if found[name] < value} == {}
