"""The bundled model of the `news` engine: one .npz file, and the digest it must have."""

from __future__ import annotations

import hashlib
import io
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.decoder import Weights

NAME = "news-tagger.npz"
_HINT = "install lavrov-corpus again"


def read_checked(folder: Traversable | None, name: str) -> tuple[bytes, str]:
    """Return the bytes and the SHA-256 of a model file, which the file beside it must name.

    `folder` holds both; the package's own resources by default.

    Raises:
        ModelError: a file is missing, or the model is not the one that the digest is of.

    """
    folder = folder or files("lavrov_corpus") / "resources"
    try:
        data = (folder / name).read_bytes()
        expected = (folder / f"{name}.sha256").read_text(encoding="ascii").split()[0]
    except OSError as error:
        raise ModelError(f"the model {name} cannot be read: {error}", _HINT) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != expected:
        raise ModelError(f"the model {name} is damaged: its SHA-256 is {digest}", _HINT)
    return data, digest


def read_model(folder: Traversable | None = None) -> tuple[Weights, dict[int, str], str]:
    """Return the weights, the lists of names by key, and the SHA-256 of the model file.

    `folder` holds `news-tagger.npz` and `news-tagger.npz.sha256`; the package's own by default.

    Raises:
        ModelError: a file is missing, or the model is not the one that the digest is of.

    """
    data, digest = read_checked(folder, NAME)
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        weights = Weights(
            tags=tuple(arrays["tags"].tolist()),
            keys=arrays["keys"],
            emissions=arrays["emissions"],
            transitions=arrays["transitions"],
            scale=float(arrays["scale"]),
        )
        kinds = arrays["list_kinds"].tolist()
        columns = zip(arrays["list_keys"].tolist(), arrays["list_of"].tolist(), strict=True)
        lists = {key: kinds[kind] for key, kind in columns}
    return weights, lists, digest


def write_model(weights: Weights, lists: dict[int, str], folder: Path) -> str:
    """Write the model and its digest into a folder; return the digest."""
    kinds = sorted(set(lists.values()))
    buffer = io.BytesIO()
    np.savez(
        buffer,
        tags=np.array(weights.tags),
        keys=weights.keys,
        emissions=weights.emissions.astype(np.int8),
        transitions=weights.transitions,
        scale=np.array(weights.scale),
        list_keys=np.array(sorted(lists), np.uint32),
        list_of=np.array([kinds.index(lists[key]) for key in sorted(lists)], np.uint8),
        list_kinds=np.array(kinds),
    )
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    (folder / NAME).write_bytes(buffer.getvalue())
    (folder / f"{NAME}.sha256").write_text(f"{digest}  {NAME}\n", encoding="ascii")
    return digest
