"""What stands near a word, and which names come together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.queries.association import (
    Numbers,
    expected,
    log_dice,
    log_likelihood,
    mutual_information,
    t_score,
)
from lavrov_corpus.queries.counting import Integers, Row, WordColumn, chunks, ranked_terms
from lavrov_corpus.queries.language import parse_words
from lavrov_corpus.store import Store
from lavrov_corpus.turkish import tr_sort_key

Measure = Literal["log_likelihood", "mi", "t", "log_dice"]
Unit = Literal["sentence", "paragraph", "article"]
Name = tuple[str, str]

MEASURES: tuple[Measure, ...] = ("log_likelihood", "mi", "t", "log_dice")
COLLOCATION_COLUMNS = ("term", "together", "count", "expected", *MEASURES)
COOCCURRENCE_COLUMNS = (
    *("first", "first_label", "second", "second_label", "together"),
    *("first_units", "second_units", "log_likelihood", "log_dice"),
)

#: Pairs of names are gathered up to so many before they are counted.
_PAIRS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """So many words to the left and to the right are near; `least` uses make a neighbour."""

    left: int = 5
    right: int = 5
    least: int = 3


@dataclass(slots=True)
class Neighbours:
    """What was counted around a word; arrays by number of term.

    `near` are the uses in a window around the word, each counted once however many of its
    windows it stands in; `counts` all uses but those of the word itself; `window` and `words`
    the sums of both.
    """

    near: Integers
    counts: Integers
    nodes: int = 0
    window: int = 0
    words: int = 0


def collocations(
    store: Store,
    word: str,
    *,
    column: WordColumn = "form",
    window: Window = Window(),
    measure: Measure = "log_likelihood",
    where: str = "",
) -> Iterator[Row]:
    """Yield what stands near a word more often than by chance, the greatest measure first.

    `word` and its neighbours are forms or lemmas, by `column`. The window ends where the
    sentence does. The table of a neighbour is that of
    surface cooccurrence in S. Evert (2008), Corpora and collocations, section 4: all words
    but the word itself, by whether they are the neighbour and whether they stand in a window.
    Rows have the keys of COLLOCATION_COLUMNS and at least `window.least` uses in the
    windows; logDice relates them to the uses of both words. See `association` for the measures.
    Raises CorpusError where `word` is not one word.
    """
    pattern = parse_words(word, (column,))
    if len(pattern.terms) > 1:
        raise CorpusError(f"{word!r} is more than one word.", "corpus collocations WORD")
    with store.index.one_state():
        nodes = store.index.numbers(pattern.terms[0], prefix=pattern.any_end)
        found = _neighbours(store, nodes, column, window, where)
        near, counts = found.near.astype(float), found.counts.astype(float)
        chosen = near >= max(window.least, 1)
        chosen &= near > found.window * counts / max(found.words, 1)
        values = _measured(found, np.flatnonzero(chosen))
        scores = np.zeros(len(near))
        scores[chosen] = values[measure]
        places = np.cumsum(chosen) - 1
        for term, number in ranked_terms(store, scores, chosen):
            measured = {name: float(array[places[number]]) for name, array in values.items()}
            yield {
                "term": term,
                "together": int(near[number]),
                "count": int(counts[number]),
                **measured,
            }


def _measured(found: Neighbours, numbers: Integers) -> dict[str, Numbers]:
    near = found.near[numbers].astype(float)
    counts = found.counts[numbers].astype(float)
    window = np.full_like(near, found.window)
    nodes = np.full_like(near, found.nodes)
    total = float(max(found.words, 1))
    return {
        "expected": expected(window, counts, total),
        "log_likelihood": log_likelihood(near, window, counts, total),
        "mi": mutual_information(near, window, counts, total),
        "t": t_score(near, window, counts, total),
        "log_dice": log_dice(near, nodes, counts),
    }


def _neighbours(
    store: Store,
    nodes: frozenset[int],
    column: WordColumn,
    window: Window,
    where: str,
) -> Neighbours:
    terms = store.index.last_term() + 1
    found = Neighbours(np.zeros(terms, np.int64), np.zeros(terms, np.int64))
    wanted = np.zeros(terms, np.bool_)
    wanted[list(nodes)] = True
    for chunk in chunks(store, [column], where):
        (words,) = chunk.columns
        is_node = wanted[words]
        is_other = ~is_node & (words != 0)
        is_near = _near(np.flatnonzero(is_node), words, window) & is_other
        np.add.at(found.near, words[is_near], 1)
        np.add.at(found.counts, words[is_other], 1)
        found.nodes += int(is_node.sum())
        found.window += int(is_near.sum())
        found.words += int(is_other.sum())
    return found


def _near(nodes: Integers, words: Integers, window: Window) -> NDArray[np.bool_]:
    """Tell of each place whether it is in a window around one of the places of the word."""
    sentence = np.cumsum(words == 0)
    near = np.zeros(len(words), np.bool_)
    for step in (*range(-window.left, 0), *range(1, window.right + 1)):
        places = nodes + step
        inside = (places >= 0) & (places < len(words))
        places, origins = places[inside], nodes[inside]
        near[places[sentence[places] == sentence[origins]]] = True
    return near


@dataclass(slots=True)
class _Pairs:
    """Pairs of numbers and how often each came, in two sorted arrays."""

    keys: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    counts: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    waiting: list[int] = field(default_factory=list)

    def add(self, numbers: Iterable[int]) -> None:
        ordered = sorted(numbers)
        for i, first in enumerate(ordered, start=1):
            self.waiting.extend([first << 32 | second for second in ordered[i:]])
            if len(self.waiting) >= _PAIRS_AT_ONCE:
                self.settle()

    def settle(self) -> None:
        """Count what is waiting."""
        keys = np.concatenate([self.keys, np.array(self.waiting, np.int64)])
        counts = np.concatenate([self.counts, np.ones(len(self.waiting), np.int64)])
        self.keys, places = np.unique(keys, return_inverse=True)
        self.counts = np.zeros(len(self.keys), np.int64)
        np.add.at(self.counts, places, counts)
        self.waiting.clear()


def cooccurrence(
    store: Store, within: Unit = "sentence", *, name: str = "", least: int = 2, where: str = ""
) -> Iterator[Row]:
    """Yield which names stand in the same sentence, paragraph or article, most often first.

    A unit counts once for a pair, however often it has the names. Rows have the keys of
    COOCCURRENCE_COLUMNS and at least `least` units; with `name` only pairs with that canonical
    name. Measures are over all units of the chosen articles; see `association`.
    """
    with store.index.one_state():
        total = float(store.index.sizes(where)[within])
        names, units, pairs = _pairs(store, within, where)
    numbers = [i for i, (_, canonical) in enumerate(names) if name in ("", canonical)]
    first, second = pairs.keys >> 32, pairs.keys & 0xFFFFFFFF
    chosen = (pairs.counts >= least) & (np.isin(first, numbers) | np.isin(second, numbers))
    first, second, together = first[chosen], second[chosen], pairs.counts[chosen]
    places = _places(names)
    is_turned = places[first] > places[second]
    first, second = np.where(is_turned, second, first), np.where(is_turned, first, second)
    alone = np.array(units, np.float64)
    a, b, both = alone[first], alone[second], together.astype(float)
    scores, dice = log_likelihood(both, a, b, total), log_dice(both, a, b)
    rank = np.lexsort((places[second], places[first], -scores, -together))
    for i in rank.tolist():
        one, other = int(first[i]), int(second[i])
        cells = (*names[one][::-1], *names[other][::-1], int(together[i]))
        measures = (units[one], units[other], float(scores[i]), float(dice[i]))
        yield dict(zip(COOCCURRENCE_COLUMNS, (*cells, *measures), strict=True))


def _places(names: Sequence[Name]) -> Integers:
    """Return the place of each (label, canonical) in the order of the alphabet."""
    order = sorted(
        range(len(names)), key=lambda i: (tr_sort_key(names[i][1]), names[i][1], names[i][0])
    )
    places = np.zeros(len(names), np.int64)
    places[order] = np.arange(len(names))
    return places


def _pairs(store: Store, within: Unit, where: str) -> tuple[list[Name], list[int], _Pairs]:
    """Return the names, in how many units each stands, and their pairs by number of name."""
    numbers: dict[Name, int] = {}
    units: list[int] = []
    pairs = _Pairs()

    place = {"sentence": 1, "paragraph": 2, "article": 0}[within]
    mentions = store.index.named(where, paragraphs=within == "paragraph")
    for _, named in groupby(mentions, lambda mention: (mention[0], mention[place])):
        here = set()
        for *_, label, canonical in named:
            number = numbers.setdefault((label, canonical), len(numbers))
            if number == len(units):
                units.append(0)
            here.add(number)
        for number in here:
            units[number] += 1
        pairs.add(here)
    pairs.settle()
    return list(numbers), units, pairs
