"""Print the table: `CORPUS_DATA=... python -m benchmarks.lemmas [--speed]`.

Lemmas count as equal without case, circumflexes and the ending of the infinitive; marks and
numbers are left out. Contracted tokens count with the lemma of their first word. Nothing of
the parts measured here was trained on or chosen by.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import time
from collections.abc import Callable, Sequence
from functools import cache

from lavrov_corpus.document import Analysis, SegmentedText
from lavrov_corpus.morphology import Lemmatizer, load_lemmatizer
from training.morphology.gold import is_counted
from training.morphology.news import plain_text
from training.morphology.treebanks import TEST_PARTS, GoldToken, comparable, sentences

Reader = Callable[[Sequence[Sequence[GoldToken]]], list[list[Analysis]]]


def segmented(text_sentences: Sequence[Sequence[str]]) -> SegmentedText:
    """Return sentences of words as one text, its words parted by spaces."""
    text, start = " ".join(word for words in text_sentences for word in words), 0
    tokens = []
    for number, words in enumerate(text_sentences):
        for word in words:
            tokens.append((start, start + len(word), number))
            start += len(word) + 1
    return SegmentedText(text, (), (), tuple(tokens))


def read_with(lemmatizer: Lemmatizer) -> Reader:
    """Return the reader that asks our lemmatizer for a whole part at once."""

    def reader(part: Sequence[Sequence[GoldToken]]) -> list[list[Analysis]]:
        found = iter(lemmatizer.lemmatize(segmented([[t.form for t in s] for s in part])))
        return [[next(found) for _ in sentence] for sentence in part]

    return reader


def word_by_word(analyse: Callable[[str], Analysis]) -> Reader:
    """Return the reader for a tool that looks at one word at a time."""

    def reader(part: Sequence[Sequence[GoldToken]]) -> list[list[Analysis]]:
        return [[analyse(token.form) for token in sentence] for sentence in part]

    return reader


def zeyrek_first() -> Callable[[str], Analysis]:
    """Return zeyrek's first analysis of a word, as `_parse` gives it."""
    from zeyrek import MorphAnalyzer  # noqa: PLC0415  a peer, imported where it is measured

    logging.getLogger("zeyrek.rulebasedanalyzer").setLevel(logging.ERROR)
    with contextlib.redirect_stdout(io.StringIO()):
        analyzer = MorphAnalyzer()

    @cache
    def analyse(word: str) -> Analysis:
        found = analyzer._parse(word.replace("’", "'"))
        return Analysis(found[0].dict_item.lemma if found else word, "")

    return analyse


def simplemma_lemma(word: str) -> Analysis:
    """Return simplemma's lemma of a word."""
    from simplemma import lemmatize  # noqa: PLC0415  a peer, imported where it is measured

    return Analysis(lemmatize(word, lang="tr"), "")


def accuracy(reader: Reader, part: str) -> tuple[float, float, int]:
    """Return the percentages of right lemmas and UPOS, and the number of words counted."""
    gold = list(sentences(part))
    pairs = [
        (token, analysis)
        for sentence, analyses in zip(gold, reader(gold), strict=True)
        for token, analysis in zip(sentence, analyses, strict=True)
        if is_counted(token)
    ]
    lemmas = sum(comparable(token.lemma) == comparable(found.lemma) for token, found in pairs)
    tags = sum(token.pos == found.pos for token, found in pairs)
    return 100 * lemmas / len(pairs), 100 * tags / len(pairs), len(pairs)


def speed(lemmatizer: Lemmatizer) -> None:
    """Print words a second on news, cold and once warm, on one core."""
    words = plain_text("sentences/cnn-turk-10k").split()[:120_000]
    halves = [[words[:60_000]], [words[60_000:]]]
    for name, half in (("first 60,000 words", halves[0]), ("next 60,000 words", halves[1])):
        text = segmented(half)
        for run in ("once", "again"):
            start = time.perf_counter()
            lemmatizer.lemmatize(text)
            print(f"{name}, {run}: {60_000 / (time.perf_counter() - start):,.0f} words/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true", help="measure speed as well")
    parser.add_argument("--parts", nargs="*", default=TEST_PARTS)
    settings = parser.parse_args()
    lemmatizer = load_lemmatizer()
    readers = {
        "lavrov-corpus": read_with(lemmatizer),
        "simplemma": word_by_word(simplemma_lemma),
        "zeyrek, first": word_by_word(zeyrek_first()),
    }
    print(f"{'part':<22}{'words':>7}" + "".join(f"{name:>16}" for name in readers) + "   our UPOS")
    for part in settings.parts:
        found = [accuracy(reader, part) for reader in readers.values()]
        columns = "".join(f"{lemmas:16.2f}" for lemmas, _, _ in found)
        print(f"{part:<22}{found[0][2]:>7}{columns}{found[0][1]:11.2f}")
    if settings.speed:
        speed(lemmatizer)


if __name__ == "__main__":
    main()
