"""How fast a large corpus is asked, and what the index of its words costs.

    CORPUS_DATA=... python -m benchmarks.search [--articles 100000] [--db FILE]

The articles are paragraphs of `news/news-cat.jsonl` in another order, five to an article, cut
by our own segmentation. To have them quickly, nothing is tagged: a capitalised word inside a
sentence is a name, and the first five letters of a word are its lemma. The vocabulary is
therefore that of the file, whatever the number of articles. Their JSON is left out, which no
question here reads. With `--db` the database is kept, and used again if it is there.

Times are those of the processor, which other programs disturb less; `first` is until the
first row, `all` until the last one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from lavrov_corpus.document import TextParagraph
from lavrov_corpus.queries.collocations import collocations, cooccurrence
from lavrov_corpus.queries.counting import frequency, keyness, name_frequency
from lavrov_corpus.queries.search import concordance, search
from lavrov_corpus.segmentation import load_rules, segment
from lavrov_corpus.store import ArticleRows, Store, fold, name_terms, term_of

BATCH = 32
SENTENCES = 3
PARAGRAPHS = 5
COMPARED = 1000
SHOWN = 50


@dataclass(frozen=True)
class Piece:
    """A paragraph: its text, its sentences as (start, end, words), its names as (start, end)."""

    text: str
    sentences: tuple[tuple[int, int, tuple[str, str, str, str]], ...]
    names: tuple[tuple[int, int, int], ...]


def pieces(path: Path, most: int) -> list[Piece]:
    rules = load_rules()
    found: list[Piece] = []
    for line in path.read_text("utf-8").splitlines()[:most]:
        text = json.loads(line)["text"]
        cut = segment(text, [TextParagraph(0, len(text), "body")], rules)
        for first in range(0, len(cut.sentences) - SENTENCES + 1, SENTENCES):
            inside = range(first, first + SENTENCES)
            begin, stop = cut.sentences[first][0], cut.sentences[inside[-1]][1]
            tokens = [token for token in cut.tokens if token[2] in inside]
            found.append(made_piece(text[begin:stop], begin, first, cut.sentences, tokens))
    return found


def made_piece(
    text: str,
    begin: int,
    first: int,
    spans: Any,
    tokens: list[tuple[int, int, int]],
) -> Piece:
    names = tuple(
        (start - begin, end - begin, index - first)
        for start, end, index in tokens
        if start > spans[index][0] and text[start - begin].isupper()
    )
    folded = fold(text)
    sentences = []
    for i in range(SENTENCES):
        here = [folded[s - begin : e - begin] for s, e, index in tokens if index == first + i]
        words = [term for token in here if (term := term_of(token))]
        named = [" ".join(name_terms(text[s:e])) for s, e, index in names if index == i]
        columns = (
            " ".join(words),
            " ".join(word[:5] for word in words),
            " ".join(f"{name} |" for name in named),
            "",
        )
        sentences.append((spans[first + i][0] - begin, spans[first + i][1] - begin, columns))
    return Piece(text, tuple(sentences), names)


def made_rows(pool: list[Piece]) -> Iterator[ArticleRows]:
    chance = random.Random(1)
    number = 0
    while True:
        yield rows_of(f"{number:07}.txt", chance.choices(pool, k=PARAGRAPHS), chance.randrange(10))
        number += 1


def rows_of(source: str, chosen: list[Piece], year: int) -> ArticleRows:
    sentences: list[tuple[Any, ...]] = []
    entities: list[tuple[Any, ...]] = []
    words = []
    origin = 0
    for paragraph, piece in enumerate(chosen):
        base = len(sentences)
        for start, end, columns in piece.sentences:
            a, b = origin + start, origin + end
            text = piece.text[start:end]
            sentences.append((len(sentences), paragraph, a, b, a, b, "body", text))
            words.append(columns)
        for start, end, index in piece.names:
            a, b = origin + start, origin + end
            text = piece.text[start:end]
            name = text.partition("'")[0]
            cells = (len(entities), base + index, a, b, a, b, "PER", text, name, name, 1.0)
            entities.append(cells)
        origin += len(piece.text) + 2
    count = sum(len(columns[0].split()) for columns in words)
    article = ("utf-8", "", "AA", "", "", f"{2010 + year}-01-01", PARAGRAPHS, len(sentences), count)
    return ArticleRows(
        source=source,
        id=source[:7].rjust(16, "0"),
        sha256=source.rjust(64, "0"),
        article=(*article, len(entities), 0, "", 1.0),
        json="{}",
        sentences=tuple(sentences),
        entities=tuple(entities),
        quotes=(),
        words=tuple(words),
    )


def fill(store: Store, pool: list[Piece], count: int, *, indexed: bool = True) -> float:
    """Store so many articles and return the seconds that storing took."""
    made = made_rows(pool)
    seconds = 0.0
    for done in range(0, count, BATCH):
        rows = list(islice(made, min(BATCH, count - done)))
        if not indexed:
            rows = [replace(row, words=()) for row in rows]
        started = time.process_time()
        store.put_many(rows, "one")
        seconds += time.process_time() - started
    return seconds


def compare_storing(pool: list[Piece], folder: Path) -> None:
    for indexed in (False, True):
        path = folder / f"{indexed}.db"
        with Store.open(path, create=True) as store:
            seconds = fill(store, pool, COMPARED, indexed=indexed)
        print(
            f"{'with' if indexed else 'without'} the index: {seconds / COMPARED * 1e3:.2f} ms"
            f" and {path.stat().st_size / COMPARED / 1e3:.1f} kB an article (no JSON)"
        )


def tell(what: str, ask: Callable[[], Iterator[Any]], most: int = 0) -> None:
    started = time.process_time()
    rows = iter(ask())
    count = len(list(islice(rows, 1)))
    first = time.process_time() - started
    count += sum(1 for _ in islice(rows, most - 1 if most else None))
    total = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:58} first {first * 1e3:9,.1f} ms, all {total * 1e3:10,.1f} ms,"
        f" {count:9,} rows, peak {peak:6,.0f} MB",
        flush=True,
    )


def ask_all(store: Store) -> None:
    for query in (
        "müzakere",
        "bir",
        "seçim*",
        '"bir araya"',
        "maç AND (gol OR hakem) NOT bir",
        "entity:Ankara",
    ):
        tell(f"search {query}, {SHOWN} rows", lambda q=query: search(store, q), SHOWN)
    tell(
        "search bir --where date>=2018, 50 rows", lambda: search(store, "bir", "date>=2018"), SHOWN
    )
    tell("concordance bir, one screen", lambda: concordance(store, "bir"), SHOWN)
    tell("concordance müzakere --sort right", lambda: sorted_lines(store, "müzakere"))
    tell("collocations maç", lambda: collocations(store, "maç"))
    tell("frequency", lambda: frequency(store))
    tell("frequency --by entity", lambda: name_frequency(store))
    tell("keyness date<2015 date>=2015", lambda: keyness(store, "date<2015", "date>=2015"))
    for unit in ("sentence", "paragraph", "article"):
        tell(f"cooccurrence --within {unit}", lambda u=unit: cooccurrence(store, u))


def sorted_lines(store: Store, word: str) -> Iterator[Any]:
    return concordance(store, word, order="right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    if not os.environ.get("CORPUS_DATA"):
        sys.exit("set CORPUS_DATA to the folder of the data; see training/README.md")
    source = Path(os.environ["CORPUS_DATA"]) / "news" / "news-cat.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "corpus.db"
        if not path.exists():
            pool = pieces(source, 1150)
            compare_storing(pool, Path(folder))
            with Store.open(path, create=True) as store:
                seconds = fill(store, pool, options.articles)
                print(f"stored {options.articles:,} articles, {seconds:.1f} s")
        with Store.open(path, read_only=True) as store:
            sizes = store.index.sizes()
            size = path.stat().st_size
            print(f"{sizes['article']:,} articles, {sizes['word']:,} words, {size / 1e6:,.0f} MB")
            ask_all(store)


if __name__ == "__main__":
    main()
