"""The errors that are meant for the person at the keyboard."""

from __future__ import annotations


class CorpusError(Exception):
    """What happened and where, in one line, and the command that mends it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[CorpusError], tuple[str, str]]:
        """Keep the hint when a worker process hands the error back."""
        return type(self), (self.message, self.hint)


class InputError(CorpusError):
    """A path or file that cannot be read as a Turkish article."""


class ModelError(CorpusError):
    """A model that is not there, is damaged, or is not the one expected."""


class StoreError(CorpusError):
    """A database that cannot be opened, read or written."""
