"""An export of one or more files an article: a folder that is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Protocol

from lavrov_corpus.document import Article
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import csv
from lavrov_corpus.exporting.records import Record, Source, rendered
from lavrov_corpus.exporting.writing import failed

#: What is told of each article in `articles.csv`, after the name of its file.
INDEX = tuple(
    key for key, field in Article.model_fields.items() if field.annotation is str and key != "text"
)
_INDEX_NAME = "articles.csv"

_LONGEST_NAME = 180  # bytes in UTF-8, which leaves room for a number and a suffix
_LONGEST_PATH = 1000
_NO_NAME = re.compile(r'[<>:"|?*]')
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
_DEVICE = re.compile(
    r"([Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])\d)(\..*)?"
)


class FolderFormat(Protocol):
    """A format of files an article."""

    def files(self, article: Record) -> Mapping[str, str]:
        """Return the texts of the files of an article, by their suffixes."""

    def closing(self) -> Mapping[str, str]:
        """Return the texts of the files that go with all articles, by name, at the end."""


def write_folder(articles: Iterable[Source], form: FolderFormat, output: Path) -> None:
    """Write the files of each article into a new or empty folder, the tree of the sources in it.

    `articles.csv` tells which file is which article. The folder is made beside `output` under
    another name and renamed when it is whole. Raises CorpusError where that fails, or where
    the folder has files in it already: they may be somebody's work.
    """
    target = output.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _require_room(output, target)
        part.mkdir()
        _fill(part, articles, form)
        if hasattr(os, "sync"):
            os.sync()  # once for all files: one by one would take longer than to write them
        if target.is_dir():
            target.rmdir()
        part.rename(target)
    except OSError as error:
        raise failed(str(output), error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def mirrored(source: str) -> str:
    """Return the path, without suffix, that the files of a source get inside a folder.

    It never leaves the folder and is a name on every system: steps up, drives, devices, hidden
    names and signs that a system forbids are put in order, and what is too long is cut.
    """
    parts = [_safe(part) for part in re.split(r"[/\\]", source) if part not in {"", ".", ".."}]
    if not parts or source == "-":
        return "standard-input" if source == "-" else "article"
    stem = Path(parts[-1]).stem
    parts = [_cut(part) for part in (*parts[:-1], stem)]
    path = "/".join(parts)
    return path if len(path.encode()) <= _LONGEST_PATH else f"{parts[-1]}-{_digest(source)}"


def _require_room(output: Path, target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise CorpusError(f"{output} is a file, not a folder.", "Name a new folder: -o FOLDER")
    if target.is_dir() and any(target.iterdir()):
        raise CorpusError(
            f"The folder {output} is not empty.", "Name a new folder, or remove it first."
        )


def _fill(folder: Path, articles: Iterable[Source], form: FolderFormat) -> None:
    with (folder / _INDEX_NAME).open("w", encoding="utf-8", newline="") as index:
        index.writelines(csv.table([], ("file", *INDEX)))
        for article in articles:
            known, texts = rendered(article, lambda loaded: (_known(loaded), form.files(loaded)))
            first = next(iter(texts))
            path = _reserved(folder, mirrored(known["source"]), first)
            for suffix, text in texts.items():
                (folder / f"{path}{suffix}").write_bytes(text.encode("utf-8"))
            _, line = csv.table([{"file": f"{path}{first}"} | known], ("file", *INDEX))
            index.write(line)
    for name, text in form.closing().items():
        (folder / name).write_bytes(text.encode("utf-8"))


def _known(article: Record) -> dict[str, str]:
    return {key: article[key] for key in INDEX}


def _reserved(folder: Path, path: str, suffix: str) -> str:
    """Return the path, numbered where another file has it, with its folders made.

    The system of files is asked, not a list: it may take two spellings for one name.
    """
    try:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):  # a file stands where a folder would
        path = path.replace("/", "_")
    for number in count(1):
        numbered = path if number == 1 else f"{path}-{number}"
        try:
            (folder / f"{numbered}{suffix}").touch(exist_ok=False)
        except FileExistsError:
            continue
        return numbered
    raise AssertionError


def _safe(part: str) -> str:
    visible = "".join("_" if unicodedata.category(sign) in _UNSEEN else sign for sign in part)
    name = _NO_NAME.sub("_", visible).rstrip(". ") or "_"
    return f"_{name}" if name[0] in ".-~" or _DEVICE.fullmatch(name) else name


def _cut(part: str) -> str:
    if len(part.encode()) <= _LONGEST_NAME:
        return part
    head = part.encode()[: _LONGEST_NAME - 9].decode(errors="ignore")
    return f"{head}-{_digest(part)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
