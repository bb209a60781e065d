from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st


@given(
    lengths=st.lists(st.integers(1, 9), min_size=1, max_size=6),
    tags=st.integers(1, 5),
    seed=st.integers(0, 1000),
)
def test_the_best_paths_of_a_batch_are_those_of_each_sentence(
    lengths: list[int], tags: int, seed: int
) -> None:
    from stanza.models.common.crf import viterbi_decode

    from lavrov_corpus.ner.stanza_inference import viterbi

    lengths.sort(reverse=True)
    numbers = np.random.default_rng(seed)
    # Whole numbers make ties, which have to fall the same way.
    scores = numbers.integers(-2, 3, (len(lengths), lengths[0], tags)).astype(np.float32)
    transitions = numbers.integers(-2, 3, (tags, tags)).astype(np.float32)
    paths = viterbi(scores, transitions, lengths)
    for row, length in enumerate(lengths):
        expected, _ = viterbi_decode(scores[row, :length], transitions)
        assert paths[row, :length].tolist() == expected


@pytest.mark.parametrize("lengths", [[1], [3, 3], [4, 2, 2, 1]])
def test_what_follows_a_sentence_does_not_change_its_path(lengths: list[int]) -> None:
    from lavrov_corpus.ner.stanza_inference import viterbi

    flat = np.arange(len(lengths) * lengths[0] * 3, dtype=np.float32) % 7
    scores = flat.reshape(len(lengths), lengths[0], 3)
    transitions = np.eye(3, dtype=np.float32)
    disturbed = scores.copy()
    for row, length in enumerate(lengths):
        disturbed[row, length:] = 100
    plain, other = (viterbi(each, transitions, lengths) for each in (scores, disturbed))
    for row, length in enumerate(lengths):
        assert plain[row, :length].tolist() == other[row, :length].tolist()
