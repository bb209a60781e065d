"""What a dataset is made of: the records of its parts, and the manifest that lists them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from lavrov_corpus.dataset.storage import Storage
from lavrov_corpus.document import Failure, Record
from lavrov_corpus.errors import CorpusError

FORMAT = 2
_FOLDER = "parts"
_MANIFEST = "manifest.json"
# What we write into the folder of the parts, whole or begun: all else there is somebody's own.
_OURS = re.compile(r"\.?[0-9a-f]{32}\.(?:parquet|json)(?:\.[0-9a-f]{12}\.part)?")


class PartRecord(Record):
    """What is in a part; `size` in bytes, `sha256` of its Parquet file ("" without one)."""

    name: str
    articles: int
    size: int
    sha256: str
    failures: tuple[Failure, ...]

    @property
    def path(self) -> str:
        """The Parquet file, relative to the dataset."""
        return f"{_FOLDER}/{self.name}.parquet"

    @property
    def record_path(self) -> str:
        """The file of this record, relative to the dataset."""
        return f"{_FOLDER}/{self.name}.json"


class Dataset:
    """The parts and the manifest in one folder, for one writer at a time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._storage = Storage(url)
        self._sizes: dict[str, int] | None = None

    @staticmethod
    def name_of(fingerprint: str, files: Iterable[tuple[str, str]]) -> str:
        """Return the name of the part that (source, SHA-256) pairs give with a fingerprint."""
        made_of = json.dumps([FORMAT, fingerprint, list(files)], ensure_ascii=False)
        return hashlib.sha256(made_of.encode()).hexdigest()[:32]

    def require_paths(self, paths: Sequence[str]) -> None:
        """Raise CorpusError if the manifest is of other paths: it would be replaced by these."""
        manifest = self._manifest()
        known = list(paths) if manifest is None else manifest["paths"]
        if known != list(paths):
            raise CorpusError(
                f"{self.url} holds the articles of {' '.join(map(str, known))}",
                "name the same paths again, all in one command, or choose another place: --to",
            )

    def finished(self, name: str) -> PartRecord | None:
        """Return the record of a part that is there whole, None where it must be made."""
        if self._sizes is None:
            self._sizes = self._storage.sizes(_FOLDER)
        if f"{name}.json" not in self._sizes:
            return None
        data = self._storage.read(f"{_FOLDER}/{name}.json")
        try:
            record = PartRecord.model_validate_json(data or b"")
        except ValidationError:
            return None
        there = self._sizes.get(f"{name}.parquet", 0)
        return record if record.name == name and record.size == there else None

    def publish(self, parts: Sequence[PartRecord], paths: Sequence[str], fingerprint: str) -> None:
        """Write the manifest of these parts, then remove what is part of no manifest."""
        manifest = {
            "format": FORMAT,
            "fingerprint": fingerprint,
            "paths": list(paths),
            "articles": sum(part.articles for part in parts),
            "parts": [
                {"path": p.path, "articles": p.articles, "size": p.size, "sha256": p.sha256}
                for p in parts
                if p.articles
            ],
            "failures": [failure.model_dump() for part in parts for failure in part.failures],
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        self._storage.write(_MANIFEST, f"{text}\n".encode())
        kept = {path for part in parts for path in (part.path, part.record_path)}
        for file in self._storage.sizes(_FOLDER):
            if _OURS.fullmatch(file) and f"{_FOLDER}/{file}" not in kept:
                self._storage.remove(f"{_FOLDER}/{file}")
        for file in self._storage.sizes(""):
            if file.startswith(f".{_MANIFEST}."):  # begun by a process that was killed
                self._storage.remove(file)

    def _manifest(self) -> dict[str, Any] | None:
        data = self._storage.read(_MANIFEST)
        if data is None:
            return None
        try:
            manifest = json.loads(data)
            if manifest["format"] != FORMAT:
                raise ValueError(f"format {manifest['format']}")
            if not isinstance(manifest["paths"], list):
                raise TypeError("its paths are no list")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CorpusError(
                f"{self.url}/{_MANIFEST} cannot be read: {error}",
                "It was left as it is. Choose another place: --to",
            ) from error
        return dict(manifest)
