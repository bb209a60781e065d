"""What a batch of items gives: a result for each, or the error that it raised."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

Function = Callable[[Sequence[Any]], Sequence[Any]]

#: Batches in their order, each with an outcome for each of its items.
Done = Generator[tuple[Sequence[Any], list[Any]], None, None]


class WorkerDiedError(Exception):
    """A worker process ended in the middle of its work: killed, crashed, out of memory."""


@dataclass(frozen=True, slots=True)
class Raised:
    """What an item gives instead of a result."""

    error: Exception


def outcomes_of(function: Function, items: Sequence[Any]) -> list[Any]:
    """Return a result or a Raised for each item, one by one where they fail together."""
    try:
        results = list(function(items))
        if len(results) != len(items):
            raise RuntimeError(f"{len(items)} items gave {len(results)} results")
        return results
    except Exception as error:  # noqa: BLE001 - whatever one item raises must not end the rest
        if len(items) == 1:
            return [Raised(error)]
    return [outcome for item in items for outcome in outcomes_of(function, [item])]


def portable(error: Exception) -> Exception:
    """Return the error, or one that says the same where it cannot go to another process."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - the constructor of any error may run here
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
