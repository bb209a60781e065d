"""A few seeded kills; `python -m benchmarks.crashes` does a hundred."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.crashes.killing import disturbed, undisturbed
from benchmarks.crashes.scenarios import SCENARIOS, Scenario

BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


@pytest.mark.parametrize("name", ["ingest", "ingest --to", "export -o"])
def test_killed_and_run_again_gives_what_an_undisturbed_run_gives(
    name: str, tmp_path: Path
) -> None:
    if name == "ingest --to":
        pytest.importorskip(
            "pyarrow", reason="needs the extra: pip install 'lavrov-corpus[cluster]'"
        )
    scenario = BY_NAME[name]
    expected = undisturbed(scenario, tmp_path / "undisturbed")
    trial = disturbed(scenario, tmp_path / "disturbed", expected.seconds, random.Random(3))
    assert trial.outcome == expected.outcome


def test_a_difference_is_seen(tmp_path: Path) -> None:
    """A command that leaves something else after a kill, to see that the harness tells."""
    program = (
        "import pathlib; f = pathlib.Path('out');"
        " f.write_text(f.read_text() + 'again' if f.exists() else 'first'); sum(range(20_000_000))"
    )
    scenario = Scenario(
        "careless", lambda _: None, ("-c", program), lambda folder: (folder / "out").read_text()
    )
    expected = undisturbed(scenario, tmp_path / "one")
    assert expected.outcome == "first"
    outcomes = {
        disturbed(scenario, tmp_path / "two", expected.seconds, random.Random(seed)).outcome
        for seed in range(4)
    }
    assert any("again" in outcome for outcome in outcomes)
