"""Render the articles of `seeds/` in every style and keep what the extractors read of them.

    python -m benchmarks.roundtrip.freeze

Writes `tests/golden/roundtrip.json`, on which `make test` holds the cleaning to the floors of
`benchmarks/roundtrip/floors.json`; `--floors` writes those from what is reached now, and
refuses to lower one.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.roundtrip.articles import Paragraph, Source
from benchmarks.roundtrip.cases import read_cases
from benchmarks.roundtrip.extractors import OURS
from benchmarks.roundtrip.scoring import score
from benchmarks.roundtrip.styles import STYLES
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText
from lavrov_corpus.loading import decode

SEEDS = Path("seeds")
SAMPLE = Path("tests/golden/roundtrip.json")
FLOORS = Path("benchmarks/roundtrip/floors.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floors", action="store_true")
    if parser.parse_args().floors:
        _raise_floors()
    else:
        _freeze()


def measure(sample: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the mean scores of the frozen cases by style, rounded down to three places."""
    scores = defaultdict(list)
    for case in sample:
        result = clean(RawText("-", "", "utf-8", case["text"]))
        found = [result.text[p.start : p.end] for p in result.paragraphs]
        scores[case["style"]].append(score(case["meant"], found))
    return {
        style: {
            "paragraph_f1": int(1000 * fmean(s.paragraph_f1 for s in all_scores)) / 1000,
            "characters": int(1000 * (1 - fmean(s.character_error_rate for s in all_scores)))
            / 1000,
            "word_f1": int(1000 * fmean(s.word_f1 for s in all_scores)) / 1000,
        }
        for style, all_scores in scores.items()
    }


def _freeze() -> None:
    with TemporaryDirectory() as folder:
        cases = [
            {
                "source": case.source.address,
                "style": case.style.name,
                "extractor": case.extractor,
                "meant": case.meant,
                "text": case.text,
            }
            for case in read_cases(_seeds(), lambda _: STYLES, Path(folder))
            if case.extractor != OURS
        ]
    SAMPLE.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _seeds() -> list[Source]:
    sources = []
    for path in sorted(SEEDS.glob("*.txt")):
        result = clean(decode(path.read_bytes(), path.name))
        paragraphs = tuple(
            Paragraph(result.text[p.start : p.end], p.kind == "heading") for p in result.paragraphs
        )
        sources.append(Source(paragraphs[0].text[:60], path.name, paragraphs))
    return sources


def _raise_floors() -> None:
    reached = measure(json.loads(SAMPLE.read_text(encoding="utf-8")))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    for style, values in reached.items():
        for name, value in values.items():
            if value < floors.get(style, {}).get(name, 0.0):
                raise SystemExit(f"{style}: {name} {value} would lower the floor")
    FLOORS.write_text(json.dumps(reached, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
