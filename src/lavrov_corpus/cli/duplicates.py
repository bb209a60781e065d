"""`corpus duplicates`: copies of one text, and where they differ."""

from __future__ import annotations

from typing import Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command

COLUMNS = (
    *("group", "source", "date", "agency", "title", "first"),
    *("similarity", "containment", "differences"),
)
SHOWN = ("group", "source", "date", "agency", "similarity", "containment", "title")


def duplicates(
    similarity: Annotated[
        float,
        typer.Option(
            "--similarity", min=0.3, max=1.0, help="Copies share so much of all their shingles."
        ),
    ] = 0.4,
    containment: Annotated[
        float,
        typer.Option(
            "--containment",
            min=0.3,
            max=1.01,
            help="Or so much of the shorter one's (above 1: never).",
        ),
    ] = 0.6,
    where: options.Where = "",
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show groups of articles that are copies of one another, the earliest of each first.

    Example: corpus duplicates --format jsonl | jq -r .source
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer
        from lavrov_corpus.queries import copies
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            rows = copies.duplicates(
                store, similarity=similarity, containment=containment, where=where
            )
            answer(rows, COLUMNS, SHOWN, output_format)
