"""What entities and lemmas have reached on test sets, and the guard that it stays there.

    CORPUS_DATA=... python -m benchmarks.floors [--update [--allow-lower]]

prints the figures beside the floors of `benchmarks/floors.json`; a test fails below one.
`--update` raises the floors to what is reached; only a person lowers one, by `--allow-lower`.
Sentences, quotations and cleaning keep floors of their own in their folders.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
from pathlib import Path

from benchmarks.lemmas.__main__ import accuracy, read_with
from benchmarks.ner.news import measure
from lavrov_corpus.evaluation.scoring import score
from lavrov_corpus.morphology import load_lemmatizer
from lavrov_corpus.ner import EFFORTS
from lavrov_corpus.ner.news import NewsTagger
from lavrov_corpus.ner.stanza import StanzaTagger
from lavrov_corpus.ner.stanza_resources import bundled_folder
from training.morphology.treebanks import TEST_PARTS
from training.stanza_ner.evaluate import measure as measure_stanza

FLOORS = Path(__file__).with_name("floors.json")
_DATA = ("ner/nakbatr-aa.txt", *(f"ud/{part}.conllu" for part in TEST_PARTS))


def figures(data: Path) -> dict[str, float]:
    """Return each figure in percent, rounded down to a tenth."""
    found = {}
    for effort in EFFORTS:
        for name, answers in measure("test", data, NewsTagger.load(effort=effort)).items():
            for label, count in score(answers).counts.items():
                found[f"entities, {effort}, {name}, {label}"] = count.f1 * 100
    stanza = measure_stanza(StanzaTagger.load(bundled_folder()), "test", data)
    for name, answers in stanza.items():
        for label, count in score(answers).counts.items():
            found[f"entities, stanza, {name}, {label}"] = count.f1 * 100
    reader = read_with(load_lemmatizer())
    for part in TEST_PARTS:
        lemmas, tags, _ = accuracy(reader, part)
        found |= {f"lemmas, {part}": lemmas, f"upos, {part}": tags}
    return {name: math.floor(value * 10) / 10 for name, value in found.items()}


def digest(data: Path) -> str:
    """Return the SHA-256 of the test data, by which floors and figures belong together."""
    whole = hashlib.sha256()
    for name in _DATA:
        whole.update((data / name).read_bytes())
    return whole.hexdigest()


def below(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return what lies below its floor, with both numbers."""
    return [
        f"{name}: {found.get(name)} is below {floor}"
        for name, floor in floors.items()
        if found.get(name, -1.0) < floor
    ]


def _slack(name: str) -> float:
    """Return what another processor, which rounds otherwise, may cost the network."""
    networks = ("entities, balanced", "entities, best", "entities, stanza")
    return 0.3 if name.startswith(networks) else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    chosen = parser.parse_args()
    data = Path(os.environ["CORPUS_DATA"])
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    found = figures(data)
    for name, value in found.items():
        print(f"{name:<40}{value:>8.1f}{kept['floors'].get(name, 0.0):>8.1f}")
    problems = below(found, kept["floors"])
    if chosen.update:
        if problems and not chosen.allow_lower:
            raise SystemExit("; ".join(problems))
        floors = {name: round(value - _slack(name), 1) for name, value in found.items()}
        written = {"data": digest(data), "floors": floors}
        FLOORS.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
