"""The two articles that come with the project, cleaned; the golden files were read by eye."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lavrov_corpus.cleaning import clean
from lavrov_corpus.loading import decode

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_paragraphs_of_the_seeds(seed: Path, golden: Callable[[str, str], None]) -> None:
    result = clean(decode(seed.read_bytes(), seed.name))
    paragraphs = [f"{p.kind}: {result.text[p.start : p.end]}\n" for p in result.paragraphs]
    repairs = [f"{name}: {count}\n" for name, count in result.repairs.items()]
    golden(f"cleaning/{seed.stem}.txt", "".join([*paragraphs, "---\n", *repairs]))
