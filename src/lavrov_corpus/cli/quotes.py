"""`corpus quotes`: who said what."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command


class Kind(StrEnum):
    """The kinds of quotations."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    HEADING = "heading"


def quotes(
    speaker: Annotated[str, typer.Option("--speaker", help="Words of the speaker's name.")] = "",
    about: Annotated[str, typer.Option("--about", help="Words that the quotation has.")] = "",
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only this kind.")] = None,
    where: options.Where = "",
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show who said what: a table in a terminal, JSON Lines in a pipe.

    Example: corpus quotes --speaker Lavrov --about Suriye
    """
    with command(debug=debug):
        from lavrov_corpus import queries
        from lavrov_corpus.cli.answers import answer
        from lavrov_corpus.exporting import COLUMNS
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            rows = queries.quotations(
                store, speaker=speaker, about=about, kind=kind.value if kind else "", where=where
            )
            shown = ("speaker_name", "kind", "text", "cue", "source")
            answer(rows, COLUMNS["quote"], shown, output_format)
