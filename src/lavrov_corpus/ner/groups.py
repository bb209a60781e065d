"""Cuts a row of things into groups that a model is given at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def in_groups(
    items: Iterable[Item], size: Callable[[Item], int], most: int
) -> Iterator[list[Item]]:
    """Yield the items, in order, in groups of at most `most` in size, or of a single item."""
    group: list[Item] = []
    held = 0
    for item in items:
        length = size(item)
        if group and held + length > most:
            yield group
            group, held = [], 0
        group.append(item)
        held += length
    if group:
        yield group
