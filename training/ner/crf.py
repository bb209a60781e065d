"""Trains the field with python-crfsuite and lays its weights out for our decoder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from lavrov_corpus.ner.decoder import Weights, conjunction_keys
from lavrov_corpus.ner.features import EDGE, WINDOW, attribute_key, sentence_class, word_view
from training.ner.corpora import TaggedSentence

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
_BARRIER = -30.0


class Describer:
    """Lists the attributes of the words of a sentence; remembers types of words."""

    def __init__(self, lists: Mapping[int, str]) -> None:
        self._lists = lists
        self._views: dict[tuple[str, str], tuple[tuple[tuple[str, ...], ...], int, int]] = {}

    def _seen(self, word: str, kind: str) -> tuple[tuple[tuple[str, ...], ...], int, int]:
        if (word, kind) not in self._views:
            view = word_view(word, kind, self._lists)
            keys = tuple(tuple(f"{key:08x}" for key in group) for group in view.attribute_keys())
            self._views[word, kind] = keys, attribute_key(view.stem), attribute_key(view.shape)
        return self._views[word, kind]

    def attributes(self, words: Sequence[str]) -> list[list[str]]:
        """Return the keys, in hexadecimal, of the attributes of each word."""
        kind = sentence_class(words)
        edge = self._seen(EDGE, "")
        seen = [self._seen(w, kind + "1" if i == 0 else kind) for i, w in enumerate(words)]
        row = [edge] * WINDOW + seen + [edge] * WINDOW
        stems = np.array([stem for _, stem, _ in row], np.uint32)
        shapes = np.array([shape for *_, shape in row], np.uint32)
        joined = np.stack(conjunction_keys(stems, shapes), axis=1)
        described = []
        for index in range(len(words)):
            parts = [row[index + d][0][d] for d in range(2 * WINDOW + 1)]
            pairs = [f"{key:08x}" for key in joined[index + WINDOW - 1].tolist()]
            described.append([key for part in parts for key in part] + pairs)
        return described


def train(
    sentences: Iterable[TaggedSentence],
    out: Path,
    lists: Mapping[int, str],
    settings: Mapping[str, float],
) -> None:
    """Train on the sentences, in their order, and write a CRFsuite model."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params(dict(settings))
    describer = Describer(lists)
    for sentence in sentences:
        trainer.append(describer.attributes(sentence.words), sentence.tags)
    trainer.train(str(out))


def read_weights(path: Path, scale: float, barrier: float = _BARRIER) -> Weights:
    """Read a CRFsuite model and round its weights to multiples of `scale`.

    `barrier` is added to each step to an `I-` that nothing begins.
    """
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    info = tagger.info()
    rows: dict[int, np.ndarray] = {}
    for (attribute, tag), weight in info.state_features.items():
        if tag in TAGS and round(weight / scale):
            row = rows.setdefault(int(attribute, 16), np.zeros(len(TAGS)))
            row[TAGS.index(tag)] = weight
    keys = sorted(rows)
    emissions = np.array([rows[key] for key in keys]) / scale
    transitions = np.zeros((len(TAGS), len(TAGS)))
    for (before, after), weight in info.transitions.items():
        transitions[TAGS.index(before), TAGS.index(after)] = weight
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[1:] != after[1:]:
                transitions[i, j] += barrier
    return Weights(
        tags=TAGS,
        keys=np.array(keys, np.uint32),
        emissions=np.round(emissions).astype(np.int32),
        transitions=np.round(transitions / scale).astype(np.int32),
        scale=scale,
    )
