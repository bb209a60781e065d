"""From the raw text of a file to a text of whole paragraphs, with the way back."""

from lavrov_corpus.cleaning.compose import Change, changes, clean
from lavrov_corpus.cleaning.shared import shared_furniture

__all__ = ["Change", "changes", "clean", "shared_furniture"]
