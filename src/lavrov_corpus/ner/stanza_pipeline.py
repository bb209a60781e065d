"""Loads a `stanza.Pipeline` from a model folder: offline, silent, and with plain errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.stanza_resources import (
    AS_IT_IS,
    LANGUAGE,
    TRANSFORMER,
    Catalogue,
    ModelFile,
    digest_of,
    download_command,
    first_line,
    models_folder,
    remedy,
    silence_logger,
)

if TYPE_CHECKING:
    from lavrov_corpus.ner.encoder import Encoder

#: What stanza and torch raise on a file that was cut short or is of another kind.
DAMAGE = (OSError, EOFError, RuntimeError, ValueError, LookupError, AssertionError, UnpicklingError)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A `stanza.Pipeline` and the SHA-256, in hexadecimal, of each file it runs from.

    `encoder` is our own network where a tagger reads its states, and `calibration` what
    `certainty.probability` makes of the tagger's own probabilities.

    One belongs to one process and one thread: stanza is not thread-safe, and a process that
    was forked after torch had run may hang, so workers are spawned and load their own.
    """

    pipeline: Any
    models: Mapping[str, str]
    encoder: Encoder | None
    calibration: tuple[float, float]


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
    encoder = _encoder(files, threads or 1)
    silence_logger()
    import stanza  # noqa: PLC0415 - takes seconds
    import torch  # noqa: PLC0415 - the same

    # Matrices of this size are soon multiplied: more threads gain little on idle cores, and
    # on busy ones they spin while they wait for each other.
    torch.set_num_threads(1 if encoder else threads or 1)
    try:
        with _without_optimizers():
            pipeline = stanza.Pipeline(
                lang=LANGUAGE,
                dir=str(wanted.folder),
                package=None,
                processors=processors,
                download_method=None,
                logging_level="CRITICAL",
                use_gpu=False,
                foundation_cache=_foundation(encoder) if encoder else None,
                **options,
            )
    except DAMAGE as error:
        message = f"the stanza models in {wanted.folder} do not load: {first_line(error)}"
        raise ModelError(message, wanted.hint) from error
    digests = {file.name: digest_of(file.path(wanted.folder)) for file in files}
    taggers = [file for file in files if file.kind == "ner"]
    return Loaded(
        pipeline,
        digests | (encoder.models if encoder else {}),
        encoder,
        taggers[0].calibration if taggers else AS_IT_IS,
    )


@contextmanager
def _without_optimizers() -> Iterator[None]:
    """Keep stanza from making an optimizer for each model that it loads.

    Only training has a use for one, and the first one of a process makes torch import its
    compiler, which takes two seconds.
    """
    from stanza.models.common import utils  # noqa: PLC0415 - heavy, loaded by now

    make = utils.get_optimizer
    utils.get_optimizer = lambda *_, **__: None
    try:
        yield
    finally:
        utils.get_optimizer = make


def _encoder(files: Sequence[ModelFile], threads: int) -> Encoder | None:
    """Return the network whose states a tagger among the files reads, None where none does.

    Raises ModelError where the tagger names another network, or ours is missing or damaged.
    """
    names = {file.transformer for file in files if file.transformer}
    if not names:
        return None
    if names != {TRANSFORMER}:
        message = f"a stanza model reads {', '.join(sorted(names))}, which is not known"
        raise ModelError(message, "install lavrov-corpus again")
    from lavrov_corpus.ner.encoder import Encoder  # noqa: PLC0415 - loads ONNX Runtime

    return Encoder.load(threads=threads)


def _foundation(encoder: Encoder) -> Any:
    """Return stanza's cache of transformers with our own network in it under its name."""
    from stanza.models.common.foundation_cache import (  # noqa: PLC0415 - heavy, loaded by now
        BertRecord,
        FoundationCache,
    )

    from lavrov_corpus.ner.stanza_states import transformer  # noqa: PLC0415 - imports torch

    cache = FoundationCache(local_files_only=True)
    cache.bert[TRANSFORMER] = BertRecord(*transformer(encoder.states), {})
    return cache
