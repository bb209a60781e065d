"""Prints the F1 of a stanza model folder on text that it was not trained on.

    CORPUS_DATA=... python -m training.stanza_ner.evaluate [MODELS_DIR] [--half test] [--alone]

The Anadolu Agency articles are given as gold tokens. The articles of many topics go the
whole way, from the raw text through our cleaning and segmentation. While anything is still
being chosen it is the half `tuning`: the agency's articles 71-83, and of the other ones those
that no training has seen. With `--alone` the network sees each sentence by itself, as it does in
a pipeline of stanza's own.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.ner.topics import HALVES, GoldArticle, load_topics
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText, SegmentedText
from lavrov_corpus.evaluation.scoring import Answer, Span, f1_interval, score, table, until
from lavrov_corpus.ner.pieces import Singles
from lavrov_corpus.ner.stanza import Network, StanzaTagger
from lavrov_corpus.segmentation import segment
from training.ner.corpora import (
    DEV_ARTICLES,
    TEST_ARTICLES,
    TaggedSentence,
    data_folder,
    read_articles,
)
from training.ner.news_text import HELD_OUT


def as_text(sentences: Sequence[TaggedSentence]) -> tuple[SegmentedText, list[Span]]:
    """Return gold sentences as a text with a space after each token, and its gold spans."""
    text, spans, gold = "", [], []
    tokens: list[tuple[int, int, int]] = []
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        for word in sentence.words:
            tokens.append((len(text), len(text) + len(word), number))
            text += word + " "
        spans.append((tokens[first][0], tokens[-1][1], 0))
        gold += [
            Span(tokens[first + start][0], tokens[first + end - 1][1], label)
            for start, end, label in sentence.spans
        ]
    return SegmentedText(text, (), tuple(spans), tuple(tokens)), gold


def agency_answers(tagger: StanzaTagger, articles: Sequence[list[TaggedSentence]]) -> list[Answer]:
    """Tag articles whose tokens are given."""
    texts, golds = zip(*map(as_text, articles), strict=True)
    return [
        Answer(gold, [Span(each.start, each.end, each.label) for each in mentions])
        for gold, mentions in zip(golds, tagger.tag(texts), strict=True)
    ]


def topic_answers(tagger: StanzaTagger, articles: list[GoldArticle]) -> list[Answer]:
    """Tag raw articles, and compare in code points of the raw text."""
    cleaned = [clean(RawText("", "", "utf-8", article.text)) for article in articles]
    found = tagger.tag([segment(each.text, each.paragraphs) for each in cleaned])
    answers = []
    for article, text, mentions in zip(articles, cleaned, found, strict=True):
        spans = [
            Span(*text.origin.source_span(each.start, each.end), each.label) for each in mentions
        ]
        answers.append(Answer(article.spans, until(spans, article.end)))
    return answers


def measure(tagger: StanzaTagger, half: str, data: Path) -> dict[str, list[Answer]]:
    """Return what the tagger finds in the agency's articles and in those of many topics."""
    test = half == "test"
    agency = read_articles(data / "ner" / "nakbatr-aa.txt")[TEST_ARTICLES if test else DEV_ARTICLES]
    topics = load_topics(half, data)[:: 1 if test else HELD_OUT]
    return {"agency": agency_answers(tagger, agency), "topics": topic_answers(tagger, topics)}


def report(title: str, answers: list[Answer]) -> None:
    low, high = f1_interval(answers)
    print(f"{title}\n{table(score(answers))}")
    print(f"F1 of all lies between {100 * low:.1f} and {100 * high:.1f} (95 %)\n")


@dataclass(frozen=True, slots=True)
class SentenceBySentence:
    """A network that sees no sentence beside another one."""

    network: Network

    def states(self, sentences: Sequence[Sequence[str]]) -> list[Singles]:
        """Return the states of each sentence, read alone."""
        return [self.network.states([words])[0] for words in sentences]


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the F1 of a model folder.")
    parser.add_argument("folder", type=Path, nargs="?", help="the bundled one unless given")
    parser.add_argument("--half", choices=HALVES, default="tuning")
    parser.add_argument("--alone", action="store_true", help="no sentence beside another one")
    arguments = parser.parse_args()
    data = data_folder()
    tagger = StanzaTagger.load(arguments.folder)
    if arguments.alone and tagger.network:
        tagger = replace(tagger, network=SentenceBySentence(tagger.network))
    for name, answers in measure(tagger, arguments.half, data).items():
        report(f"{len(answers)} articles of {name}, {arguments.half}", answers)


if __name__ == "__main__":
    main()
