"""Print how much of rendered articles comes back, for us and for others.

    python -m benchmarks.roundtrip [--part report] [--articles 24] [--cache DIR] [--only TOOL]

Needs poppler-utils, Chromium, the packages of the `bench` extra, and CORPUS_DATA; also
measures unstructured where that is installed. The column `.pdf` is our own reading of the
file.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from statistics import fmean
from time import process_time

from benchmarks.roundtrip.articles import read_articles
from benchmarks.roundtrip.cases import Case, read_cases
from benchmarks.roundtrip.peers import installed
from benchmarks.roundtrip.scoring import Score, score
from benchmarks.roundtrip.styles import STYLES
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText


def our_paragraphs(text: str) -> list[str]:
    result = clean(RawText("-", "", "utf-8", text))
    return [result.text[p.start : p.end] for p in result.paragraphs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "report"), default="report")
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--cache", type=Path, default=Path("benchmarks/.cache/roundtrip"))
    parser.add_argument("--only", choices=("raw", "ftfy", "unstructured", "ours"))
    arguments = parser.parse_args()
    data = Path(os.environ["CORPUS_DATA"], "ner", "nakbatr-aa.txt")
    sources = read_articles(data, arguments.part)[: arguments.articles]
    cases = list(read_cases(sources, lambda _: STYLES, arguments.cache))
    for tool, paragraphs in (installed() | {"ours": our_paragraphs}).items():
        if arguments.only in (None, tool):
            _print_table(tool, cases, paragraphs)


def _print_table(tool: str, cases: Iterable[Case], read: Callable[[str], list[str]]) -> None:
    cells: dict[tuple[str, str], list[Score]] = defaultdict(list)
    seconds = size = 0.0
    for case in cases:
        begin = process_time()
        found = read(case.text)
        seconds += process_time() - begin
        size += len(case.text.encode()) / 1e6
        result = score(case.meant, found)
        cells[case.style.name, case.extractor].append(result)
    print(
        f"\n{tool}: paragraph F1 / CER / word F1; {size / max(seconds, 1e-9):.2f} MB a CPU second"
    )
    extractors = list(dict.fromkeys(extractor for _, extractor in cells))
    print(f"{'':10}" + "".join(f"{name:>20}" for name in [*extractors, "all"]))
    for style in dict.fromkeys(style for style, _ in cells):
        row = [cells[style, extractor] for extractor in extractors]
        shown = [_shown(cell) for cell in [*row, list(chain.from_iterable(row))]]
        print(f"{style:10}" + "".join(f"{cell:>20}" for cell in shown))
    whole = _shown(list(chain.from_iterable(cells.values())))
    print(f"{'all':10}{whole:>{20 * (len(extractors) + 1)}}")


def _shown(scores: list[Score]) -> str:
    return (
        f"{fmean(s.paragraph_f1 for s in scores):.3f}/"
        f"{fmean(s.character_error_rate for s in scores):.3f}/"
        f"{fmean(s.word_f1 for s in scores):.3f}"
    )


if __name__ == "__main__":
    main()
