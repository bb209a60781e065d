"""The tools that are compared: each takes a paragraph and returns its sentences."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable

from lavrov_corpus.document import TextParagraph
from lavrov_corpus.segmentation import load_rules, segment

Splitter = Callable[[str], list[str]]


def ours() -> Splitter:
    rules = load_rules()

    def split(text: str) -> list[str]:
        found = segment(text, [TextParagraph(0, len(text), "body")], rules)
        return [text[start:end] for start, end, _ in found.sentences]

    return split


def zemberek() -> Splitter:
    logging.disable(logging.INFO)
    extractor = importlib.import_module("zemberek").TurkishSentenceExtractor()
    return lambda text: list(extractor.from_paragraph(text))


def trtokenizer() -> Splitter:
    tokenizer = importlib.import_module("trtokenizer.tr_tokenizer").SentenceTokenizer()
    return lambda text: list(tokenizer.tokenize(text))


def pysbd() -> Splitter:
    # It has no Turkish; its English does best on Turkish of all its languages.
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
    return lambda text: list(segmenter.segment(text))


def spacy() -> Splitter:
    pipeline = importlib.import_module("spacy").blank("tr")
    pipeline.add_pipe("sentencizer")
    return lambda text: [sentence.text for sentence in pipeline(text).sents]


TOOLS: dict[str, Callable[[], Splitter]] = {
    "lavrov-corpus": ours,
    "zemberek-python": zemberek,
    "trtokenizer": trtokenizer,
    "pySBD (en)": pysbd,
    "spaCy sentencizer (tr)": spacy,
}


def installed() -> dict[str, Splitter]:
    """Return the tools that are installed, ours first."""
    found = {}
    for name, make in TOOLS.items():
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return found
