"""The seeds, rendered in every style and read by every extractor, cleaned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.roundtrip.frozen import measure

ROOT = Path(__file__).parents[2]
SAMPLE = json.loads((ROOT / "tests/golden/roundtrip.json").read_text(encoding="utf-8"))
FLOORS = json.loads((ROOT / "benchmarks/roundtrip/floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("style", sorted({case["style"] for case in SAMPLE}))
def test_no_style_falls_below_its_floor(style: str) -> None:
    (reached,) = measure([case for case in SAMPLE if case["style"] == style]).values()
    below = {name: value for name, value in reached.items() if value < FLOORS[style][name]}
    assert not below
