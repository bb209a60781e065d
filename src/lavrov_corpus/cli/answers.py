"""How the answer to a question is given: a table for a person, data for a program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lavrov_corpus.cli.options import TableFormat, table_format


def answer(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    shown: Sequence[str],
    chosen: TableFormat | None,
) -> None:
    """Write the rows on standard output: `shown` of them in a table, else all `columns`."""
    from lavrov_corpus import exporting
    from lavrov_corpus.console import print_table

    output_format = table_format(chosen)
    if output_format is TableFormat.TABLE:
        print_table(shown, ([_cell(row[name]) for name in shown] for row in rows))
        return
    chunks = exporting.export_table(rows, columns, output_format.value)
    exporting.write(chunks, None, sys.stdout.buffer)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
