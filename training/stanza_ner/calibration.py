"""Fits what turns the tagger's own probabilities into calibrated ones, and writes it down.

    CORPUS_DATA=... python -m training.stanza_ner.calibration [MODELS_DIR]

It is fitted on the articles that the tagger's steps were chosen by, from which neither it nor
the network has learned, and stands in the folder's resources.json.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.ner.topics import load_topics
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText
from lavrov_corpus.evaluation.scoring import Span
from lavrov_corpus.ner.certainty import probability
from lavrov_corpus.ner.stanza import StanzaTagger
from lavrov_corpus.ner.stanza_resources import AS_IT_IS, bundled_folder
from lavrov_corpus.segmentation import segment
from training.ner.calibration import error_of_calibration, fitted
from training.ner.corpora import DEV_ARTICLES, data_folder, read_articles
from training.ner.news_text import HELD_OUT
from training.stanza_ner.catalogue import write_catalogue
from training.stanza_ner.evaluate import as_text


def outcomes(tagger: StanzaTagger, data: Path) -> list[tuple[float, bool]]:
    """Return the score of each mention in the held-out articles, and whether it is right."""
    found = []
    agency = read_articles(data / "ner" / "nakbatr-aa.txt")[DEV_ARTICLES]
    texts, golds = zip(*map(as_text, agency), strict=True)
    for gold, mentions in zip(golds, tagger.tag(texts), strict=True):
        found += [(each.score, Span(each.start, each.end, each.label) in gold) for each in mentions]
    topics = load_topics("tuning", data)[::HELD_OUT]
    cleaned = [clean(RawText("", "", "utf-8", topic.text)) for topic in topics]
    tagged = tagger.tag([segment(each.text, each.paragraphs) for each in cleaned])
    for topic, text, mentions in zip(topics, cleaned, tagged, strict=True):
        for each in mentions:
            start, end = text.origin.source_span(each.start, each.end)
            if end <= topic.end:
                found.append((each.score, Span(start, end, each.label) in topic.spans))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=bundled_folder())
    folder: Path = parser.parse_args().folder
    tagger = replace(StanzaTagger.load(folder), calibration=AS_IT_IS)
    found = outcomes(tagger, data_folder())
    scores = np.array([score for score, _ in found])
    right = np.array([is_right for _, is_right in found])
    slope, intercept = (round(value, 3) for value in fitted(scores, right))
    after = np.array([probability(score, (slope, intercept)) for score in scores])
    print(f"{len(found)} mentions, {right.mean():.3f} right; {slope} and {intercept}")
    errors = error_of_calibration(scores, right), error_of_calibration(after, right)
    print(f"calibration error {errors[0]:.3f}, then {errors[1]:.3f}")
    write_catalogue(folder, (slope, intercept))


if __name__ == "__main__":
    main()
