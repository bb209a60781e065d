"""What our segmentation has reached on the test sets, and the guard that it stays there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from benchmarks.sentences.gold import TREEBANKS, test_sets
from benchmarks.sentences.score import score_boundaries
from benchmarks.sentences.token_gold import TOKEN_SETS, score_tokens
from benchmarks.sentences.tools import ours

FLOORS = Path(__file__).with_name("floors.json")
_FILES = ("ner/nakbatr-aa.txt", *(f"ud/{name}.conllu" for name in TREEBANKS.values()))


def data_digest(data: Path) -> str:
    """Return the SHA-256 of the test data, by which floors and figures belong together."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((data / name).read_bytes())
    return digest.hexdigest()


def our_figures(data: Path) -> dict[str, float | str]:
    """Return our F1 on each test set, and the digest of the data."""
    split = ours()
    figures: dict[str, float | str] = {"data": data_digest(data)}
    for name, paragraphs in test_sets(data).items():
        figures[f"sentences, {name}"] = round(score_boundaries(split, paragraphs).f1, 2)
    for name in TOKEN_SETS:
        figures[f"tokens, {name}"] = round(score_tokens(data, name).f1, 2)
    return figures


def update_floors(figures: dict[str, float | str], allow_lower: bool) -> None:
    """Write the figures as floors.

    Raises SystemExit if one would be lowered and that is not allowed.
    """
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    lower = [name for name, figure in figures.items() if name in floors and name != "data"
             and figure < floors[name]]  # fmt: skip
    if lower and not allow_lower:
        raise SystemExit(f"Below the floor: {', '.join(lower)}. Use --allow-lower to accept it.")
    FLOORS.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
