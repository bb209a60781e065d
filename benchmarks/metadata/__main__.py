"""How well the metadata of articles are found: `CORPUS_DATA=... python -m benchmarks.metadata`.

Prints for each field how many values were right, wrong and missed, and precision and recall;
`--half tuning` for the half that the patterns were written with, `--errors` lists each error.
`--update` writes the floors of the test half, which a test holds.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from benchmarks.metadata.scoring import FIELDS, FLOORS, HALVES, measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="test")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--update", action="store_true")
    chosen = parser.parse_args()
    result = measure(chosen.half, Path(os.environ["CORPUS_DATA"]))
    print(f"{'field':<8}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}")
    for name in FIELDS:
        count = result.counts[name]
        print(
            f"{name:<8}{count.right:>7}{count.wrong:>7}{count.missed:>8}"
            f"{count.precision:>11.3f}{count.recall:>8.3f}"
        )
    for error in result.errors if chosen.errors else ():
        print(error)
    if chosen.update and chosen.half == "test":
        floors = {name: count.right for name, count in result.counts.items()}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
