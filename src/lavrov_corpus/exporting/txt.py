"""The clean text of each article, its paragraphs separated by a blank line."""

from __future__ import annotations

from collections.abc import Mapping

from lavrov_corpus.exporting.records import Record


class Txt:
    """The text of each article; nothing goes with all of them."""

    def files(self, article: Record) -> Mapping[str, str]:
        """Return the text of an article by its suffix."""
        return {".txt": f"{article['text']}\n"}

    def closing(self) -> Mapping[str, str]:
        """Return nothing."""
        return {}
