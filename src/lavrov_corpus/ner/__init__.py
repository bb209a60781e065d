"""Named entities: the Protocol that every engine fulfils, and the engines by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from lavrov_corpus.document import Mention, SegmentedText, TextParagraph
from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.labels import DEFAULT_LABELS, LABELS, NAME_LABELS, parse_labels

__all__ = [
    "DEFAULT_ENGINE",
    "DEFAULT_LABELS",
    "ENGINES",
    "LABELS",
    "NAME_LABELS",
    "Splitter",
    "Tagger",
    "load_splitter",
    "load_tagger",
    "parse_labels",
    "renamed_labels",
]

ENGINES = ("news", "stanza")
DEFAULT_ENGINE = "news"
EFFORTS = ("fast", "balanced", "best")
DEFAULT_EFFORT = "balanced"
SPLITTERS = ("own", "stanza")
DEFAULT_SPLITTER = "own"


class Tagger(Protocol):
    """Finds the mentions in segmented texts."""

    @property
    def engine(self) -> str:
        """The name of the engine, as `--engine` takes it."""

    @property
    def models(self) -> Mapping[str, str]:
        """The SHA-256, in hexadecimal, of each model file in use, by the file's name."""

    def tag(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each text, sorted and without overlaps.

        The result for a text does not depend on the texts beside it.
        """


@runtime_checkable
class Renaming(Protocol):
    """A tagger whose model has labels of its own names."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Our label for each label of the model."""


def renamed_labels(tagger: Tagger) -> str:
    """Return the model's own labels where ours are other ones, as `PERSON=PER,...`, else ""."""
    labels = tagger.labels if isinstance(tagger, Renaming) else {}
    return ",".join(f"{own}={ours}" for own, ours in sorted(labels.items()) if own != ours)


class Splitter(Protocol):
    """Cuts the paragraphs of a text into sentences and tokens, in place of our segmentation."""

    @property
    def models(self) -> Mapping[str, str]:
        """The SHA-256, in hexadecimal, of each model file in use, by the file's name."""

    def segment(self, text: str, paragraphs: Sequence[TextParagraph]) -> SegmentedText:
        """Return the text with its sentences and tokens, as `segmentation.segment` does."""


def load_splitter(splitter: str, models_dir: Path | None = None) -> Splitter | None:
    """Load the splitter of that name; None for our own segmentation, which is no model.

    Raises ModelError if there is no such splitter, or a model is missing or damaged.
    """
    if splitter == DEFAULT_SPLITTER:
        return None
    if splitter == "stanza":
        from lavrov_corpus.ner.stanza_splitter import StanzaSplitter  # noqa: PLC0415  # torch

        return StanzaSplitter.load(models_dir)
    raise ModelError(f"there is no splitter {splitter!r}", f"choose one of: {', '.join(SPLITTERS)}")


def load_tagger(
    engine: str, models_dir: Path | None = None, effort: str = DEFAULT_EFFORT
) -> Tagger:
    """Load the engine of that name; `models_dir` is for `stanza`, `effort` for `news`.

    Both run on one thread of each process: workers make better use of cores than threads.

    Raises ModelError if there is no such engine or effort, or a model is missing or damaged.
    """
    if engine == "news":
        from lavrov_corpus.ner.news import NewsTagger  # noqa: PLC0415  # numpy only when used

        return NewsTagger.load(effort=effort)
    if engine == "stanza":
        from lavrov_corpus.ner.stanza import StanzaTagger  # noqa: PLC0415  # torch only when used

        return StanzaTagger.load(models_dir)
    raise ModelError(f"there is no engine {engine!r}", f"choose one of: {', '.join(ENGINES)}")
