"""`corpus ingest`: from files to the database."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import ExitCode, command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from lavrov_corpus.ingest import Reporter, Summary

#: So many warnings, failures and hints are told before the closing line.
_MOST_TOLD = 20


def ingest(
    paths: options.Paths,
    db: options.Database = options.DEFAULT_DATABASE,
    workers: options.Workers = 0,
    engine: options.EngineOption = options.Engine.NEWS,
    effort: options.EffortOption = options.Effort.BALANCED,
    labels: options.Labels = options.DEFAULT_LABELS,
    no_lemma: options.NoLemma = False,
    encoding: options.Encoding = "",
    models_dir: options.ModelsDir = "",
    abbreviations: options.Abbreviations = "",
    split_quotes: options.SplitQuotes = False,
    splitter: options.SplitterOption = options.Splitter.OWN,
    no_repair: options.NoRepair = False,
    max_characters: options.MaxCharacters = options.DEFAULT_MAX_CHARACTERS,
    min_quality: Annotated[
        float,
        typer.Option(
            "--min-quality",
            min=0.0,
            max=1.0,
            help="Refuse articles below this quality (0 to 1; see docs/cleaning.md).",
        ),
    ] = 0.0,
    force: Annotated[bool, typer.Option("--force", help="Annotate again what is current.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again the files that failed before.")
    ] = False,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help="Remove what is stored of files that are gone from the given folders."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would be done, a file a line.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="Annotate at most so many files (0: all).")
    ] = 0,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="End the run with the first file that fails.")
    ] = False,
    scheduler: Annotated[
        str,
        typer.Option("--scheduler", help="Annotate on this Dask cluster, like tcp://host:8786."),
    ] = "",
    to: Annotated[
        str,
        typer.Option("--to", help="Write Parquet to this folder or URL instead of a database."),
    ] = "",
    log_file: Annotated[
        Path | None,
        typer.Option(
            "--log-file", help="Add what became of each file to this file, as JSON Lines."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write the summary as JSON on standard output.")
    ] = False,
    metadata: Annotated[
        str,
        typer.Option(
            "--metadata",
            help="CSV with path and columns of your own; beside metadata.csv in the folders.",
        ),
    ] = "",
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Annotate files and keep them in the database; what is current is skipped.

    Example: corpus ingest seeds/ --workers 2
    """
    if to:
        _refuse_with_to(prune=prune, dry_run=dry_run)
    with command(debug=debug):
        from lavrov_corpus import console
        from lavrov_corpus.annotate import Settings
        from lavrov_corpus.ingest import Options, ingest_files, preview
        from lavrov_corpus.ingest_dataset import ingest_to_dataset
        from lavrov_corpus.run_log import run_log

        settings = Settings(
            engine=engine.value,
            effort=effort.value,
            labels=labels,
            lemma=not no_lemma,
            repair=not no_repair,
            split_quotes=split_quotes,
            splitter=splitter.value,
            abbreviations=abbreviations,
            max_characters=max_characters,
            models_dir=models_dir,
            min_quality=min_quality,
        )
        chosen = Options(
            encoding=encoding,
            workers=workers,
            scheduler=scheduler,
            fail_fast=fail_fast,
            force=force,
            retry_failed=retry_failed,
            prune=prune,
            metadata=metadata,
            limit=limit,
        )
        if dry_run:
            for state, source in preview(paths, db, settings, chosen):
                typer.echo(f"{state}\t{source}")
            return

        def show(total: int) -> AbstractContextManager[Reporter]:
            return console.progress(total, quiet=quiet)

        command_line = {"paths": list(paths), "to": to or str(db), "settings": asdict(settings)}
        with run_log(log_file, command_line) as log:
            if to:
                summary = ingest_to_dataset(paths, to, settings, chosen, show, log)
            else:
                summary = ingest_files(paths, db, settings, chosen, show, log)
            log.event("end", **json.loads(summary.as_json()))
        _tell(summary, as_json=as_json, quiet=quiet)
        raise typer.Exit(_exit_code(summary))


def _refuse_with_to(*, prune: bool, dry_run: bool) -> None:
    for name, given in (("--prune", prune), ("--dry-run", dry_run)):
        if given:
            raise typer.BadParameter(
                f"--to and {name} do not go together: a dataset holds just what the paths name"
            )


def _tell(summary: Summary, *, as_json: bool, quiet: bool) -> None:
    from lavrov_corpus import console

    _say_some([f"warning: {warning}" for warning in summary.warnings])
    _say_some([f"failed: {failure.error}" for failure in summary.failures])
    hints = Counter(
        failure.hint or "corpus status lists the reasons" for failure in summary.failures
    )
    several = len(hints) > 1
    _say_some([f"hint: {hint}{f' ({n} of them)' if several else ''}" for hint, n in hints.items()])
    before = summary.failed - len(summary.failures)
    if before and not quiet:
        console.say(f"hint: {before} failed before; see corpus status, or try --retry-failed")
    if as_json:
        typer.echo(summary.as_json())
    if not quiet:
        console.say(summary.line())


def _say_some(lines: Sequence[str]) -> None:
    from lavrov_corpus import console

    for line in lines[:_MOST_TOLD]:
        console.say(line)
    if len(lines) > _MOST_TOLD:
        kind = lines[0].partition(":")[0]
        console.say(f"{kind}: and {len(lines) - _MOST_TOLD} more")


def _exit_code(summary: Summary) -> ExitCode:
    if not summary.failed:
        return ExitCode.DONE
    done = summary.new + summary.updated + summary.unchanged
    return ExitCode.SOME_FAILED if done else ExitCode.NOTHING_DONE
