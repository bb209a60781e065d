"""Inputs that broke something once, or look as if they could, each through everything."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.fuzz.mutation import mutated
from benchmarks.fuzz.targets import TARGETS, annotate_and_export
from benchmarks.hostile import CASES

INPUTS = Path(__file__).parent / "inputs"
REPLAYED = [(target, path) for target in TARGETS for path in sorted((INPUTS / target).iterdir())]


@pytest.mark.parametrize(
    ("target", "path"), REPLAYED, ids=lambda value: getattr(value, "name", value)
)
def test_known_inputs(target: str, path: Path) -> None:
    TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("name", CASES)
def test_hostile_texts_in_small(name: str) -> None:
    annotate_and_export(CASES[name](600).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("target", TARGETS)
def test_the_first_inputs_of_the_fuzzer(target: str) -> None:
    known = [path.read_bytes() for path in sorted((INPUTS / target).iterdir())]
    for data in islice(mutated(known, random.Random(7), longest=300), 60):
        TARGETS[target](data)
