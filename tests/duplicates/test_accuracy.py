"""Planted copies are found; see benchmarks/duplicates."""

import os
from pathlib import Path

import pytest

from benchmarks.duplicates.__main__ import ours, score
from benchmarks.duplicates.plant import plant


@pytest.mark.skipif(
    not os.environ.get("CORPUS_DATA"),
    reason="CORPUS_DATA is not set: the articles are not in the project",
)
def test_planted_copies_are_found_and_nothing_else() -> None:
    planted = plant(Path(os.environ["CORPUS_DATA"]), articles=400, copies=100)
    precision, recall = score(ours(planted), planted)
    assert precision >= 0.99
    assert recall >= 0.98
