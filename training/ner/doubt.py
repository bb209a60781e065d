"""Shows how much the network must read: F1 by the doubt from which it is asked.

    CORPUS_DATA=... python -m training.ner.doubt --model FOLDER [--doubts 0.15 0.3 ...]

It is measured on articles that neither tagger learned from, those of `training.ner.calibration`;
FOLDER holds a field that was trained without them: `python -m training.ner.student --held-out`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.ner.news import answer_agency, answer_topics
from benchmarks.ner.topics import load_topics
from lavrov_corpus.evaluation.scoring import ALL, score
from lavrov_corpus.ner.encoder import Encoder
from lavrov_corpus.ner.model_file import read_model
from lavrov_corpus.ner.news import NewsTagger
from lavrov_corpus.ner.runs import Reals
from training.ner import corpora
from training.ner.news_text import HELD_OUT

DOUBTS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45)


class Counting:
    """A network that counts the words that it reads."""

    def __init__(self, network: Encoder) -> None:
        self._network = network
        self.words = 0

    @property
    def models(self) -> Mapping[str, str]:
        """The digests of the network's files."""
        return self._network.models

    def shares(self, sentences: Sequence[Sequence[str]]) -> list[Reals]:
        """Return what the network says."""
        self.words += sum(map(len, sentences))
        return self._network.shares(sentences)


def main() -> None:
    """Print a line for each doubt: F1 on both sets, and the words that the network read."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the models")
    parser.add_argument("--doubts", type=float, nargs="+", default=DOUBTS)
    arguments = parser.parse_args()
    data = corpora.data_folder()
    topics = load_topics("tuning", data)[::HELD_OUT]
    agency = corpora.read_articles(data / "ner" / "nakbatr-aa.txt")[corpora.DEV_ARTICLES]
    weights, lists, _ = read_model(arguments.model)
    network = Counting(Encoder.load(arguments.model))
    for doubt in arguments.doubts:
        network.words = 0
        tagger = NewsTagger(weights, lists, {}, network, doubt)
        answers = [answer_topics(topics, tagger), answer_agency(agency, tagger)]
        together = [answer for each in answers for answer in each]
        figures = [100 * score(each).counts[ALL].f1 for each in (*answers, together)]
        print(
            f"doubt {doubt:.2f}: F1 {figures[0]:.1f} on topics, {figures[1]:.1f} on the agency,"
            f" {figures[2]:.1f} on both; {network.words} words read by the network",
            flush=True,
        )


if __name__ == "__main__":
    main()
