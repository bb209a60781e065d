"""Dates, amounts of money and percentages, found by rules over tokens.

What they are is written down in `docs/annotation.md`. Pure functions: the result depends on
the segmented text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.ner.expressions.amounts import Found, money, percentages
from lavrov_corpus.ner.expressions.dates import dates
from lavrov_corpus.ner.expressions.words import OTHER, word_code

Finder = Callable[[str, Sequence[str]], Iterator[Found]]

_FINDERS: dict[str, Finder] = {
    "MONEY": money,
    "PERCENT": lambda codes, _: percentages(codes),
    "DATE": dates,
}


def find_expressions(text: SegmentedText, labels: Collection[str]) -> list[Mention]:
    """Return the dates, amounts and percentages of a text, sorted and without overlaps.

    Only those of `labels` are returned; what is found of one label does not depend on the
    others that are asked for. Of two that overlap the longer one is kept.
    """
    if not any(label in labels for label in _FINDERS):
        return []
    surface = text.text
    codes = "".join([word_code(surface[start:end]) for start, end, _ in text.tokens])
    found: list[Mention] = []
    first = 0
    for past in _ends_of_sentences(text):
        part = codes[first:past]
        if part.count(OTHER) < len(part):
            found += _of_sentence(text, first, part)
        first = past
    return [mention for mention in found if mention.label in labels]


def _ends_of_sentences(text: SegmentedText) -> Iterator[int]:
    """Yield the number past the last token of each sentence that has tokens."""
    tokens = text.tokens
    for index in range(1, len(tokens)):
        if tokens[index][2] != tokens[index - 1][2]:
            yield index
    if tokens:
        yield len(tokens)


def _of_sentence(text: SegmentedText, first: int, codes: str) -> list[Mention]:
    tokens = text.tokens[first : first + len(codes)]
    words = [text.text[start:end] for start, end, _ in tokens]
    found = [
        (begin, past, label)
        for label, finder in _FINDERS.items()
        for begin, past in finder(codes, words)
    ]
    found.sort(key=lambda each: (each[0] - each[1], each[0]))
    free = [True] * len(codes)
    kept: list[tuple[int, int, str]] = []
    for begin, past, label in found:
        if all(free[begin:past]):
            free[begin:past] = [False] * (past - begin)
            kept.append((begin, past, label))
    return [
        Mention(tokens[begin][0], tokens[past - 1][1], tokens[begin][2], label)
        for begin, past, label in sorted(kept)
    ]
