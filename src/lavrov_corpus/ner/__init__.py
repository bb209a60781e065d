"""Named entities: the Protocol that every engine fulfils, and the engines by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from lavrov_corpus.document import Mention, SegmentedText


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
