"""Prints the tables: `CORPUS_DATA=... python -m benchmarks.sentences`.

With `--update` our scores become the floors that the tests hold; a floor is lowered only with
`--allow-lower`.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.sentences.floors import our_figures, update_floors
from benchmarks.sentences.gold import news_text, test_sets
from benchmarks.sentences.score import score_boundaries
from benchmarks.sentences.token_gold import TOKEN_SETS, score_tokens
from benchmarks.sentences.tools import Splitter, installed
from lavrov_corpus.document import TextParagraph
from lavrov_corpus.segmentation import load_rules, segment

_ROUNDS = 5
# The slow ones would take minutes on all of it.
_SHORT_TEXT = 200_000


def accuracy_rows(data: Path, tools: dict[str, Splitter]) -> Iterator[str]:
    yield "| test set | sentences | " + " | ".join(tools) + " |"
    yield "|---|---|" + "---|" * len(tools)
    for name, paragraphs in test_sets(data).items():
        scores = [score_boundaries(split, paragraphs) for split in tools.values()]
        cells = [f"{s.f1:.1f} ({s.precision:.1f}/{s.recall:.1f})" for s in scores]
        yield f"| {name} | {sum(map(len, paragraphs))} | " + " | ".join(cells) + " |"


def seconds(run: Callable[[], object]) -> float:
    """Return the best processor time of a few runs."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def _split_all(split: Splitter, lines: list[str]) -> None:
    for line in lines:
        split(line)


def speed_rows(data: Path, tools: dict[str, Splitter]) -> Iterator[str]:
    text = news_text(data)
    lines = text.splitlines()
    short = text[:_SHORT_TEXT].splitlines()
    megabytes, short_megabytes = (len("\n".join(part).encode()) / 1e6 for part in (lines, short))
    rules = load_rules()

    def whole() -> None:
        for line in lines:
            segment(line, [TextParagraph(0, len(line), "body")], rules)

    rates = {"lavrov-corpus, sentences and tokens": megabytes / seconds(whole)}
    for name, split in list(tools.items())[1:]:
        taken = seconds(partial(_split_all, split, short))
        rates[f"{name}, sentences"] = short_megabytes / taken
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
