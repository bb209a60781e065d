"""Texts that nobody writes, and whether they take longer: `python -m benchmarks.hostile`.

    CORPUS_DATA=... python -m benchmarks.hostile [--characters 200000] [--only quotes]

Each text is annotated at a quarter of the size and at the whole size, beside news of the same
size in the same run. The time for a megabyte must be at most 5 times that of news, and must
not grow with the size; a line that breaks this is marked, and the program exits with 1. A
column is a stage in microseconds of processor time a character, which are seconds a megabyte.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from lavrov_corpus.annotate import Settings, Tools, annotate_all, load_tools
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import Article, RawText
from lavrov_corpus.names import canonical_names
from lavrov_corpus.quotations import find_quotations
from lavrov_corpus.segmentation import segment
from lavrov_corpus.store import article_rows

Result = TypeVar("Result")

MOST_TIMES_NEWS = 5.0
MOST_GROWTH = 2.0
STAGES = ("clean", "segment", "tag", "lemmatise", "names", "attribute", "rows")
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


def stage_times(text: str, tools: Tools) -> Iterator[float]:
    """Yield the seconds of each of STAGES."""
    raw = RawText("x.txt", "0" * 64, "utf-8", text)
    lemmatizer = tools.lemmatizer
    assert lemmatizer is not None
    seconds, cleaned = timed(lambda: clean(raw))
    yield seconds
    seconds, parts = timed(lambda: segment(cleaned.text, cleaned.paragraphs, tools.rules))
    yield seconds
    seconds, (mentions,) = timed(lambda: tools.tagger.tag([parts]))
    yield seconds
    seconds, analyses = timed(lambda: lemmatizer.lemmatize(parts))
    yield seconds
    seconds, names = timed(lambda: canonical_names(parts.text, mentions))
    yield seconds
    seconds, _ = timed(lambda: find_quotations(parts, analyses, mentions, names))
    yield seconds
    (article,) = annotate_all([raw], tools)
    assert isinstance(article, Article), article
    seconds, _ = timed(lambda: article_rows(article))
    yield seconds


def news(length: int) -> str:
    path = Path(os.environ["CORPUS_DATA"]) / "news/news-cat.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n\n".join(json.loads(line)["text"] for line in lines)[:length]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=200_000)
    parser.add_argument("--only", default="", help="texts whose name has this in it")
    options = parser.parse_args()
    tools = load_tools(Settings(max_characters=0))
    sizes = (options.characters // 4, options.characters)
    annotate_all([RawText("warm", "0" * 64, "utf-8", news(sizes[1]))], tools)
    usual = sum(stage_times(news(sizes[1]), tools)) / sizes[1]
    print(f"{'':30}" + "".join(f"{stage:>10}" for stage in STAGES) + "  beside news, growth")
    broken = 0
    for name, make in CASES.items():
        if options.only not in name:
            continue
        small, large = (list(stage_times(make(size), tools)) for size in sizes)
        times = sum(large) / sizes[1] / usual
        growth = sum(large) / max(sum(small), 1e-3) / 4
        is_slow = times > MOST_TIMES_NEWS or (growth > MOST_GROWTH and times > 1)
        broken += is_slow
        columns = "".join(f"{seconds / sizes[1] * 1e6:10.2f}" for seconds in large)
        mark = "  TOO SLOW" if is_slow else ""
        print(f"{name:30}{columns}{times:8.2f} times{growth:6.2f}{mark}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
