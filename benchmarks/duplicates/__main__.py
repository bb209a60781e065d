"""How well planted copies are found: `CORPUS_DATA=... python -m benchmarks.duplicates`.

5,000 articles, 500 of them edited copies (see `plant.py`). Of the pairs that a tool puts in one
group: precision is the share that was planted, recall the share of the planted ones found.
Seconds are of the CPU. `--peer` runs datasketch on the same shingles, with the exact
comparison behind it too.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

from benchmarks.duplicates.plant import Planted, plant
from lavrov_corpus.duplicates import Entry, find_groups
from lavrov_corpus.duplicates.groups import CONTAINMENT, LEAST_SHINGLES, SIMILARITY
from lavrov_corpus.duplicates.shingles import BANDS, ROWS, overlap, shingles

Pairs = set[tuple[str, str]]


def ours(planted: Planted) -> Pairs:
    """Return the pairs in one group of ours."""
    entries = (Entry(source, "", text) for source, text in planted.texts.items())
    groups = find_groups(entries, planted.texts.__getitem__)
    return _pairs([member.source for member in group.members] for group in groups)


def datasketch(planted: Planted) -> Pairs:
    """Return the pairs that MinHashLSH of datasketch proposes and the same comparison confirms."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  # a peer, not always installed

    lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    numbers = {source: shingles(text) for source, text in planted.texts.items()}
    found: Pairs = set()
    for source, known in numbers.items():
        signature = MinHash(num_perm=BANDS * ROWS, seed=7)
        signature.update_batch([int(number).to_bytes(8, "big") for number in known])
        for other in lsh.query(signature):
            similarity, containment = overlap(known, numbers[other])
            shortest = min(known.size, numbers[other].size)
            cut = containment >= CONTAINMENT and shortest >= LEAST_SHINGLES
            if similarity >= SIMILARITY or cut:
                found.add((min(source, other), max(source, other)))
        lsh.insert(source, signature)
    return found


def score(found: Pairs, planted: Planted) -> tuple[float, float]:
    """Return precision and recall of the pairs found."""
    gold = {(min(pair), max(pair)) for pair in planted.original.items()}
    right = len(found & gold)
    return right / len(found) if found else 1.0, right / len(gold)


def _pairs(groups: Iterable[list[str]]) -> Pairs:
    return {(min(pair), max(pair)) for sources in groups for pair in combinations(sources, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", action="store_true")
    chosen = parser.parse_args()
    planted = plant(Path(os.environ["CORPUS_DATA"]))
    print(f"{len(planted.texts)} articles, {len(planted.original)} of them copies")
    print(f"{'':<12}{'precision':>10}{'recall':>8}{'CPU s':>8}")
    tools: dict[str, Callable[[Planted], Pairs]] = {"ours": ours}
    if chosen.peer:
        tools["datasketch"] = datasketch
    for name, tool in tools.items():
        begun = time.process_time()
        precision, recall = score(tool(planted), planted)
        seconds = time.process_time() - begun
        print(f"{name:<12}{precision:>10.4f}{recall:>8.4f}{seconds:>8.1f}")


if __name__ == "__main__":
    main()
