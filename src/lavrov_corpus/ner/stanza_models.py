"""Listing and checking models of stanza's; fetching its official Turkish ones.

`download_models` is the only function of the project that uses the network.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.stanza_resources import (
    CATALOGUE_FILE,
    DEFAULT_PACKAGE,
    LANGUAGE,
    Catalogue,
    ModelFile,
    digest_of,
    download_command,
    download_folder,
    first_line,
    models_folder,
    remedy,
    silence_logger,
)

#: What is known of the licences of the data behind each model, by the name of that data.
#: stanza publishes its models under Apache-2.0; that does not lift the licence of the data.
DATA_LICENCES: Mapping[str, str] = {
    "lavrov": "CC BY-SA 4.0 (see the card in the folder)",
    "imst": "CC BY-NC-SA (UD Turkish-IMST): no commercial use",
    "boun": "CC BY-SA 4.0 (UD Turkish-BOUN)",
    "kenet": "CC BY-SA 4.0 (UD Turkish-Kenet)",
    "penn": "CC BY-SA 4.0 (UD Turkish-Penn)",
    "framenet": "CC BY-SA 4.0 (UD Turkish-FrameNet)",
    "starlang": "not stated (Starlang's annotated Turkish treebanks)",
    "conll17": "not stated (web text of the CoNLL 2017 shared task)",
}
UNKNOWN_LICENCE = "not known"

_STAGING = ".download"
_LOCK = ".download.lock"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model file that is there; `size` in bytes, `sha256` in hexadecimal."""

    name: str
    package: str
    path: Path
    size: int
    sha256: str
    licence: str


@dataclass(frozen=True, slots=True)
class CheckedModel:
    """A model and what is wrong with it, "" where it is sound."""

    model: InstalledModel
    problem: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where models are fetched from; "" is stanza's own address.

    `catalogue_url` is the folder that `resources_VERSION.json` lies in. `models_url` has the
    fields `{lang}`, `{resources_version}` and `{filename}`.
    """

    catalogue_url: str = ""
    models_url: str = ""


OFFICIAL = Source()


def installed_models(models_dir: Path | None = None) -> list[InstalledModel]:
    """Return the models of the folder, by name and package; none where there is no folder.

    Raises ModelError where the folder's resources.json is damaged.
    """
    folder = models_folder(models_dir)
    return [_installed(file, folder) for file in _present(folder, remedy(models_dir))]


def verify_models(models_dir: Path | None = None) -> list[CheckedModel]:
    """Compare each model of the folder with the digest that is given for it, and find gaps.

    Raises ModelError where there is no model at all, or a damaged resources.json.
    """
    folder = models_folder(models_dir)
    hint = remedy(models_dir)
    present = _present(folder, hint)
    if not present:
        raise ModelError(f"no stanza models in {folder}", hint)
    names = {(file.kind, file.package) for file in present}
    checked = []
    for file in present:
        wrong = file.problem(folder)
        problem = f"its {wrong} is not the expected one" if wrong else ""
        missing = [
            f"{kind}/{package}" for kind, package in file.needs if (kind, package) not in names
        ]
        if missing:
            problem = f"it needs {', '.join(missing)}, not there"
        checked.append(CheckedModel(_installed(file, folder), problem))
    return checked


def download_models(
    models_dir: Path | None = None,
    package: str = DEFAULT_PACKAGE,
    source: Source = OFFICIAL,
) -> list[Path]:
    """Fetch the tokenizer, the expander and the tagger of a package; return their files.

    The files are fetched into a folder beside their place and moved there once all of them
    have the MD5 that stanza gives. What is already there, or was fetched before a break, is
    not fetched again. A second process waits for the first.

    Raises ModelError where the network or a file fails, or the folder cannot be written.
    """
    folder = download_folder(models_dir)
    command = download_command(models_dir, package)
    try:
        with _locked(folder):
            staging = folder / _STAGING
            _offer_present(folder, staging)
            files = _fetch(staging, package, source, command)
            return _publish(files, staging, folder)
    except OSError as error:
        raise ModelError(f"cannot write {folder}: {error.strerror or error}", command) from error


def _present(folder: Path, hint: str) -> list[ModelFile]:
    try:
        files = Catalogue.read(folder, hint).files
    except FileNotFoundError:
        return []
    return [files[key] for key in sorted(files) if files[key].path(folder).is_file()]


def _installed(file: ModelFile, folder: Path) -> InstalledModel:
    path = file.path(folder)
    licence = DATA_LICENCES.get(file.package.partition("_")[0], UNKNOWN_LICENCE)
    return InstalledModel(
        file.kind, file.package, path, path.stat().st_size, digest_of(path), licence
    )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    from filelock import FileLock  # noqa: PLC0415 - only a download needs it

    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / _LOCK):
        yield


def _offer_present(folder: Path, staging: Path) -> None:
    """Link the models that are there into the staging folder, where stanza finds them."""
    for path in (folder / LANGUAGE).glob("*/*.pt"):
        staged = staging / path.relative_to(folder)
        if staged.exists():
            continue
        staged.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, staged)
        except OSError:  # a file system without hard links
            shutil.copy2(path, staged)


def _fetch(staging: Path, package: str, source: Source, command: str) -> list[ModelFile]:
    """Let stanza download a package into the staging folder; return what it is made of."""
    catalogue_url = {"resources_url": source.catalogue_url} if source.catalogue_url else {}
    models_url = {"model_url": source.models_url} if source.models_url else {}
    try:
        with _silent_stanza() as common:
            common.download_resources_json(str(staging), **catalogue_url)
            catalogue = Catalogue.read(staging, command)
            selection = catalogue.select(package)
            common.download(
                LANGUAGE,
                model_dir=str(staging),
                package=None,
                processors=selection,
                download_json=False,
                **models_url,
            )
    except OSError as error:
        message = f"cannot fetch stanza's models: {first_line(error)}"
        raise ModelError(message, f"with a network: {command}") from error
    except ValueError as error:
        raise ModelError(f"a model came damaged: {first_line(error)}", command) from error
    return catalogue.needed(selection)


@contextmanager
def _silent_stanza() -> Iterator[Any]:
    """Give stanza's module of downloads, with all logs and progress bars kept back."""
    silence_logger()
    from huggingface_hub.utils.logging import get_verbosity, set_verbosity  # noqa: PLC0415
    from huggingface_hub.utils.tqdm import (  # noqa: PLC0415 - takes seconds
        are_progress_bars_disabled,
        disable_progress_bars,
        enable_progress_bars,
    )
    from stanza.resources import common  # noqa: PLC0415 - the same

    bars_shown, verbosity = not are_progress_bars_disabled(), get_verbosity()
    set_verbosity(logging.CRITICAL)
    disable_progress_bars()
    try:
        with common.logging_level_context("CRITICAL", None):
            yield common
    finally:
        set_verbosity(verbosity)
        if bars_shown:
            enable_progress_bars()


def _publish(files: list[ModelFile], staging: Path, folder: Path) -> list[Path]:
    """Move the files to their place, the catalogue last, and clear the staging folder."""
    for file in files:
        target = file.path(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.path(staging).replace(target)
    (staging / CATALOGUE_FILE).replace(folder / CATALOGUE_FILE)
    shutil.rmtree(staging)
    return [file.path(folder) for file in files]
