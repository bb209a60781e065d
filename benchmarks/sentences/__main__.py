"""Prints the tables: `CORPUS_DATA=... python -m benchmarks.sentences`.

With `--update` our scores become the floors that the tests hold; a floor is lowered only with
`--allow-lower`.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from benchmarks.sentences.floors import our_figures, update_floors
from benchmarks.sentences.gold import news_text, test_sets
from benchmarks.sentences.score import score_boundaries
from benchmarks.sentences.token_gold import TOKEN_SETS, score_tokens
from benchmarks.sentences.tools import Splitter, installed
from lavrov_corpus.document import TextParagraph
from lavrov_corpus.segmentation import Rules, load_rules, segment

_ROUNDS = 8
# The slow ones would take minutes on all of it.
_SHORT_TEXT = 200_000


def accuracy_rows(data: Path, tools: dict[str, Splitter]) -> Iterator[str]:
    yield "| test set | sentences | " + " | ".join(tools) + " |"
    yield "|---|---|" + "---|" * len(tools)
    for name, paragraphs in test_sets(data).items():
        scores = [score_boundaries(split, paragraphs) for split in tools.values()]
        cells = [f"{s.f1:.1f} ({s.precision:.1f}/{s.recall:.1f})" for s in scores]
        yield f"| {name} | {sum(map(len, paragraphs))} | " + " | ".join(cells) + " |"


def best_seconds(runs: Mapping[str, Callable[[], None]]) -> dict[str, float]:
    """Return the best processor time of a few rounds, in each of which each one runs once."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(_ROUNDS):
        for name, run in runs.items():
            start = time.process_time()
            run()
            best[name] = min(best[name], time.process_time() - start)
    return best


def _segment_all(rules: Rules, lines: list[str]) -> None:
    for line in lines:
        segment(line, [TextParagraph(0, len(line), "body")], rules)


def _split_all(split: Splitter, lines: list[str]) -> None:
    for line in lines:
        split(line)


def speed_rows(data: Path, tools: dict[str, Splitter]) -> Iterator[str]:
    text = news_text(data)
    lines, short = text.splitlines(), text[:_SHORT_TEXT].splitlines()
    runs = {"lavrov-corpus, sentences and tokens": partial(_segment_all, load_rules(), lines)}
    for name, split in list(tools.items())[1:]:
        runs[f"{name}, sentences"] = partial(_split_all, split, short)
    sizes = [len("\n".join(part).encode()) / 1e6 for part in (lines, short)]
    best = best_seconds(runs)
    rates = {name: sizes[0 if "tokens" in name else 1] / taken for name, taken in best.items()}
    first = next(iter(rates.values()))
    yield "| tool | MB/s | ours is faster |"
    yield "|---|---|---|"
    for name, rate in rates.items():
        yield f"| {name} | {rate:.2f} | {first / rate:.1f}x |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    options = parser.parse_args()
    data = Path(os.environ["CORPUS_DATA"])
    if options.update:
        update_floors(our_figures(data), options.allow_lower)
        return
    tools = installed()
    print("Sentence boundaries: F1 (precision/recall)\n")
    print(*accuracy_rows(data, tools), sep="\n")
    print("\nTokens: F1, ours\n\n| test set | tokens | F1 |\n|---|---|---|")
    for name in TOKEN_SETS:
        found = score_tokens(data, name)
        print(f"| {name} | {found.right + found.missed} | {found.f1:.2f} |")
    print("\nSpeed on raw news, one core\n")
    print(*speed_rows(data, tools), sep="\n")


if __name__ == "__main__":
    main()
