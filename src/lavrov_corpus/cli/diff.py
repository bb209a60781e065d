"""`corpus diff`: what the cleaning of a file changed, and why."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command

if TYPE_CHECKING:
    from lavrov_corpus.cleaning import Change

#: How many code points of the source are shown before and after a change.
CONTEXT = 24
_VISIBLE = str.maketrans({"\n": "⏎", "\r": "␍", "\f": "␌", "\t": "⇥", "\u00a0": "⍽", "\u00ad": "¬"})


def diff(
    path: Annotated[str, typer.Argument(help="A file, or - for standard input.")],
    encoding: options.Encoding = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Write each change as one line of JSON.")
    ] = False,
    beside: Annotated[
        str,
        typer.Option(
            "--beside", help="Also what the files of this folder share, as ingest takes it away."
        ),
    ] = "",
    debug: options.Debug = False,
) -> None:
    """Show the source beside the clean text, change by change, each with its reason.

    Offsets are code points of the source. [-so-] stands what was removed and {+so+} what was
    put in its place; in a terminal they are red and green. --json names the page of each change,
    from 1 on, and the character of that page's text, from 0 on.

    Example: corpus diff seeds/000_ae8907a019e6b4f1.txt
    """
    with command(debug=debug):
        from lavrov_corpus.cleaning import changes
        from lavrov_corpus.console import say
        from lavrov_corpus.folders import Folders
        from lavrov_corpus.loading import decode, escape_path, find_inputs, read_source
        from lavrov_corpus.offsets import Pages

        source = escape_path(path)
        raw = decode(read_source(source), source, encoding or None)
        if beside:
            folders = Folders(find_inputs([beside]).sources, encoding)
            raw = replace(raw, furniture=folders.furniture(source))
        found = changes(raw)
        pages = Pages(raw.text)
        coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        for change in found:
            if as_json:
                page, character = pages.locate(change.raw_start)
                place = {"page": page, "character": character}
                typer.echo(json.dumps(asdict(change) | place, ensure_ascii=False))
            else:
                typer.echo(_line(raw.text, change, coloured=coloured))
        say(_summary(found))


def _line(raw: str, change: Change, *, coloured: bool) -> str:
    before = _shown(raw[max(0, change.raw_start - CONTEXT) : change.raw_start])
    after = _shown(raw[change.raw_end : change.raw_end + CONTEXT])
    removed, inserted = _shown(change.removed), _shown(change.inserted)
    if coloured:
        removed = typer.style(removed, fg="red", reverse=True)
        inserted = typer.style(inserted, fg="green", reverse=True)
    else:
        removed = f"[-{removed}-]" if removed else ""
        inserted = f"{{+{inserted}+}}" if inserted else ""
    place = f"{change.raw_start}-{change.raw_end}"
    return f"{place:<12}{change.repair:<28}{before}{removed}{inserted}{after}"


def _shown(text: str) -> str:
    from lavrov_corpus.console import printable

    return printable(text.translate(_VISIBLE))


def _summary(found: Sequence[Change]) -> str:
    counts = Counter(change.repair for change in found)
    reasons = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    return f"{len(found)} changes: {reasons}" if found else "no changes"
