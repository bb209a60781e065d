"""Loads a `stanza.Pipeline` from a model folder: offline, silent, and with plain errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.stanza_resources import (
    LANGUAGE,
    Catalogue,
    ModelFile,
    digest_of,
    download_command,
    first_line,
    models_folder,
    remedy,
    silence_logger,
)

#: What stanza and torch raise on a file that was cut short or is of another kind.
DAMAGE = (OSError, EOFError, RuntimeError, ValueError, LookupError, AssertionError, UnpicklingError)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A `stanza.Pipeline` and the SHA-256, in hexadecimal, of each file it runs from.

    One belongs to one process and one thread: stanza is not thread-safe, and a process that
    was forked after torch had run may hang, so workers are spawned and load their own.
    """

    pipeline: Any
    models: Mapping[str, str]


def load_tagging(models_dir: Path | None, package: str, threads: int | None) -> Loaded:
    """Load a tagger of names that takes text which is segmented already.

    Raises ModelError where the models are missing or damaged, with the command that gets
    them as its hint.
    """
    # stanza wants the name of a tokenizer, but loads none for text that is pretokenised. One
    # batch of ours is one batch of stanza's, so its own bound is put out of reach.
    return _load(
        _Wanted(models_dir, package, named=("tokenize", "ner"), run=("ner",)),
        threads,
        tokenize_pretokenized=True,
        ner_batch_size=1_000_000,
    )


def load_splitting(models_dir: Path | None, package: str, threads: int | None) -> Loaded:
    """Load a splitter of text into sentences and tokens; errors as in `load_tagging`."""
    # The expander of multi-word tokens is not run, but stanza loads it with the tokenizer.
    kinds = ("tokenize", "mwt")
    return _load(_Wanted(models_dir, package, named=kinds, run=kinds), threads)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The processors to be named to stanza, and those whose files must be there."""

    models_dir: Path | None
    package: str
    named: tuple[str, ...]
    run: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return models_folder(self.models_dir)

    @property
    def hint(self) -> str:
        return remedy(self.models_dir, self.package)

    def find(self) -> tuple[dict[str, str], list[ModelFile]]:
        """Return the model package of each processor, and the files that will be read."""
        try:
            catalogue = Catalogue.read(self.folder, self.hint)
        except FileNotFoundError as error:
            raise ModelError(f"no stanza models in {self.folder}", self.hint) from error
        chosen = catalogue.select(self.package)
        # Only some languages and treebanks have multi-word tokens.
        missing = [kind for kind in self.named if kind not in chosen and kind != "mwt"]
        files = catalogue.needed({kind: chosen[kind] for kind in self.run if kind in chosen})
        # A folder without a tokenizer has to name one for stanza all the same.
        missing += [file.kind for file in files if not file.md5]
        if missing:
            message = f"the stanza models in {self.folder} have none for {', '.join(missing)}"
            hint = f"{download_command(self.models_dir, self.package)}, and give --models-dir"
            raise ModelError(message, hint)
        for file in files:
            if not file.path(self.folder).is_file():
                message = f"the stanza model {file.path(self.folder)} is not there"
                raise ModelError(message, self.hint)
            if problem := file.problem(self.folder):
                message = f"{file.path(self.folder)} has not the {problem} that is expected"
                raise ModelError(
                    f"the stanza models in {self.folder} do not load: {message}", self.hint
                )
        return {kind: chosen[kind] for kind in self.named if kind in chosen}, files


def _load(wanted: _Wanted, threads: int | None, **options: Any) -> Loaded:
    processors, files = wanted.find()
    silence_logger()
    import stanza  # noqa: PLC0415 - takes seconds
    import torch  # noqa: PLC0415 - the same

    # Matrices of this size are soon multiplied: more threads gain little on idle cores, and
    # on busy ones they spin while they wait for each other.
    torch.set_num_threads(threads or 1)
    try:
        pipeline = stanza.Pipeline(
            lang=LANGUAGE,
            dir=str(wanted.folder),
            package=None,
            processors=processors,
            download_method=None,
            logging_level="CRITICAL",
            use_gpu=False,
            **options,
        )
    except DAMAGE as error:
        message = f"the stanza models in {wanted.folder} do not load: {first_line(error)}"
        raise ModelError(message, wanted.hint) from error
    return Loaded(pipeline, {file.name: digest_of(file.path(wanted.folder)) for file in files})
