"""Writes the catalogue of a model folder, which stanza and `corpus models list` read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lavrov_corpus.ner.stanza_resources import AS_IT_IS, TRANSFORMER

NAME = "lavrov"


def without_paths(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that stanza keeps in a model without the folders of the training."""
    return {
        name: "" if isinstance(value, str) and "/" in value else value
        for name, value in config.items()
    }


def write_catalogue(folder: Path, calibration: tuple[float, float] = AS_IT_IS) -> None:
    """Write resources.json for what lies in the folder, with the digests of the files.

    stanza knows `md5`; ours are `sha256`, which is checked before loading, the `transformer`
    whose states the tagger reads, and its `calibration`, see `certainty.probability`.
    """
    entries: dict[str, dict[str, dict[str, object]]] = {}
    for path in sorted((folder / "tr").glob("*/*.pt")):
        data = path.read_bytes()
        entries.setdefault(path.parent.name, {})[path.stem] = {
            "md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    if NAME in entries.get("ner", {}):
        entries["ner"][NAME] |= {"transformer": TRANSFORMER, "calibration": list(calibration)}
    # Our own segmentation is what the tagger is given, but stanza asks for a tokenizer's name.
    entries.setdefault("tokenize", {NAME: {"md5": ""}})
    packages = {"default": {"tokenize": NAME, "ner": NAME}}
    turkish = {"lang_name": "Turkish", "packages": packages, **entries}
    resources = {"tr": turkish, "url": ""}
    text = json.dumps(resources, indent=2) + "\n"
    (folder / "resources.json").write_text(text, encoding="utf-8")
