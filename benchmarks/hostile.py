"""Texts that nobody writes, and whether they take longer: `python -m benchmarks.hostile`.

    CORPUS_DATA=... python -m benchmarks.hostile [--characters 200000] [--only quotes]

Each text goes through all stages at a quarter of the size and at the whole size, beside as many
characters of news, article by article, in the same run. A column is a stage: processor time as
a multiple of that which news takes in the same stage. Over all stages before the export it must
be at most 5 times that of news, and so must the time of the export for what is written; neither
may grow with the size. A line that breaks this is marked, and the program exits with 1. `--each`
asks the same of each stage that takes longer than a hundredth of the time of all with news.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from lavrov_corpus.annotate import Settings, Tools, annotate_all
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import Article, RawText
from lavrov_corpus.exporting import DOCUMENT_FORMATS, RECORD_FORMATS, export
from lavrov_corpus.jobs import require_same_tools, tools_for
from lavrov_corpus.loading import decode
from lavrov_corpus.metadata import find_metadata
from lavrov_corpus.names import canonical_names
from lavrov_corpus.quotations import find_quotations
from lavrov_corpus.segmentation import segment
from lavrov_corpus.store import article_rows

Result = TypeVar("Result")

MOST_TIMES_NEWS = 5.0
MOST_GROWTH = 2.0
STAGES = (
    *("load", "clean", "segment", "tag", "lemmatise", "names", "attribute", "metadata", "rows"),
    "export",
)
EXPORTS = tuple(
    [(name, level) for name in RECORD_FORMATS for level in ("sentence", "token", "entity", "quote")]
    + [(name, "article") for name in DOCUMENT_FORMATS]
)
# Every character but surrogates and the private planes, which hold nothing new.
EVERY_CHARACTER = "".join(chr(c) for c in range(0x20, 0x32000) if not 0xD800 <= c <= 0xDFFF)


def repeated(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def distinct_names(length: int) -> str:
    letters = "abcdefghijklmnoprstuvyz"
    names = (f"Ahmet Yılmaz{a}{b}{c} geldi." for a in letters for b in letters for c in letters)
    return repeated(" ".join(names))(length)


CASES: Mapping[str, Callable[[int], str]] = {
    "straight quotes": repeated('"'),
    "opening quotes": repeated("“"),
    "closing quotes": repeated("”"),
    "apostrophes": repeated("’"),
    "nested quotes": lambda n: "“" * (n // 2) + "”" * (n // 2),
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "quoted words": repeated('"a" '),
    "a quote begins on each line": repeated('"Ankara dedi\n'),
    "one letter": repeated("a"),
    "no space": repeated("https://a.b/c?d=e&f"),
    "digits": repeated("7"),
    "dots": repeated("."),
    "dots and spaces": repeated(". "),
    "abbreviations": repeated("Dr. "),
    "ordinals": repeated("3. "),
    "addresses": repeated("a@b."),
    "spaces": lambda n: "a" + " " * (n - 2) + "b",
    "line ends": lambda n: "a" + "\n" * (n - 2) + "b",
    "line ends of Windows": lambda n: "a" + "\r\n" * (n // 2 - 1) + "b",
    "short lines": repeated("a\n"),
    "short paragraphs": repeated("a\n\n"),
    "lines in capitals": repeated("ANKARA\n"),
    "columns of figures": repeated("12,5   13,4   Ankara\n"),
    "hyphens": repeated("-"),
    "hyphens at line ends": repeated("Anka-\nra "),
    "dashes at line starts": repeated("- Gel\n"),
    "every character": repeated(EVERY_CHARACTER),
    "bidirectional": repeated("\u202e\u202dabc\u202c "),
    "zero width": repeated("a\u200b\u200c\u200d\ufeff"),
    "combining marks": lambda n: "a" + "\u0301" * (n - 1),
    "joined emoji": repeated("👩\u200d"),
    "lone surrogates": repeated("\ud800"),
    "replacement characters": repeated("\ufffd"),
    "mojibake": repeated("Ã¼ÅŸ"),
    "entities of HTML": repeated("&amp;"),
    "tags": repeated("<b>"),
    "one name": repeated("Ahmet Yılmaz "),
    "names in capitals": repeated("AHMET YILMAZ "),
    "names with suffixes": repeated("Ahmet Yılmaz'ın Ankara'daki "),
    "distinct names": distinct_names,
    "said": repeated("dedi. "),
    "quote and said": repeated('"Gel" dedi. '),
    "quote and speaker": repeated('"Gel" dedi Ahmet Yılmaz. '),
    "colons": repeated("Ankara: "),
    "spaced letters": repeated("A n k a r a "),
}


def timed(function: Callable[[], Result]) -> tuple[float, Result]:
    started = time.process_time()
    result = function()
    return time.process_time() - started, result


def stage_times(text: str, tools: Tools) -> list[float]:
    """Return the seconds of each of STAGES."""
    data = text.encode("utf-8", "replace")
    raw = RawText("x.txt", "0" * 64, "utf-8", text)  # which may hold what no file can
    lemmatizer = tools.lemmatizer
    assert lemmatizer is not None
    loading, _ = timed(lambda: decode(data, "x.txt"))
    cleaning, cleaned = timed(lambda: clean(raw))
    segmenting, parts = timed(lambda: segment(cleaned.text, cleaned.paragraphs, tools.rules))
    tagging, (mentions,) = timed(lambda: tools.tagger.tag([parts]))
    lemmatising, analyses = timed(lambda: lemmatizer.lemmatize(parts))
    naming, names = timed(lambda: canonical_names(parts.text, mentions))
    attributing, _ = timed(lambda: find_quotations(parts, analyses, mentions, names))
    finding, _ = timed(lambda: find_metadata(cleaned.text, cleaned.paragraphs))
    (article,) = annotate_all([raw], tools)
    assert isinstance(article, Article), article
    making, rows = timed(lambda: article_rows(article))
    exporting, written = timed(lambda: export_all(rows.json))
    exporting *= len(text) / max(written, 1)
    return [
        *(loading, cleaning, segmenting, tagging, lemmatising, naming, attributing, finding),
        *(making, exporting),
    ]


def export_all(article: str) -> int:
    """Write the article in all formats and at all levels, to nowhere; return the characters."""
    return sum(len(chunk) for name, level in EXPORTS for chunk in export([article], name, level))


def news(length: int) -> list[str]:
    """Return articles of so many characters together."""
    path = Path(os.environ["CORPUS_DATA"]) / "news/news-cat.jsonl"
    texts: list[str] = []
    with path.open(encoding="utf-8") as lines:
        while sum(map(len, texts)) < length:
            texts.append(json.loads(next(lines))["text"])
    return texts


def news_times(length: int, tools: Tools) -> list[float]:
    """Return the seconds of each of STAGES for so many characters of news."""
    texts = news(length)
    took = [sum(column) for column in zip(*(stage_times(t, tools) for t in texts), strict=True)]
    return [seconds * length / sum(map(len, texts)) for seconds in took]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=200_000)
    parser.add_argument("--only", default="", help="texts whose name has this in it")
    parser.add_argument("--effort", default="fast", help="as for corpus ingest")
    parser.add_argument("--each", action="store_true", help="ask the same of each stage")
    options = parser.parse_args()
    settings = Settings(effort=options.effort, max_characters=0)
    tools = tools_for(settings)
    require_same_tools(settings, tools.fingerprint)  # which is how a worker begins
    sizes = (options.characters // 4, options.characters)
    news_times(sizes[0], tools)
    runs = [news_times(sizes[1], tools) for _ in range(2)]
    usual = [min(pair) for pair in zip(*runs, strict=True)]
    print(f"{'':30}" + "".join(f"{stage:>10}" for stage in STAGES) + "       all    growth")
    print(f"{'news, seconds a megabyte':30}" + columns(usual, [sizes[1] / 1e6] * len(usual)))
    broken = 0
    for name, make in {**CASES, "a newspaper": newspaper}.items():
        if options.only in name:
            small, large = (stage_times(make(size), tools) for size in sizes)
            broken += is_slow(name, small, large, usual, each=options.each)
    return 1 if broken else 0


def newspaper(length: int) -> str:
    """Return news of so many characters as if they were one article."""
    return "\n\n".join(news(length))[:length]


def is_slow(
    name: str, small: list[float], large: list[float], usual: list[float], *, each: bool
) -> bool:
    """Print the line of a text; tell whether it is too slow."""
    before_export = sum(usual[:-1])
    times = sum(large[:-1]) / before_export
    growth = sum(large) / max(sum(small), 1e-3) / 4
    slow = [
        stage
        for stage, took, other in zip(STAGES, large, usual, strict=True)
        if took > MOST_TIMES_NEWS * other
        and (stage == "export" or (each and took > before_export / 100))
    ]
    marked = bool(slow) or times > MOST_TIMES_NEWS or (growth > MOST_GROWTH and times > 1)
    mark = f"  TOO SLOW {' '.join(slow)}" if marked else ""
    print(f"{name:30}{columns(large, usual)}{times:10.2f}{growth:10.2f}{mark}", flush=True)
    return marked


def columns(seconds: Sequence[float], beside: Sequence[float]) -> str:
    return "".join(f"{a / max(b, 1e-6):10.2f}" for a, b in zip(seconds, beside, strict=True))


if __name__ == "__main__":
    sys.exit(main())
