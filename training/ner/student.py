"""Trains the tagger of the engine `news` and writes the model that is bundled.

    CORPUS_DATA=... python -m training.ner.student [--silver FILE] [--out FOLDER]

The same data and the same versions of the project and its libraries give the same file, byte
for byte: articles of the gold set pass through our own cleaning and segmentation.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.ner.topics import lines_to_leave_out
from lavrov_corpus.ner.model_file import write_model
from lavrov_corpus.turkish import tr_capitalize, tr_upper
from training.ner import corpora, crf, gazetteers, news_text
from training.ner.corpora import TaggedSentence

RESOURCES = Path(__file__).parents[2] / "src" / "lavrov_corpus" / "resources"

#: What python-crfsuite is told; few steps, since more of them fit the agency's articles closer
#: and other news less well.
SETTINGS = {"c1": 0.2, "c2": 0.02, "max_iterations": 30, "feature.minfreq": 2}
SCALE = 0.05
AGENCY_COPIES, TOPICS_COPIES = 2, 3
_SEED = 1
_CAPITALS, _TITLES = 0.06, 0.03


def plain_texts(data: Path) -> Iterator[str]:
    """Yield all plain text that shows how words are cased, none of the gold set."""
    for path in [*sorted((data / "sentences").iterdir()), data / "news" / "news-summaries.txt"]:
        yield path.read_text(encoding="utf-8")
    left_out = lines_to_leave_out(data)
    lines = (data / "news" / "news-cat.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if number not in left_out:
            yield corpora.with_apostrophes(json.loads(line)["text"])
    for words, _ in corpora.read_wikiner_raw(data / "ner"):
        yield " ".join(words)


def with_headings(sentences: Sequence[TaggedSentence]) -> Iterator[TaggedSentence]:
    """Yield the sentences, and after some a copy cased as a heading is."""
    chance = random.Random(_SEED)
    for sentence in sentences:
        yield sentence
        draw = chance.random()
        if draw < _CAPITALS:
            yield TaggedSentence(tuple(map(tr_upper, sentence.words)), sentence.spans)
        elif draw < _CAPITALS + _TITLES:
            yield TaggedSentence(tuple(map(tr_capitalize, sentence.words)), sentence.spans)


def training_sentences(
    data: Path, silver: Sequence[Path] = (), held_out: bool = False
) -> list[TaggedSentence]:
    """Return what the tagger learns from; what is annotated as we do it counts more than once.

    `held_out` leaves out the articles by which thresholds and scores are set.
    """
    articles = corpora.read_articles(data / "ner" / "nakbatr-aa.txt")[corpora.TRAIN_ARTICLES]
    topics = news_text.tuning_articles(data)
    if held_out:
        topics = [topic for i, topic in enumerate(topics) if i % news_text.HELD_OUT]
    wikiner = corpora.read_wikiner(data / "ner")
    without = [sentence for sentence in wikiner if not sentence.spans]
    return [
        *(sentence for article in articles * AGENCY_COPIES for sentence in article),
        *(sentence for article in topics * TOPICS_COPIES for sentence in article),
        *(sentence for sentence in wikiner if sentence.spans),
        *without[::2],
        *corpora.read_wikiann(data / "ner"),
        *(sentence for path in silver for sentence in corpora.read_silver(path)),
    ]


def main() -> None:
    """Train, and write the model with its digest."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--silver", type=Path, nargs="*", default=(), help="files that training.ner.silver wrote"
    )
    parser.add_argument("--out", type=Path, default=RESOURCES)
    parser.add_argument("--held-out", action="store_true", help="for training.ner.calibration")
    arguments = parser.parse_args()
    data = corpora.data_folder()
    started = time.monotonic()
    lists = gazetteers.build_lists(plain_texts(data))
    sentences = list(with_headings(training_sentences(data, arguments.silver, arguments.held_out)))
    print(f"{len(lists)} listed names, {len(sentences)} sentences")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "student.crfsuite"
        crf.train(sentences, path, lists, SETTINGS)
        weights = crf.read_weights(path, SCALE)
    digest = write_model(weights, lists, arguments.out)
    print(f"{len(weights.keys)} attributes, {time.monotonic() - started:.0f} s, {digest}")


if __name__ == "__main__":
    main()
