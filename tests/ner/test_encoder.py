from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.encoder import NETWORK, STATE_WIDTH, VOCABULARY, Encoder
from lavrov_corpus.ner.pieces import BLOCK, MARKS, Pieces

LETTERS = (*MARKS, "▁", "a", "b", "▁söz")
SCORES = (0.0, 0.0, 0.0, 0.0, -1.0, -2.0, -2.0, -2.0)


class CountingSession:
    """Stands for ONNX Runtime: the score of tag 1 is the number of pieces in the run."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, list[int]]] = []

    def run(
        self, names: Sequence[str], given: Mapping[str, npt.NDArray[np.generic]]
    ) -> Sequence[npt.NDArray[np.float32]]:
        vectors, firsts = given["vectors"], given["firsts"]
        self.runs.append((len(vectors), firsts.tolist()))
        scores = np.zeros((len(firsts), 7), np.float32)
        scores[:, 1] = len(vectors)
        states = np.full((len(firsts), STATE_WIDTH - 7), 0.5, np.float32)
        return [scores if name == "scores" else states for name in names]


def encoder(session: CountingSession) -> Encoder:
    vectors = np.zeros((len(LETTERS), 1), BLOCK)
    return Encoder(session, Pieces(LETTERS, SCORES), vectors, {})


def test_each_word_is_seen_at_its_first_piece() -> None:
    session = CountingSession()
    shares = encoder(session).shares([["söz", "ab"], ["a"]])
    # <s> ▁söz ▁ a b ▁ a </s>
    assert session.runs == [(8, [1, 2, 5])]
    assert [share.shape for share in shares] == [(2, 7), (1, 7)]
    assert np.allclose([share.sum(axis=1) for share in shares[:1]], 1.0)


def test_sentences_of_an_article_are_seen_together_up_to_a_limit() -> None:
    session = CountingSession()
    encoder(session).shares([["söz"] * 50, ["söz"] * 40, ["söz"] * 20, ["söz"] * 300])
    assert [size for size, _ in session.runs] == [92, 22, 302]


def test_states_have_the_scores_of_the_tags_behind_them() -> None:
    session = CountingSession()
    states = encoder(session).states([["söz"] * 50, ["söz"] * 40, ["söz"] * 20])
    assert [rows.shape for rows in states] == [(50, STATE_WIDTH), (40, STATE_WIDTH), (20, 391)]
    assert states[0][0].tolist() == [0.5] * (STATE_WIDTH - 7) + [0, 92, 0, 0, 0, 0, 0]
    assert states[2][0, -6] == 22


def test_the_bundled_network_gives_the_states_that_its_scores_are_made_of() -> None:
    network = Encoder.load()
    sentences = [["Sergey", "Lavrov", "Ankara'da", "konuştu", "."], ["NATO", "toplandı", "."]]
    states = network.states(sentences)
    assert [rows.shape for rows in states] == [(5, STATE_WIDTH), (3, STATE_WIDTH)]
    for rows, shares in zip(states, network.shares(sentences), strict=True):
        scores = np.exp(rows[:, -7:].astype(float))
        assert np.allclose(scores / scores.sum(axis=1, keepdims=True), shares)
        # They come out of a layer that gives them a mean and a spread of its own.
        assert 0.1 < rows[:, :-7].std() < 2


def test_words_past_the_last_place_share_it() -> None:
    session = CountingSession()
    (shares,) = encoder(session).shares([["söz"] * 600])
    ((size, firsts),) = session.runs
    assert (size, firsts[-1], len(shares)) == (512, 510, 600)
    assert max(firsts) < size


def test_no_sentence_asks_nothing() -> None:
    session = CountingSession()
    assert encoder(session).shares([]) == []
    assert session.runs == []


@pytest.mark.parametrize("name", [NETWORK, VOCABULARY])
def test_a_damaged_file_is_refused(tmp_path: Path, name: str) -> None:
    for other in (NETWORK, VOCABULARY):
        (tmp_path / other).write_bytes(b"data")
        digest = hashlib.sha256(b"data" if other != name else b"other").hexdigest()
        (tmp_path / f"{other}.sha256").write_text(f"{digest}  {other}\n")
    with pytest.raises(ModelError, match=f"{name} is damaged") as caught:
        Encoder.load(tmp_path)
    assert caught.value.hint


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        Encoder.load(tmp_path)
