"""The seeds, rendered in every style and read by every extractor, cleaned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.roundtrip.frozen import group, measure

ROOT = Path(__file__).parents[2]
SAMPLE = json.loads((ROOT / "tests/golden/roundtrip.json").read_text(encoding="utf-8"))
FLOORS = json.loads((ROOT / "benchmarks/roundtrip/floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted({group(case) for case in SAMPLE}))
def test_nothing_falls_below_its_floor(name: str) -> None:
    (reached,) = measure([case for case in SAMPLE if group(case) == name]).values()
    below = {score: value for score, value in reached.items() if value < FLOORS[name][score]}
    assert not below
