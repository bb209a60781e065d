"""How the answer to a question is given: a table for a person, data for a program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from lavrov_corpus.cli.options import TableFormat, row_limit, table_format

if TYPE_CHECKING:
    from lavrov_corpus.console import Cell

Row = Mapping[str, Any]

#: How a cell of a table is shown, where it is not just its value.
Shown = Mapping[str, Callable[[Row], "Cell"]]


def answer(
    rows: Iterable[Row],
    columns: Sequence[str],
    shown: Sequence[str],
    chosen: TableFormat | None,
    *,
    as_shown: Shown | None = None,
) -> None:
    """Write the rows on standard output: `shown` of them in a table, else all `columns`."""
    from lavrov_corpus import exporting
    from lavrov_corpus.console import print_table

    output_format = table_format(chosen)
    if output_format is TableFormat.TABLE:
        special = as_shown or {}
        print_table(
            shown,
            (
                [special.get(name, lambda r, n=name: _cell(r[n]))(row) for name in shown]
                for row in rows
            ),
        )
        return
    chunks = exporting.export_table(rows, columns, output_format.value)
    exporting.write(chunks, None, sys.stdout.buffer)


def limited(
    rows: Iterable[Row], limit: int | None, chosen: TableFormat | None, empty: str
) -> Iterator[Row]:
    """Yield the rows that are shown; say on stderr if there are more of them, or none."""
    from lavrov_corpus.console import say

    remaining = iter(rows)
    first = list(islice(remaining, 1))
    if not first:
        say(empty)
    most = row_limit(limit, table_format(chosen))
    yield from islice(chain(first, remaining), most or None)
    if most and next(remaining, None) is not None:
        say(f"the first {most} rows; --limit 0 shows all")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) >= 100 else f"{value:.3f}"
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
