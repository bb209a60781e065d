"""Every measurement there is: `CORPUS_DATA=... python -m benchmarks [NAME...]`.

Without a name all are run, one after the other, each in a process of its own. What a
measurement needs and is not there (a peer that is not installed, a program of the system) it
says itself; the others go on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

#: Module and arguments of each measurement; `make bench` installs what their peers need.
MEASUREMENTS = {
    "pipeline": ["benchmarks.pipeline"],
    "growth": ["benchmarks.growth", "--articles", "10000", "--store"],
    "plan": ["benchmarks.plan"],
    "store": ["benchmarks.store"],
    "exports": ["benchmarks.exports"],
    "search": ["benchmarks.search"],
    "report": ["benchmarks.report"],
    "hostile": ["benchmarks.hostile"],
    "fuzz": ["benchmarks.fuzz", "--seconds", "30"],
    "interrupts": ["benchmarks.interrupts", "--times", "3"],
    "crashes": ["benchmarks.crashes", "--times", "100"],
    "sentences": ["benchmarks.sentences"],
    "entities": ["benchmarks.ner"],
    "lemmas": ["benchmarks.lemmas", "--speed"],
    "names": ["benchmarks.names"],
    "quotations": ["benchmarks.quotations"],
    "metadata": ["benchmarks.metadata"],
    "duplicates": ["benchmarks.duplicates"],
    "roundtrip": ["benchmarks.roundtrip"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"any of {', '.join(MEASUREMENTS)}")
    names = parser.parse_args().names or list(MEASUREMENTS)
    unknown = sorted(set(names) - set(MEASUREMENTS))
    if unknown:
        parser.error(f"there is no measurement named {', '.join(unknown)}")
    if not os.environ.get("CORPUS_DATA"):
        parser.error("set CORPUS_DATA to the folder of the data; see training/README.md")
    failed = []
    for name in names:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", *MEASUREMENTS[name]], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nnot measured: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
