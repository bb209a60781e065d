"""The database of a corpus; the only place that knows SQL."""

from lavrov_corpus.store.core import Counts, Outcome, Store
from lavrov_corpus.store.overview import ArticleSummary, Overview
from lavrov_corpus.store.rows import LEVELS, ArticleRows, article_rows

__all__ = [
    "LEVELS",
    "ArticleRows",
    "ArticleSummary",
    "Counts",
    "Outcome",
    "Overview",
    "Store",
    "article_rows",
]
