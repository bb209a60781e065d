"""The bundled network as stanza would run it by itself: a transformer in torch, in batches.

The weights are those of the bundled file, at full precision; sentences are padded to the
longest one of their batch, as `stanza.Pipeline` has a transformer read them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from lavrov_corpus.ner.encoder import NETWORK, VOCABULARY
from lavrov_corpus.ner.model_file import read_checked
from lavrov_corpus.ner.pieces import BLOCK, END, START, Pieces, unpacked
from training.ner.encoder import Encoder, Layer

_PADDING = 1


def load_transformer() -> tuple[TorchTransformer, PiecesTokenizer]:
    """Return the network and its tokenizer in the shape that stanza takes them."""
    arrays = {
        each.name.removeprefix("encoder."): numpy_helper.to_array(each)
        for each in onnx.load_model_from_string(read_checked(None, NETWORK)[0]).graph.initializer
    }
    with np.load(io.BytesIO(read_checked(None, VOCABULARY)[0]), allow_pickle=False) as stored:
        pieces = stored["pieces"].tobytes().decode("utf-8").split("\n")
        packed = np.zeros(stored["scales"].shape, BLOCK)
        packed["scale"], packed["nibbles"] = stored["scales"], stored["nibbles"]
        tokenizer = PiecesTokenizer(Pieces(pieces, stored["scores"].tolist()))
    encoder = Encoder(len(pieces), len(arrays["head.bias"])).eval()
    weights = {name: _weight(name, arrays) for name in encoder.state_dict() if name in arrays}
    for name in encoder.state_dict():
        if f"{name}_quantized" in arrays:
            weights[name] = _weight(f"{name}_quantized", arrays)
    weights["word.weight"] = torch.from_numpy(unpacked(packed))
    encoder.load_state_dict(weights)
    return TorchTransformer(encoder), tokenizer


def _weight(name: str, arrays: dict[str, np.ndarray]) -> torch.Tensor:
    stem = name.removesuffix("_quantized")
    if stem == name:
        return torch.from_numpy(arrays[name].copy())
    whole = arrays[name].astype(np.float32) - arrays[f"{stem}_zero_point"]
    return torch.from_numpy((whole * arrays[f"{stem}_scale"]).T.copy())


class PiecesTokenizer:
    """Wears the interface of a transformer's tokenizer; a word stands at its first piece."""

    model_max_length = 512

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def __call__(self, sentences: Sequence[Sequence[str]], **_: object) -> Any:
        """Return the numbers of the pieces, padded, and the word that each one begins."""
        rows, words = [], []
        for sentence in sentences:
            row, of_row = [START], [None]
            for number, word in enumerate(sentence):
                cut = self._pieces.cut(word)
                row += cut
                of_row += [number, *[None] * (len(cut) - 1)]
            rows.append([*row, END])
            words.append([*of_row, None])
        width = max(map(len, rows))
        found = {
            "input_ids": [row + [_PADDING] * (width - len(row)) for row in rows],
            "attention_mask": [[1] * len(row) + [0] * (width - len(row)) for row in rows],
        }
        return _Encoding(found, words)


class _Encoding(dict[str, list[list[int]]]):
    def __init__(self, found: dict[str, list[list[int]]], words: list[list[int | None]]) -> None:
        super().__init__(found)
        self._words = words

    def word_ids(self, batch_index: int) -> list[int | None]:
        return self._words[batch_index]


class TorchTransformer:
    """Wears the interface of a transformer: its last states, and the scores of the tags."""

    _hf_peft_config_loaded = False

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        width, tags = encoder.norm.weight.shape[0], encoder.head.out_features
        self.config = SimpleNamespace(hidden_size=width + tags)

    def named_parameters(self) -> tuple[()]:
        """Return nothing to train."""
        return ()

    def __call__(
        self, numbers: torch.Tensor, attention_mask: torch.Tensor, **_: object
    ) -> SimpleNamespace:
        """Return the states of pieces, of shape (sentences, pieces, numbers of a state)."""
        encoder = self._encoder
        mask = torch.where(attention_mask[:, None, None, :] > 0, 0.0, -1e4)
        states = encoder.norm(
            encoder.word(numbers) + encoder.position(torch.arange(numbers.shape[1]))
        )
        for layer in encoder.layers:
            assert isinstance(layer, Layer)
            states = layer(states, mask, lambda same: same)
        return SimpleNamespace(hidden_states=(torch.cat([states, encoder.head(states)], dim=-1),))
