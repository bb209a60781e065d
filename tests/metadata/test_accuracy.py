"""Metadata of articles that were read by eye; see benchmarks/metadata."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.metadata.scoring import FLOORS, measure


@pytest.mark.skipif(
    not os.environ.get("CORPUS_DATA"),
    reason="CORPUS_DATA is not set: the articles are not in the project",
)
@pytest.mark.parametrize("half", ["tuning", "test"])
def test_no_value_is_wrong_and_none_is_lost(half: str) -> None:
    counts = measure(half, Path(os.environ["CORPUS_DATA"])).counts
    assert {name: count.wrong for name, count in counts.items() if count.wrong} == {}
    if half == "test":
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        assert [name for name, floor in floors.items() if counts[name].right < floor] == []
