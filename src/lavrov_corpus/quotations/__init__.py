"""Who said what: the quotations of a Turkish news text and their speakers."""

from __future__ import annotations

from lavrov_corpus.quotations.find import find_quotations

__all__ = ["find_quotations"]
