"""Files in a folder or on shared storage, each of them there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from lavrov_corpus.errors import CorpusError

_HINT = "Check the address, the permissions and the free space, and run the command again."
_EXTRA = "pip install 'lavrov-corpus[cluster]'"


class Storage:
    """A folder, named by a path or by a URL that fsspec knows (s3://, gs://, memory://).

    Every method raises CorpusError where the storage cannot be reached or written. Names
    are relative to the folder, with `/` between their parts.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def __reduce__(self) -> tuple[type[Storage], tuple[str]]:
        return Storage, (self.url,)

    @cached_property
    def _place(self) -> tuple[Any, str]:
        """The file system of fsspec, and the path of the folder in it."""
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise CorpusError(f"--to needs {error.name}, which is not installed", _EXTRA) from error
        with self._named_errors():
            system, root = url_to_fs(self.url)
        return system, str(root)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where there is none."""
        system, root = self._place
        with self._named_errors():
            try:
                data: bytes = system.cat_file(f"{root}/{name}")
            except FileNotFoundError:
                return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file in place of what was there; others see the old one or the new one."""
        system, root = self._place
        path = f"{root}/{name}"
        with self._named_errors():
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            if "file" in _names(system.protocol):
                _replace(Path(path), data)
            else:
                system.pipe_file(path, data)  # object stores show an upload when it is whole

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the size in bytes of each file by its name; {} where there is no such folder."""
        system, root = self._place
        with self._named_errors():
            system.invalidate_cache()
            try:
                entries = system.ls(f"{root}/{folder}".rstrip("/"), detail=True)
            except FileNotFoundError:
                return {}
        return {
            str(entry["name"]).rpartition("/")[2]: int(entry["size"] or 0)
            for entry in entries
            if entry["type"] == "file"
        }

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone already is no error."""
        system, root = self._place
        with self._named_errors():
            try:
                system.rm_file(f"{root}/{name}")
            except FileNotFoundError:
                return

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, ImportError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise CorpusError(f"{self.url} cannot be used: {reason}", _HINT) from error


def _names(protocol: str | tuple[str, ...]) -> tuple[str, ...]:
    return (protocol,) if isinstance(protocol, str) else protocol


def _replace(target: Path, data: bytes) -> None:
    # Two workers may write the same part, on different machines with equal process numbers.
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
