"""The database of a corpus; the only place that knows SQL."""

from lavrov_corpus.store.core import Counts, Outcome, Store, Words
from lavrov_corpus.store.overview import ArticleSummary, Overview
from lavrov_corpus.store.passages import StoredSentence, damaged_words
from lavrov_corpus.store.rows import LEVELS, ArticleRows, article_rows
from lavrov_corpus.store.salvage import salvaged
from lavrov_corpus.store.words import fold, name_terms, term_of, word_spans

__all__ = [
    "LEVELS",
    "ArticleRows",
    "ArticleSummary",
    "Counts",
    "Outcome",
    "Overview",
    "Store",
    "StoredSentence",
    "Words",
    "article_rows",
    "damaged_words",
    "fold",
    "name_terms",
    "salvaged",
    "term_of",
    "word_spans",
]
