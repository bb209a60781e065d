"""`corpus entities`: one row for each person, place and organisation of the corpus."""

from __future__ import annotations

from dataclasses import asdict, astuple
from pathlib import Path
from typing import Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command

COLUMNS = (
    "canonical",
    "label",
    "mentions",
    "articles",
    "variants",
    "first_seen",
    "last_seen",
)
REASONS = ("canonical", "label", "variant", "mentions", "reason")


def entities(
    label: Annotated[str, typer.Option("--label", help="Only this label, such as PER.")] = "",
    explain: Annotated[
        str, typer.Option("--explain", help="Tell why mentions were joined to this name.")
    ] = "",
    aliases: Annotated[
        Path | None,
        typer.Option(
            "--aliases",
            help="CSV with label,name,canonical[,article]: merges, renames, drops; it is kept.",
        ),
    ] = None,
    where: options.Where = "",
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show one row for each canonical name: a table in a terminal, JSON Lines in a pipe.

    Example: corpus entities --label PER --format csv
    """
    with command(debug=debug):
        from lavrov_corpus import queries
        from lavrov_corpus.cli.answers import answer
        from lavrov_corpus.names import read_aliases
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=aliases is None) as store:
            if aliases:
                text = aliases.read_text(encoding="utf-8-sig")
                store.set_aliases(astuple(alias) for alias in read_aliases(text, str(aliases)))
            entries = queries.entities(store, label=label, where=where)
        if explain:
            answer(queries.explain(entries, explain), REASONS, REASONS, output_format)
        else:
            answer(map(asdict, entries), COLUMNS, COLUMNS, output_format)
