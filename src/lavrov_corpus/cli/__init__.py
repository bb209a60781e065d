"""The command line: parse, call, render, exit code.

Nothing heavy is imported here; each command imports what it needs when it runs, so that
help and completion answer at once.
"""

from __future__ import annotations

import gc

import typer

from lavrov_corpus import __version__
from lavrov_corpus.cli import (
    analyze,
    counts,
    diff,
    duplicates,
    entities,
    evaluate,
    export,
    ingest,
    inspection,
    models,
    quotes,
    report,
    search,
    show,
    text,
)
from lavrov_corpus.cli.boundary import prepare_streams

app = typer.Typer(
    name="corpus",
    help="Turn folders of Turkish news articles into a clean, annotated corpus.",
    epilog="Example: corpus ingest seeds/ && corpus export --format jsonl | head -n 1",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(ingest.ingest)
app.command()(export.export)
app.command()(text.annotate)
app.command()(text.clean)
app.command()(diff.diff)
app.command()(analyze.analyze)
app.command()(inspection.status)
app.command()(entities.entities)
app.command()(quotes.quotes)
app.command()(evaluate.evaluate)
app.command()(duplicates.duplicates)
app.command()(search.search)
app.command()(search.concordance)
app.command()(counts.frequency)
app.command()(counts.collocations)
app.command()(counts.keyness)
app.command()(counts.cooccurrence)
app.command()(show.show)
app.command()(report.report)
app.command()(inspection.schema)
app.command()(inspection.doctor)
app.add_typer(models.app, name="models")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lavrov-corpus {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Turn folders of Turkish news articles into a clean, annotated corpus."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    prepare_streams()
    # An article is thousands of small records without cycles: looking for some after every
    # 700 of them costs a tenth of the time.
    gc.set_threshold(100_000, 20, 20)
    app()
