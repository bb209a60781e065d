from __future__ import annotations

import numpy as np

from lavrov_corpus.ner.context import (
    DOUBT,
    FLOOR,
    FULL_NAME,
    STRENGTH,
    Words,
    context_scores,
    label_columns,
)

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def words(articles: list[int], stems: list[int], capitals: list[bool]) -> Words:
    return Words(np.array(articles), np.array(stems, np.uint32), np.array(capitals))


def test_columns_join_the_two_tags_of_a_label() -> None:
    assert label_columns(TAGS).tolist() == [0, 1, 1, 2, 2]


def test_the_end_of_a_full_name_speaks_for_the_same_word_alone() -> None:
    full_name = [0.0, 0.0, 1.0, 0.0, 0.0]
    missed = [0.9, 0.1, 0.0, 0.0, 0.0]
    added = context_scores(np.array([full_name, missed]), words([0, 0], [7, 7], [True, True]), TAGS)
    heard = 1.0 + FULL_NAME
    trust = STRENGTH * heard / (heard + 1.0)
    none, person, place = np.log(FLOOR) - DOUBT, np.log(1.0 + FLOOR), np.log(FLOOR)
    np.testing.assert_allclose(added[1], trust * np.array([none, person, person, place, place]))
    assert added[1].argmax() in {1, 2}


def test_nothing_comes_from_another_article_another_word_or_a_small_letter() -> None:
    shares = np.array([[0.0, 0.0, 1.0, 0.0, 0.0]] * 5)
    seen = words([0, 0, 1, 1, 1], [7, 8, 7, 9, 9], [True, True, True, True, False])
    assert not context_scores(shares, seen, TAGS).any()


def test_no_words_with_a_capital_are_no_trouble() -> None:
    shares = np.array([[1.0, 0.0, 0.0, 0.0, 0.0]])
    assert not context_scores(shares, words([0], [1], [False]), TAGS).any()
