"""`corpus report`: the corpus as one page to look at."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command


def report(
    output: options.Output = None,
    where: options.Where = "",
    articles: Annotated[
        int | None,
        typer.Option(
            "--articles", min=0, help="The most articles to be read in it; else what 11 MB hold."
        ),
    ] = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Write one HTML page that shows the corpus in any browser, without a network.

    Its figures are about all articles; articles to be read are drawn by lot, the same ones each
    time, where not all of them find room.

    Example: corpus report -o report.html
    """
    with command(debug=debug):
        from lavrov_corpus import exporting
        from lavrov_corpus.console import say
        from lavrov_corpus.report import make_report
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            made = make_report(store, where, most=articles)
        exporting.write([made.html], output, sys.stdout.buffer)
        megabytes = len(made.html.encode()) / 1e6
        say(f"articles: {made.articles}, readable: {made.readable}, size: {megabytes:.1f} MB")
