"""Prints how well a stanza tokenizer splits text that it was not trained on, beside our own.

    CORPUS_DATA=... python -m training.stanza_tokenizer.evaluate [--models-dir DIR]

Paragraphs and tokens are those of `python -m benchmarks.sentences`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.sentences.gold import test_sets
from benchmarks.sentences.score import Score, compare, score_boundaries, spans
from benchmarks.sentences.token_gold import TOKEN_SETS, gold_tokens
from lavrov_corpus.document import SegmentedText, TextParagraph
from lavrov_corpus.ner.stanza_splitter import StanzaSplitter
from lavrov_corpus.segmentation import segment
from training.ner.corpora import data_folder

Split = Callable[[str], SegmentedText]


def sentence_score(split: Split, paragraphs: list[list[str]]) -> Score:
    """Return the score of the ends of sentences."""

    def sentences(text: str) -> list[str]:
        return [text[start:end] for start, end, _ in split(text).sentences]

    return score_boundaries(sentences, paragraphs)


def token_score(split: Split, data: Path, name: str) -> Score:
    """Return the score of the spans of tokens, each sentence given."""
    pairs = []
    for text, wanted in gold_tokens(data, name):
        if "".join("".join(wanted).split()) == "".join(text.split()):
            found = [text[start:end] for start, end, _ in split(text).tokens]
            pairs.append((spans(wanted), spans(found)))
    return compare(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the F1 of a tokenizer.")
    parser.add_argument("--models-dir", type=Path, help="the bundled models unless given")
    arguments = parser.parse_args()
    data, splitter = data_folder(), StanzaSplitter.load(arguments.models_dir)
    ways: list[Split] = [
        lambda text: splitter.segment(text, [TextParagraph(0, len(text), "body")]),
        lambda text: segment(text, [TextParagraph(0, len(text), "body")]),
    ]
    print(f"{'F1':34} {'stanza':>8} {'own':>8}")
    for name, paragraphs in test_sets(data).items():
        figures = [sentence_score(split, paragraphs).f1 for split in ways]
        print(f"{'sentences, ' + name:34} {figures[0]:8.1f} {figures[1]:8.1f}", flush=True)
    for name in TOKEN_SETS:
        figures = [token_score(split, data, name).f1 for split in ways]
        print(f"{'tokens, ' + name:34} {figures[0]:8.1f} {figures[1]:8.1f}", flush=True)


if __name__ == "__main__":
    main()
