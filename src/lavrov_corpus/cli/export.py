"""`corpus export`: from the database to standard output or a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command


def export(
    output_format: options.FormatOption = options.Format.JSONL,
    level: options.LevelOption = options.Level.ARTICLE,
    output: options.Output = None,
    where: options.Where = "",
    db: options.Database = options.DEFAULT_DATABASE,
    unique: Annotated[
        bool,
        typer.Option("--unique", help="Of copies of one text only the earliest."),
    ] = False,
    excel: options.Excel = False,
    debug: options.Debug = False,
) -> None:
    """Write the corpus in a format that other programs read, in the order of the sources.

    The formats brat and txt are a folder of files, named by -o; the others are one file.

    Example: corpus export --format csv --level entity -o entities.csv
    """
    with command(debug=debug):
        from lavrov_corpus import exporting
        from lavrov_corpus.queries import copies
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            left_out = copies.copies(store, where) if unique else frozenset()
            exporting.save(
                store.articles(where, left_out),
                output_format.value,
                level.value,
                output,
                sys.stdout.buffer,
                excel=excel,
            )
