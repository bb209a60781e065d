"""Questions to the corpus, answered from the database alone, row by row.

What counts words needs numpy and is imported from its own modules.
"""

from lavrov_corpus.queries.people import Row, entities, explain, quotations

__all__ = ["Row", "entities", "explain", "quotations"]
