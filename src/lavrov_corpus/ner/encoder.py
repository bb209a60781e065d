"""The network of the `news` engine: a small multilingual encoder, run by ONNX Runtime.

It sees neighbouring sentences of one article together, and never two articles: its whole
numbers are scaled by what it sees in one run, so that other company would change the result.
The tagger of the engine `stanza` reads its last states.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from lavrov_corpus.ner.groups import in_groups
from lavrov_corpus.ner.model_file import read_checked
from lavrov_corpus.ner.pieces import BLOCK, END, START, Pieces, Singles, unpacked

Reals = npt.NDArray[np.float64]

NETWORK, VOCABULARY = "news-encoder.onnx", "news-pieces.npz"

#: Pieces that are seen together, and those past which the network has no places. More of them
#: together make it faster, and more often wrong.
_TOGETHER, _PLACES = 96, 512

#: The scores of the tags, and what they are computed of: the last states, a value inside the
#: graph, which is made an output of it as it is loaded.
_SCORES, _STATES = "scores", "val_330"

#: The numbers of a state with the scores of the tags behind them.
STATE_WIDTH = 384 + 7

#: The numbers of the fields `ModelProto.graph`, `GraphProto.output` and `ValueInfoProto.name`.
_GRAPH, _OUTPUT, _NAME = 7, 12, 1


class Session(Protocol):
    """What is used of an `onnxruntime.InferenceSession`."""

    def run(
        self, _names: Sequence[str], given: Mapping[str, npt.NDArray[np.generic]], /
    ) -> Sequence[npt.NDArray[np.float32]]:
        """Return the outputs of those names, given the inputs by theirs."""


class Encoder:
    """Gives the probability of each tag of each word."""

    def __init__(
        self,
        session: Session,
        pieces: Pieces,
        vectors: npt.NDArray[np.void],
        models: Mapping[str, str],
    ) -> None:
        self._session = session
        self._pieces = pieces
        self._vectors = vectors
        self.models = dict(models)

    @classmethod
    def load(cls, folder: Traversable | None = None, threads: int = 1) -> Encoder:
        """Load the bundled network, or the one of another folder, to run on so many threads.

        Raises:
            ModelError: a file is missing or damaged.

        """
        # Read first: what is missing or damaged is told before a library is loaded for it.
        network, network_digest = read_checked(folder, NETWORK)
        vocabulary, vocabulary_digest = read_checked(folder, VOCABULARY)
        import onnxruntime  # noqa: PLC0415  # a fifth of a second, spent only when it is used

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        network = with_output(network, _STATES)
        session = onnxruntime.InferenceSession(network, options, ["CPUExecutionProvider"])
        with np.load(io.BytesIO(vocabulary), allow_pickle=False) as arrays:
            pieces = Pieces(
                arrays["pieces"].tobytes().decode("utf-8").split("\n"), arrays["scores"].tolist()
            )
            scales, nibbles = arrays["scales"], arrays["nibbles"]
        vectors = np.zeros(scales.shape, BLOCK)
        vectors["scale"], vectors["nibbles"] = scales, nibbles
        return cls(
            session, pieces, vectors, {NETWORK: network_digest, VOCABULARY: vocabulary_digest}
        )

    def shares(self, sentences: Sequence[Sequence[str]]) -> list[Reals]:
        """Return the probability of each tag of each word, of shape (words, tags) a sentence.

        The sentences, none of them empty, are of one article, in its order.
        """
        results: list[Reals] = []
        for (scores,) in self._read(sentences, _SCORES):
            wide: Reals = scores.astype(np.float64)
            shares = np.exp(wide - wide.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            results.append(shares)
        return results

    def states(self, sentences: Sequence[Sequence[str]]) -> list[Singles]:
        """Return the last state of each word and the scores of its tags behind it.

        The arrays have the shape (words, STATE_WIDTH), one a sentence; the sentences are those
        of `shares`.
        """
        both = self._read(sentences, _STATES, _SCORES)
        return [np.concatenate(outputs, axis=1) for outputs in both]

    def _read(
        self, sentences: Sequence[Sequence[str]], *outputs: str
    ) -> Iterator[tuple[Singles, ...]]:
        """Yield the outputs for each sentence, each with a row for each word."""
        for window in in_groups(sentences, self._size, _TOGETHER):
            numbers, firsts = self._numbered(window)
            given: dict[str, npt.NDArray[np.generic]] = {
                "vectors": unpacked(self._vectors[np.array(numbers)]),
                "firsts": np.array(firsts, np.int64),
            }
            ends = np.cumsum([len(words) for words in window])[:-1]
            found = self._session.run(outputs, given)
            yield from zip(*(np.split(rows, ends) for rows in found), strict=True)

    def _size(self, words: Sequence[str]) -> int:
        """Return the number of pieces of a sentence."""
        return sum(len(self._pieces.cut(word)) for word in words)

    def _numbered(self, window: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
        """Return the numbers of the pieces, and the places of the words' first pieces.

        Words past the last place of the network share its last one.
        """
        numbers, firsts = [START], []
        for words in window:
            for word in words:
                firsts.append(min(len(numbers), _PLACES - 2))
                numbers += self._pieces.cut(word)
        return [*numbers[: _PLACES - 1], END], firsts


def with_output(network: bytes, name: str) -> bytes:
    """Return an ONNX model that has the value of that name in its graph as one more output.

    A protobuf message that stands behind another of its kind is merged with it, and of fields
    that may be repeated, as outputs are, both are kept.
    """
    return network + _field(_GRAPH, _field(_OUTPUT, _field(_NAME, name.encode("ascii"))))


def _field(number: int, content: bytes) -> bytes:
    """Return a field of protobuf of the kind that begins with its length, below 128 here."""
    return bytes([number << 3 | 2, len(content)]) + content
