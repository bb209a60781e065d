"""The engine `stanza`: a neural tagger of stanza's, run offline on our sentences and tokens.

stanza (Qi et al., 2020, "Stanza: A Python Natural Language Processing Toolkit for Many Human
Languages") tags with a BiLSTM-CRF over word vectors and characters. It gets our tokens as
pretokenised text, so only its `ner` processor runs, and what it finds is read back by the
index of the token: no offset of stanza's is ever used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.stanza_batches import Stretch, batches, stretches
from lavrov_corpus.ner.stanza_resources import (
    DEFAULT_PACKAGE,
    LANGUAGE,
    Catalogue,
    ModelFile,
    download_command,
    first_line,
    models_folder,
    silence_logger,
)

ENGINE = "stanza"

#: stanza's names of the three kinds that every engine knows; other labels stay as they are.
LABELS: Mapping[str, str] = {
    "PERSON": "PER",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "ORGANIZATION": "ORG",
}

#: What stanza and torch raise on a file that was cut short or is of another kind.
_DAMAGE = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    AssertionError,
    UnpicklingError,
)


@dataclass(frozen=True, slots=True)
class StanzaTagger:
    """A loaded stanza pipeline that fulfils `Tagger`.

    One belongs to one process and one thread: stanza is not thread-safe, and a process that
    was forked after torch had run may hang, so workers load their own.

    `labels` gives our label for each label that the model knows, so that the model's own
    can be told from the result: MONEY and TIME of the official model are kept as they are.
    """

    pipeline: Any
    models: Mapping[str, str]
    labels: Mapping[str, str]

    @classmethod
    def load(
        cls,
        models_dir: Path | None = None,
        package: str = DEFAULT_PACKAGE,
        threads: int | None = None,
    ) -> StanzaTagger:
        """Load a package of models from a folder; no network is ever used.

        The folder is `models_dir`, else the environment's STANZA_RESOURCES_DIR, else
        stanza's default. `threads` is how many threads torch may use in this process, whole
        cores divided by the workers; without it torch keeps its own number.

        Raises ModelError where the models are missing or damaged, with the command that
        gets them as its hint.
        """
        folder = models_folder(models_dir)
        hint = download_command(models_dir, package)
        selection, files = _find_models(folder, package, hint)
        silence_logger()
        pipeline = _load_pipeline(folder, selection, threads, hint)
        known = pipeline.processors["ner"].get_known_tags()
        return cls(
            pipeline=pipeline,
            models={file.name: _sha256(file.path(folder)) for file in files},
            labels={label: LABELS.get(label, label) for label in known},
        )

    @property
    def engine(self) -> str:
        """The name of the engine, as `--engine` takes it."""
        return ENGINE

    def tag(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each text, sorted and without overlaps.

        Sentences of all texts are run together, sorted by length. An error in one of them
        fails the whole call; the caller tags the texts one by one to find the guilty one.
        """
        found: list[list[Mention]] = [[] for _ in texts]
        waiting = (part for number, text in enumerate(texts) for part in stretches(number, text))
        for batch in batches(waiting):
            for stretch, spans in zip(batch, self._spans(batch), strict=True):
                tokens = texts[stretch.text].tokens
                for first, last, label in spans:
                    start = tokens[stretch.first + first][0]
                    end = tokens[stretch.first + last][1]
                    found[stretch.text].append(Mention(start, end, stretch.sentence, label))
        return [tuple(sorted(mentions, key=lambda each: each.start)) for mentions in found]

    def _spans(self, batch: Sequence[Stretch]) -> Iterator[list[tuple[int, int, str]]]:
        """Yield, for each stretch, (first word, last word, label) of each mention in it."""
        import torch  # noqa: PLC0415 - heavy, and loaded by now
        from stanza.models.common.doc import Document  # noqa: PLC0415

        document = Document([[{"text": word} for word in stretch.words] for stretch in batch])
        with torch.inference_mode():
            self.pipeline.process(document)
        for sentence in document.sentences:
            yield [
                (span.tokens[0].id[0] - 1, span.tokens[-1].id[0] - 1, self.labels[span.type])
                for span in sentence.ents
            ]


def _find_models(
    folder: Path, package: str, hint: str
) -> tuple[Mapping[str, str], Sequence[ModelFile]]:
    """Return the package of each processor that runs, and the files that they need."""
    try:
        catalogue = Catalogue.read(folder)
    except FileNotFoundError as error:
        raise ModelError(f"no stanza models in {folder}", hint) from error
    chosen = catalogue.select(package)
    if "ner" not in chosen or "tokenize" not in chosen:
        raise ModelError(f"the stanza models in {folder} have no tagger of names", hint)
    files = catalogue.needed({"ner": chosen["ner"]})
    for file in files:
        if not file.path(folder).is_file():
            raise ModelError(f"the stanza model {file.path(folder)} is not there", hint)
    return {kind: chosen[kind] for kind in ("tokenize", "ner")}, files


def _load_pipeline(
    folder: Path, selection: Mapping[str, str], threads: int | None, hint: str
) -> Any:
    import stanza  # noqa: PLC0415 - takes seconds
    import torch  # noqa: PLC0415 - the same

    if threads:
        torch.set_num_threads(threads)
    try:
        return stanza.Pipeline(
            lang=LANGUAGE,
            dir=str(folder),
            package=None,
            processors=dict(selection),
            download_method=None,
            logging_level="CRITICAL",
            use_gpu=False,
            tokenize_pretokenized=True,
            # One batch of ours is one batch of stanza's: `batches` bounds it by its work.
            ner_batch_size=1_000_000,
        )
    except _DAMAGE as error:
        message = f"the stanza models in {folder} do not load: {first_line(error)}"
        raise ModelError(message, hint) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
