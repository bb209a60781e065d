"""Kill -9 at random moments: `python -m benchmarks.crashes [--times 100] [--only NAME]`.

The kills are shared out among the scenarios. After each one the same command is run again to
its end, and what it leaves must be what an undisturbed run leaves, byte for byte, with no
other file beside it. Exits with 1 if anything differs; the seed repeats the moments.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from benchmarks.crashes.killing import disturbed, undisturbed
from benchmarks.crashes.scenarios import SCENARIOS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--times", type=int, default=100, help="how many kills, one to three a trial"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="scenarios whose name has this in it")
    options = parser.parse_args()
    chosen = [scenario for scenario in SCENARIOS if options.only in scenario.name]
    differing = 0
    with tempfile.TemporaryDirectory() as temporary:
        for number, scenario in enumerate(chosen):
            chance = random.Random(f"{options.seed} {scenario.name}")
            times = len(range(number, options.times, len(chosen)))
            expected = undisturbed(scenario, Path(temporary) / "undisturbed")
            trials = kills = wrong = 0
            while kills < times:
                trials += 1
                trial = disturbed(scenario, Path(temporary) / "disturbed", expected.seconds, chance)
                kills += trial.was_killed
                if trial.outcome != expected.outcome:
                    wrong += 1
                    print(f"  killed at {trial.killed_at}: {trial.outcome}")
                    print(f"  undisturbed: {expected.outcome}")
            differing += wrong
            print(
                f"{scenario.name:20}{trials:>5} trials{kills:>5} kills in"
                f" {expected.seconds:6.2f} s{wrong:>5} differ",
                flush=True,
            )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
