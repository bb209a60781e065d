from __future__ import annotations

import numpy as np

from lavrov_corpus.ner.context import FLOOR, STRENGTH, context_scores, label_columns

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def test_columns_join_the_two_tags_of_a_label() -> None:
    assert label_columns(TAGS).tolist() == [0, 1, 1, 2, 2]


def test_other_mentions_of_the_article_speak_and_nothing_else_does() -> None:
    certain = [0.0, 0.2, 0.8, 0.0, 0.0]
    unsure = [0.5, 0.2, 0.0, 0.3, 0.0]
    shares = np.array([certain, unsure, certain, unsure, certain, certain])
    stems = np.array([7, 7, 8, 7, 7, 7], np.uint32)
    articles = np.array([0, 0, 0, 1, 0, 1])
    capitals = np.array([True, True, True, True, False, False])
    added = context_scores(shares, stems, articles, capitals, label_columns(TAGS))
    person, none = STRENGTH / 2 * np.log(1 + FLOOR), STRENGTH / 2 * np.log(FLOOR)
    np.testing.assert_allclose(added[1], [none, person, person, none, none])
    assert added[0, 1] < added[1, 1]
    assert not added[2:].any()
