"""Entities and lemmas stay as good as they were; see benchmarks/floors.py."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.floors import FLOORS, below, digest, figures


@pytest.mark.skipif(
    not os.environ.get("CORPUS_DATA"),
    reason="CORPUS_DATA is not set: the test sets are not in the project",
)
def test_nothing_is_below_its_floor() -> None:
    data = Path(os.environ["CORPUS_DATA"])
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert digest(data) == kept["data"], "the test data are not those of the floors"
    assert below(figures(data), kept["floors"]) == []
