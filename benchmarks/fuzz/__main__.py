"""Throw strange inputs at the pipeline: `python -m benchmarks.fuzz [--seconds 60]`.

With `--atheris` (pip install atheris) coverage guides them; else they are changed at random
from the known ones, the same for the same seed. An input that breaks something is written to
`--found`, and belongs into tests/fuzz/inputs once that is mended: the tests replay it there.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from benchmarks.fuzz.mutation import mutated
from benchmarks.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
INPUTS = ROOT / "tests/fuzz/inputs"


def known_inputs(target: str) -> list[bytes]:
    """Return the inputs that the tests replay, and the seeds where the target is an article."""
    paths = sorted((INPUTS / target).iterdir())
    if target == "articles":
        paths += sorted((ROOT / "seeds").glob("*.txt"))
    return [path.read_bytes() for path in paths]


def fuzz(name: str, seconds: float, seed: int, found: Path) -> int:
    """Run a target for so long; return how many inputs broke it."""
    target = TARGETS[name]
    broken: set[str] = set()
    count = 0
    ends = time.monotonic() + seconds
    for data in mutated(known_inputs(name), random.Random(seed)):
        if time.monotonic() > ends:
            break
        count += 1
        try:
            target(data)
        except Exception:  # noqa: BLE001 - whatever it is, it is what was looked for
            reason = traceback.format_exc().splitlines()
            where = "".join(line for line in reason if line.startswith("  File "))
            if where not in broken:  # one input for each way to break
                broken.add(where)
                path = found / name / hashlib.sha256(data).hexdigest()[:12]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                print(f"{path}: {reason[-1]}")
    print(f"{name}: {count} inputs in {seconds:.0f} s, {len(broken)} ways to break it")
    return len(broken)


def guided(target: Callable[[bytes], None], name: str, seconds: float, found: Path) -> None:
    """Let atheris choose the inputs; it ends the process."""
    import atheris  # noqa: PLC0415 - not everybody has it

    atheris.instrument_all()
    (found / name).mkdir(parents=True, exist_ok=True)
    arguments = [f"-max_total_time={seconds:.0f}", f"-artifact_prefix={found / name}/"]
    atheris.Setup([sys.argv[0], *arguments, str(INPUTS / name)], target)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=sorted(TARGETS), default="")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--atheris", action="store_true", help="one target, guided by coverage")
    options = parser.parse_args()
    chosen = [options.target] if options.target else list(TARGETS)
    if options.atheris:
        guided(TARGETS[chosen[0]], chosen[0], options.seconds, options.found)
    broken = [fuzz(name, options.seconds, options.seed, options.found) for name in chosen]
    return 1 if any(broken) else 0


if __name__ == "__main__":
    sys.exit(main())
