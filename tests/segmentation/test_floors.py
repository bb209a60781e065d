import json
import os
from pathlib import Path

import pytest

from benchmarks.sentences.floors import FLOORS, data_digest, our_figures


@pytest.mark.skipif("CORPUS_DATA" not in os.environ, reason="CORPUS_DATA names no corpora")
def test_no_score_is_below_its_floor() -> None:
    data = Path(os.environ["CORPUS_DATA"])
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if floors.pop("data") != data_digest(data):
        pytest.skip("the floors were measured on other data")
    figures = our_figures(data)
    below = {name: figures[name] for name, floor in floors.items() if figures[name] < floor}
    assert below == {}
