from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.ner.stanza_certainty import PathShares


@given(
    lengths=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    tags=st.integers(1, 3),
    seed=st.integers(0, 1000),
    data=st.data(),
)
def test_the_share_of_a_piece_is_the_sum_over_all_paths_that_have_it(
    lengths: list[int], tags: int, seed: int, data: st.DataObject
) -> None:
    lengths.sort(reverse=True)
    numbers = np.random.default_rng(seed)
    scores = numbers.normal(0, 3, (len(lengths), lengths[0], tags)).astype(np.float32)
    transitions = numbers.normal(0, 2, (tags, tags)).astype(np.float32)
    shares = PathShares(scores, transitions, lengths)
    for row, length in enumerate(lengths):
        first = data.draw(st.integers(0, length - 1))
        size = data.draw(st.integers(1, length - first))
        piece = data.draw(st.tuples(*[st.integers(0, tags - 1)] * size))
        weights = {
            path: math.exp(
                sum(float(scores[row, place, tag]) for place, tag in enumerate(path))
                + sum(float(transitions[step]) for step in itertools.pairwise(path))
            )
            for path in itertools.product(range(tags), repeat=length)
        }
        having = sum(w for path, w in weights.items() if path[first : first + size] == piece)
        expected = having / sum(weights.values())
        assert shares.of(row, first, piece) == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_a_long_sentence_neither_overflows_nor_vanishes() -> None:
    scores = np.tile(np.array([300.0, -300.0], np.float32), (1, 400, 1))
    shares = PathShares(scores, np.full((2, 2), -50, np.float32), [400])
    assert shares.of(0, 0, [0] * 400) == pytest.approx(1)
    assert shares.of(0, 200, [1]) == pytest.approx(0)
