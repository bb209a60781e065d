"""Cases: an article, a style, an extractor, and the text that it gave; kept in a cache."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.roundtrip.articles import Source
from benchmarks.roundtrip.extractors import EXTRACTORS, OURS
from benchmarks.roundtrip.shaping import shaped
from benchmarks.roundtrip.styles import Style
from benchmarks.roundtrip.writers import write_pdf


@dataclass(frozen=True, slots=True)
class Case:
    """What an extractor read from a rendered article."""

    source: Source
    style: Style
    extractor: str
    text: str

    @property
    def meant(self) -> list[str]:
        """The paragraphs as they were meant."""
        return [unicodedata.normalize("NFC", p.text) for p in self.source.paragraphs]


def read_cases(
    sources: Sequence[Source], styles: Callable[[Source], Sequence[Style]], cache: Path
) -> Iterator[Case]:
    """Yield the case of every article, style and extractor, rendering what is not cached."""
    cache.mkdir(parents=True, exist_ok=True)
    for source in sources:
        for style in styles(source):
            meant = shaped(source, style)
            for name, text in _extracted(meant, style, cache).items():
                yield Case(meant, style, name, text)


def _extracted(source: Source, style: Style, cache: Path) -> dict[str, str]:
    """Return what each extractor reads; all but our own are read once only."""
    key = sha256(f"{source}{style.key}".encode()).hexdigest()[:24]
    kept, pdf = cache / f"{key}.json", cache / f"{key}.pdf"
    if not pdf.exists():
        write_pdf(source, style, pdf)
    found: dict[str, str] = {}
    if kept.exists():
        found = json.loads(kept.read_text(encoding="utf-8"))
    missing = [name for name in EXTRACTORS if name not in found and name != OURS]
    if missing:
        found |= {name: EXTRACTORS[name](pdf) for name in missing}
        kept.write_text(json.dumps(found), encoding="utf-8")
    return {name: found[name] if name in found else read(pdf) for name, read in EXTRACTORS.items()}
