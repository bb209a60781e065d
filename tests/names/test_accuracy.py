import os

import pytest

from benchmarks.names.__main__ import score, score_topics

#: Per cent of the 300 annotated mentions; what has been reached, less one mention.
NAME_FLOOR, CANONICAL_FLOOR = 99.6, 99.6
#: The same for the 137 mentions of general news.
TOPICS_NAME_FLOOR, TOPICS_CANONICAL_FLOOR = 99.2, 98.5


@pytest.mark.skipif("CORPUS_DATA" not in os.environ, reason="CORPUS_DATA names no data folder")
def test_names_of_annotated_mentions_are_right() -> None:
    names, canonical, wrong = score()
    assert names >= NAME_FLOOR, wrong
    assert canonical >= CANONICAL_FLOOR, wrong


@pytest.mark.skipif("CORPUS_DATA" not in os.environ, reason="CORPUS_DATA names no data folder")
def test_names_of_general_news_are_right() -> None:
    names, canonical, wrong = score_topics()
    assert names >= TOPICS_NAME_FLOOR, wrong
    assert canonical >= TOPICS_CANONICAL_FLOOR, wrong
