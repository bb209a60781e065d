"""Render the articles of `seeds/` in every style and keep what the extractors read of them.

    python -m benchmarks.roundtrip.freeze

Writes `tests/golden/roundtrip.json`, on which `make test` holds the cleaning to the floors of
`benchmarks/roundtrip/floors.json`; `--floors` writes those from what is reached now, and
refuses to lower one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.roundtrip.articles import Paragraph, Source
from benchmarks.roundtrip.cases import read_cases
from benchmarks.roundtrip.extractors import OURS
from benchmarks.roundtrip.frozen import measure
from benchmarks.roundtrip.styles import STYLES
from lavrov_corpus.cleaning import clean
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
