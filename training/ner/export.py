"""Writes the trained teacher as the files that the engine `news` reads.

    CORPUS_DATA=... python -m training.ner.export --packed e5-small-q4.bin --teacher work/teacher.pt

The network goes to ONNX with weights of 7 bits; the pieces' vectors, which the training leaves
as they are, keep the 4 bits that they came in.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from lavrov_corpus.ner.encoder import NETWORK, VOCABULARY
from training.ner import corpora
from training.ner.encoder import Encoder, Layer, PackedModel, read_packed
from training.ner.student import RESOURCES
from training.ner.teacher import kept_pieces, load_teacher


class OneWindow(nn.Module):
    """The encoder for one run of pieces: no padding, no mask, vectors in, scores out."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, vectors: Tensor, firsts: Tensor) -> Tensor:
        """Return scores of shape (words, tags) for vectors of shape (pieces, width)."""
        places = torch.arange(vectors.shape[0])
        states = self.encoder.norm(vectors + self.encoder.position(places))
        for layer in self.encoder.layers:
            assert isinstance(layer, Layer)
            states = _layer(layer, states)
        scores: Tensor = self.encoder.head(states[firsts])
        return scores


def _layer(layer: Layer, states: Tensor) -> Tensor:
    width = states.shape[1]
    parts = layer.attention_in(states).view(-1, 3, layer.heads, width // layer.heads)
    query, key, value = parts.permute(1, 2, 0, 3).unbind(0)
    weights = (query @ key.transpose(-1, -2) * (width // layer.heads) ** -0.5).softmax(-1)
    mixed = (weights @ value).transpose(0, 1).reshape(-1, width)
    states = layer.attention_norm(states + layer.attention_out(mixed))
    change = layer.outer(functional.gelu(layer.inner(states)))
    result: Tensor = layer.outer_norm(states + change)
    return result


def write_network(encoder: Encoder, path: Path) -> None:
    """Write the encoder to ONNX, with weights of whole numbers."""
    width = encoder.norm.weight.shape[0]
    example = (torch.zeros(20, width), torch.arange(1, 9))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            OneWindow(encoder).eval(),
            example,
            str(whole),
            input_names=["vectors", "firsts"],
            output_names=["scores"],
            dynamic_shapes={
                "vectors": {0: torch.export.Dim("pieces", min=2, max=512)},
                "firsts": {0: torch.export.Dim("words", min=1, max=100_000)},
            },
            external_data=False,
        )
        network = onnx.load(whole)
        # Shapes noted before constants were folded contradict those after it.
        network.graph.ClearField("value_info")
        quantize_dynamic(
            network,
            path,
            per_channel=True,
            # Seven bits: with eight, sums overflow on processors that lack VNNI.
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm"],
        )


def write_vocabulary(packed: PackedModel, kept: Sequence[int], path: Path) -> None:
    """Write the pieces that are kept, their scores and their packed vectors."""
    pieces = [packed.pieces[i] for i in kept]
    vectors = packed.vectors[np.array(kept)]
    buffer = io.BytesIO()
    np.savez(
        buffer,
        pieces=np.frombuffer("\n".join(pieces).encode(), np.uint8),
        scores=np.array([packed.scores[i] for i in kept], np.float32),
        scales=vectors["scale"],
        nibbles=vectors["nibbles"],
    )
    path.write_bytes(buffer.getvalue())


def main() -> None:
    """Write network and vocabulary, each with its digest."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--packed", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=RESOURCES)
    arguments = parser.parse_args()
    packed = read_packed(arguments.packed)
    encoder, _ = load_teacher(packed, arguments.teacher)
    write_network(encoder, arguments.out / NETWORK)
    write_vocabulary(
        packed, kept_pieces(packed, corpora.read_all_words()), arguments.out / VOCABULARY
    )
    for name in (NETWORK, VOCABULARY):
        digest = hashlib.sha256((arguments.out / name).read_bytes()).hexdigest()
        (arguments.out / f"{name}.sha256").write_text(f"{digest}  {name}\n", encoding="ascii")
        print(f"{name}: {(arguments.out / name).stat().st_size / 1e6:.1f} MB, {digest}")


if __name__ == "__main__":
    main()
