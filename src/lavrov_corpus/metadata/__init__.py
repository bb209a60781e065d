"""What an article says of itself: agency, place, author, date and title."""

from lavrov_corpus.metadata.find import find_metadata
from lavrov_corpus.metadata.marks import Metadata

__all__ = ["Metadata", "find_metadata"]
