"""`corpus status`, `corpus schema` and `corpus doctor`: what is there, and whether it is sound."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import ExitCode, command

if TYPE_CHECKING:
    from lavrov_corpus.store import Store


def status(
    db: options.Database = options.DEFAULT_DATABASE,
    as_json: Annotated[bool, typer.Option("--json", help="Write it as one line of JSON.")] = False,
    debug: options.Debug = False,
) -> None:
    """Show what the database holds: flags of texts, files that failed and why, or are gone.

    Example: corpus status
    """
    with command(debug=debug):
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            report = _report(store)
        if as_json:
            typer.echo(json.dumps(report, ensure_ascii=False))
            return
        for line in _lines(report):
            typer.echo(line)


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    for name, value in report.items():
        if not isinstance(value, list | dict):
            yield f"{name:<12}{value:>10}" if isinstance(value, int) else f"{name:<12}{value}"
    for name, count in report["flags"].items():
        yield f"flag        {name:<24}{count:>6}"
    for article in report["flagged"]:
        named = ", ".join(article["flags"])
        yield f"flagged     {article['source']}: {named} (quality {article['quality']})"
    for failure in report["failed"]:
        yield f"failed      {failure['error']}"
    for source in report["vanished"]:
        yield f"vanished    {source}"
    if report["vanished"]:
        yield "            corpus ingest FOLDER --prune removes what vanished from a folder"


def _report(store: Store) -> dict[str, Any]:
    from lavrov_corpus.jobs import is_there

    flagged = list(store.flagged())
    counts = Counter(flag for _, flags, _ in flagged for flag in flags)
    return {
        "database": str(store.path),
        **asdict(store.counts()),
        "flags": dict(sorted(counts.items())),
        "flagged": [
            {"source": source, "flags": flags, "quality": quality}
            for source, flags, quality in flagged
        ],
        "failed": [failure.model_dump() for failure in store.failures()],
        "vanished": list(store.vanished(is_there)),
    }


def schema() -> None:
    """Print the JSON Schema of an article as it is exported.

    Example: corpus schema > article.schema.json
    """
    with command():
        from lavrov_corpus.document import Article

        typer.echo(json.dumps(Article.model_json_schema(), indent=2, ensure_ascii=False))


def doctor(
    db: options.Database = options.DEFAULT_DATABASE,
    models_dir: options.ModelsDir = "",
    rescue: Annotated[
        bool,
        typer.Option(
            "--rescue", help="Write what can be read of a damaged database, as JSON Lines."
        ),
    ] = False,
    output: options.Output = None,
    debug: options.Debug = False,
) -> None:
    """Check what the tool needs on this machine; each line says ok, note or problem.

    Example: corpus doctor --rescue -o saved.jsonl --db damaged.db
    """
    with command(debug=debug):
        if rescue:
            _rescue(db, output)
            return
        from lavrov_corpus.diagnosis import diagnose

        findings = diagnose(db, models_dir)
        for finding in findings:
            typer.echo(f"{finding.level:<9}{finding.subject:<12}{finding.text}")
            if finding.hint:
                typer.echo(f"{'':<21}hint: {finding.hint}")
        if any(finding.level == "problem" for finding in findings):
            raise typer.Exit(ExitCode.NOTHING_DONE)


def _rescue(db: Path, output: Path | None) -> None:
    from lavrov_corpus import console, exporting
    from lavrov_corpus.errors import StoreError
    from lavrov_corpus.store import salvaged

    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for article in salvaged(db):
            count += 1
            yield f"{article}\n"
        if not count:
            raise StoreError(
                f"No article can be read from {db}.", "corpus ingest PATH... makes a new database"
            )

    exporting.write(lines(), output, sys.stdout.buffer)
    console.say(f"{count} articles saved from {db}, which was left as it is")
