"""stanza's model folder: where it is, and what its resources.json says lies in it.

The folder is laid out as stanza lays it out: `resources.json` beside `tr/KIND/PACKAGE.pt`,
where a kind is a processor (tokenize, mwt, ner) or what a processor depends on (pretrain,
forward_charlm, backward_charlm). Nothing here imports stanza but the question for its own
default folder, so that listing models is quick.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shlex
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from lavrov_corpus.errors import ModelError

LANGUAGE = "tr"
DEFAULT_PACKAGE = "default"
FOLDER_VARIABLE = "STANZA_RESOURCES_DIR"
CATALOGUE_FILE = "resources.json"

#: What a tagger that reads the states of our own network calls it, in place of the name of a
#: transformer on the Hugging Face hub.
TRANSFORMER = "lavrov-news-encoder"

#: The slope and intercept that leave a probability as it is.
AS_IT_IS = (1.0, 0.0)

#: The processors that are fetched; the other ones of a package are never used here.
PROCESSORS = ("tokenize", "mwt", "ner")


def bundled_folder() -> Path:
    """Return the folder of the models that come with the package."""
    return Path(str(files("lavrov_corpus") / "resources" / "stanza"))


def models_folder(models_dir: Path | None) -> Path:
    """Return the folder that models are loaded from.

    It is the argument, else the environment's STANZA_RESOURCES_DIR, else the bundled one.
    stanza's default folder is not looked at, so that what else was downloaded on a machine
    never changes what comes out.
    """
    return _chosen_folder(models_dir) or bundled_folder()


def download_folder(models_dir: Path | None) -> Path:
    """Return the folder that models are downloaded to: as above, but never the bundled one."""
    if (chosen := _chosen_folder(models_dir)) is not None:
        return chosen
    silence_logger()
    from stanza.resources.common import USER_CACHE_DIR  # noqa: PLC0415 - takes seconds

    return Path(USER_CACHE_DIR) / "resources"


def _chosen_folder(models_dir: Path | None) -> Path | None:
    if models_dir is not None:
        return models_dir.expanduser()
    from_environment = os.environ.get(FOLDER_VARIABLE)
    return Path(from_environment).expanduser() if from_environment else None


def remedy(models_dir: Path | None, package: str = DEFAULT_PACKAGE) -> str:
    """Return what to do where the models that were asked for are missing or damaged."""
    if _chosen_folder(models_dir) is None:
        return "install lavrov-corpus again"
    return download_command(models_dir, package)


def digest_of(path: Path, kind: str = "sha256") -> str:
    """Return the digest of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(
            file, lambda: hashlib.new(kind, usedforsecurity=False)
        ).hexdigest()


def download_command(models_dir: Path | None, package: str = DEFAULT_PACKAGE) -> str:
    """Return the command that fetches a package, as it is typed in a shell."""
    words = ["corpus", "models", "download"]
    if models_dir is not None:
        words += ["--models-dir", str(models_dir)]
    if package != DEFAULT_PACKAGE:
        words += ["--package", package]
    return shlex.join(words)


def silence_logger() -> None:
    """Keep stanza from writing its progress to stderr; to be called before its import.

    On import it sets its own logger to INFO, with a handler on stderr, unless the program
    that uses it has chosen a level before.
    """
    logger = logging.getLogger("stanza")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.ERROR)


def first_line(error: Exception) -> str:
    """Return the kind of an error and the beginning of the first line of what it says."""
    line = f"{type(error).__name__}: {error}".splitlines()[0]
    return textwrap.shorten(line, 160, placeholder=" ...")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that resources.json names, with the digests that are given for it.

    stanza gives the MD5; the bundled models have a SHA-256 as well, "" elsewhere. A bundled
    tagger names the network whose states it reads as its `transformer`, and has a
    `calibration`: slope and intercept of `certainty.probability`.
    """

    kind: str
    package: str
    md5: str
    needs: tuple[tuple[str, str], ...]
    sha256: str = ""
    transformer: str = ""
    calibration: tuple[float, float] = AS_IT_IS

    @property
    def name(self) -> str:
        """The path of the file inside the folder of the language, POSIX."""
        return f"{self.kind}/{self.package}.pt"

    def path(self, folder: Path) -> Path:
        """Return where the file lies, or would lie, in a model folder."""
        return folder / LANGUAGE / self.kind / f"{self.package}.pt"

    def problem(self, folder: Path) -> str:
        """Return which digest of the file is wrong, "" where it is what it should be."""
        path = self.path(folder)
        if self.sha256 and digest_of(path) != self.sha256:
            return "SHA-256"
        return "MD5" if not self.sha256 and digest_of(path, "md5") != self.md5 else ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What resources.json says of the Turkish models.

    `packages[name][processor]` is the package of that processor's model.
    """

    files: Mapping[tuple[str, str], ModelFile]
    packages: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, folder: Path, hint: str) -> Catalogue:
        """Read the catalogue of a model folder.

        Raises FileNotFoundError where there is none, ModelError with that hint where it is
        damaged.
        """
        path = folder / CATALOGUE_FILE
        try:
            turkish = json.loads(path.read_text(encoding="utf-8"))[LANGUAGE]
            packages = turkish["packages"]
            files = {(file.kind, file.package): file for file in _model_files(turkish)}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{path} is damaged or names no Turkish models"
            raise ModelError(message, hint) from error
        return cls(files, packages)

    def select(self, package: str) -> dict[str, str]:
        """Return the model package of each processor for a package of packages.

        A processor that the package lacks is taken from the default one, as the treebanks'
        packages have no tagger of names. Raises ModelError for a package that is not known.
        """
        if package not in self.packages:
            known = ", ".join(sorted(self.packages))
            raise ModelError(f"no stanza package is called {package!r}", f"there are: {known}")
        chosen = {**self.packages.get(DEFAULT_PACKAGE, {}), **self.packages[package]}
        return {kind: chosen[kind] for kind in PROCESSORS if kind in chosen}

    def needed(self, selection: Mapping[str, str]) -> list[ModelFile]:
        """Return the files of a selection and all that they depend on, without repeats.

        Raises ModelError where the catalogue names a file that it does not describe.
        """
        waiting = list(selection.items())
        found: dict[tuple[str, str], ModelFile] = {}
        for key in waiting:
            if key not in self.files:
                name = "/".join(key)
                raise ModelError(f"stanza's catalogue does not describe the model {name}")
            if key not in found:
                found[key] = self.files[key]
                waiting += self.files[key].needs
        return list(found.values())


def _model_files(turkish: Mapping[str, object]) -> Iterator[ModelFile]:
    for kind, entries in turkish.items():
        if kind == "packages" or not isinstance(entries, dict):
            continue
        for package, entry in entries.items():
            if isinstance(entry, dict) and "md5" in entry:
                needs = ((need["model"], need["package"]) for need in entry.get("dependencies", ()))
                slope, intercept = entry.get("calibration", AS_IT_IS)
                yield ModelFile(
                    kind,
                    package,
                    entry["md5"],
                    tuple(needs),
                    entry.get("sha256", ""),
                    entry.get("transformer", ""),
                    (float(slope), float(intercept)),
                )
