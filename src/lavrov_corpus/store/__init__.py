"""The database of a corpus; the only place that knows SQL."""

from lavrov_corpus.store.core import Counts, Outcome, Store
from lavrov_corpus.store.rows import LEVELS, ArticleRows, article_rows
from lavrov_corpus.store.salvage import salvaged

__all__ = ["LEVELS", "ArticleRows", "Counts", "Outcome", "Store", "article_rows", "salvaged"]
