"""The bundled files of the morphology, read when they are first needed and checked."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources

from lavrov_corpus.errors import ModelError

LEXICON = "lexicon.bin"
CONTEXT = "context.bin"
RANKER = "ranker.bin"
IRREGULAR = "irregular.tsv"
COUNTS = "counts.bin"
STEMS = "stems.bin"
FILES = (CONTEXT, COUNTS, IRREGULAR, LEXICON, RANKER, STEMS)
_FOLDER = resources.files("lavrov_corpus") / "resources" / "morphology"


@cache
def digests() -> dict[str, str]:
    """Return the SHA-256 that each bundled file must have, by its name."""
    manifest: dict[str, str] = json.loads((_FOLDER / "manifest.json").read_text("utf-8"))
    return manifest


def read(name: str) -> bytes:
    """Return what a bundled file holds; raise ModelError if it is not as it was built."""
    try:
        content = (_FOLDER / name).read_bytes()
    except OSError as error:
        raise _damaged(name, str(error.strerror)) from error
    if hashlib.sha256(content).hexdigest() != digests().get(name):
        raise _damaged(name, "its bytes are not those that were built")
    return content


def _damaged(name: str, why: str) -> ModelError:
    return ModelError(
        f"The bundled file morphology/{name} cannot be used: {why}.",
        "pip install --force-reinstall lavrov-corpus",
    )
