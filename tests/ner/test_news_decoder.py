from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.ner.decoder import LinearChain, conjunction_keys
from lavrov_corpus.ner.features import sentence_class
from lavrov_corpus.ner.runs import best_paths, loose_runs, tag_shares
from training.ner.corpora import TaggedSentence
from training.ner.crf import Describer, read_weights, train

Reals = npt.NDArray[np.float64]

SENTENCES = [
    TaggedSentence(
        ("Sergey", "Lavrov", "Moskova'da", "konuştu", "."), ((0, 2, "PER"), (2, 3, "LOC"))
    ),
    TaggedSentence(
        ("Lavrov", ",", "Ayrault", "ile", "görüştü", "."), ((0, 1, "PER"), (2, 3, "PER"))
    ),
    TaggedSentence(
        ("Birleşmiş", "Milletler", "(", "BM", ")", "toplandı"), ((0, 2, "ORG"), (3, 4, "ORG"))
    ),
    TaggedSentence(("RUSYA", "VE", "FRANSA", "GÖRÜŞTÜ"), ((0, 1, "LOC"), (2, 3, "LOC"))),
    TaggedSentence(("Bakan", "Paris’te", "toplantıya", "katıldı"), ((1, 2, "LOC"),)),
    TaggedSentence(("Görüşmeler", "Dağlık", "Karabağ'da", "sürüyor", "."), ((1, 3, "LOC"),)),
]
UNSEEN = [
    ("Vladimir", "Putin", "Moskova'daki", "toplantıda", "Lavrov'a", "konuştu", "."),
    ("BM", "Paris'te", "toplandı"),
    ("FRANSA", "VE", "BM", "GÖRÜŞTÜ"),
    (".",),
]


def decoded(sentences: list[Reals], transitions: Reals) -> list[tuple[npt.NDArray[np.intp], Reals]]:
    """Return the best path of each sentence and the shares of its tags, all decoded together."""
    ends = np.cumsum([len(scores) for scores in sentences])
    runs = np.stack([ends - [len(scores) for scores in sentences], ends], axis=1)
    scores = np.concatenate(sentences)
    path, shares = np.full(len(scores), -1), np.full(scores.shape, np.nan)
    rows, tags = best_paths(scores, runs, transitions)
    path[rows] = tags
    rows, found = tag_shares(scores, runs, transitions)
    shares[rows] = found
    return [(path[a:b], shares[a:b]) for a, b in runs]


def score_of(path: tuple[int, ...], scores: Reals, transitions: Reals) -> float:
    steps = sum(transitions[a, b] for a, b in pairwise(path))
    return float(sum(scores[i, tag] for i, tag in enumerate(path)) + steps)


matrices = st.integers(1, 5).flatmap(
    lambda words: st.lists(
        st.lists(st.integers(-40, 40), min_size=3, max_size=3), min_size=words, max_size=words
    )
)


@given(st.lists(matrices, min_size=1, max_size=4), matrices.filter(lambda m: len(m) >= 3))
def test_best_path_and_shares_are_those_of_all_paths(
    raw: list[list[list[int]]], raw_transitions: list[list[int]]
) -> None:
    sentences = [np.array(sentence) / 7.0 for sentence in raw]
    transitions = np.array(raw_transitions[:3]) / 7.0
    found = decoded(sentences, transitions)
    for sentence, (path, share) in zip(sentences, found, strict=True):
        alone = decoded([sentence], transitions)[0]
        assert np.array_equal(alone[0], path)
        assert np.array_equal(alone[1], share)
    for scores, (path, share) in zip(sentences, found, strict=True):
        every = list(product(range(3), repeat=len(scores)))
        totals = np.array([score_of(p, scores, transitions) for p in every])
        assert score_of(tuple(path), scores, transitions) == pytest.approx(totals.max())
        weights = np.exp(totals - totals.max())
        expected = np.zeros_like(scores)
        for candidate, weight in zip(every, weights / weights.sum(), strict=True):
            expected[np.arange(len(scores)), candidate] += weight
        assert share == pytest.approx(expected)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crf") / "tiny.crfsuite"
    train(SENTENCES, path, {}, {"c1": 0.0, "c2": 0.1, "max_iterations": 40})
    return path


def test_both_decoders_give_the_same_tags(model: Path) -> None:
    theirs = pycrfsuite.Tagger()
    theirs.open(str(model))
    sentences = [s.words for s in SENTENCES] + UNSEEN
    expected = [theirs.tag(Describer({}).attributes(words)) for words in sentences]

    weights = read_weights(model, scale=1e-7, barrier=0.0)
    reading = LinearChain(weights, {}).read([(w, sentence_class(w)) for w in sentences])
    ends = np.cumsum([len(words) for words in sentences])[:-1]
    scores = np.split(weights.scaled(reading.scores), ends)
    found = decoded(scores, weights.scaled(weights.transitions))
    assert [[weights.tags[i] for i in path] for path, _ in found] == expected
    assert expected[: len(SENTENCES)] == [s.tags for s in SENTENCES]

    for words, (path, share) in zip(sentences, found, strict=True):
        theirs.set(Describer({}).attributes(words))
        for place, tag in enumerate(path):
            expected_share = theirs.marginal(weights.tags[tag], place)
            assert share[place, tag] == pytest.approx(expected_share, abs=1e-4)


def test_words_are_scored_alike_when_they_are_known_and_when_they_are_new(model: Path) -> None:
    weights = read_weights(model, scale=0.05)
    sentences = [(words, sentence_class(words)) for words in UNSEEN]
    chain = LinearChain(weights, {})
    together = chain.read(sentences)
    again = chain.read(sentences)
    alone = [LinearChain(weights, {}).read([sentence]) for sentence in sentences]
    assert np.array_equal(together.scores, again.scores)
    assert np.array_equal(together.scores, np.concatenate([one.scores for one in alone]))
    assert np.array_equal(together.stems, np.concatenate([one.stems for one in alone]))
    assert np.array_equal(together.capitals, np.concatenate([one.capitals for one in alone]))


def test_conjunctions_tell_the_order_and_the_side() -> None:
    stems = np.array([1, 2, 3, 2, 1], np.uint32)
    before, after, shapes = conjunction_keys(stems, stems)
    assert len(before) == len(after) == len(shapes) == 3
    assert len({*before.tolist(), *after.tolist()}) == 6
    assert shapes[0] != shapes[2]


def test_runs_are_words_in_doubt_with_a_sure_one_on_each_side() -> None:
    sure, loose = [9.0, 0.0], [1.0, 0.0]
    scores = np.array([sure, sure, loose, sure, sure, sure, loose, loose, sure, loose])
    sentences = np.array([0, 0, 0, 0, 0, 0, 0, 1, 1, 2])
    assert loose_runs(scores, sentences).tolist() == [[1, 4], [5, 7], [7, 9], [9, 10]]
    assert loose_runs(scores[:2], sentences[:2]).tolist() == []


@given(st.lists(st.booleans(), min_size=1, max_size=20), st.data())
def test_every_word_in_doubt_is_in_one_run_of_its_sentence(
    loose: list[bool], data: st.DataObject
) -> None:
    breaks = data.draw(st.lists(st.booleans(), min_size=len(loose), max_size=len(loose)))
    sentences = np.cumsum(breaks)
    runs = loose_runs(np.array([[1.0 if each else 9.0, 0.0] for each in loose]), sentences)
    inside = [row for start, stop in runs for row in range(start, stop)]
    assert inside == sorted(set(inside))
    assert {i for i, each in enumerate(loose) if each} <= set(inside)
    assert all(sentences[start] == sentences[stop - 1] for start, stop in runs)
