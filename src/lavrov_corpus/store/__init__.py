"""The database of a corpus; the only place that knows SQL."""

from lavrov_corpus.store.core import Counts, Outcome, Store, Words
from lavrov_corpus.store.rows import LEVELS, ArticleRows, article_rows

__all__ = ["LEVELS", "ArticleRows", "Counts", "Outcome", "Store", "Words", "article_rows"]
