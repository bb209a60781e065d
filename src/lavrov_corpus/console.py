"""What is made for a person: progress, summaries and errors on stderr, tables in a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from lavrov_corpus.errors import CorpusError

#: Seconds between two plain lines of progress where stderr is no terminal.
PLAIN_LINE_EVERY = 10.0


def printable(text: str) -> str:
    """Return the text with control and unencodable characters written as escapes.

    Names of files are data: they must not move the cursor or colour the terminal.
    """
    return "".join(
        c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in text
    )


def say(line: str) -> None:
    """Write one line on stderr, as it is, without markup."""
    sys.stderr.write(printable(line) + "\n")
    sys.stderr.flush()


def show_error(error: CorpusError) -> None:
    """Write the two lines of an error: what happened and where, and what mends it."""
    say(f"error: {error.message}")
    if error.hint:
        say(f"hint: {error.hint}")


class _Silent:
    def advance(self, done: int) -> None:
        """Say nothing."""


class _PlainLines:
    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.started = self.last = time.monotonic()

    def advance(self, done: int) -> None:
        """Say a line if the last one is long enough ago."""
        self.done += done
        now = time.monotonic()
        if self.done < self.total and now - self.last >= PLAIN_LINE_EVERY:
            self.last = now
            rate = self.done / (now - self.started)
            left = (self.total - self.done) / rate if rate else 0.0
            say(f"{self.done} of {self.total} files, {rate:.1f} files/s, {left:.0f} s left")


class _Bar:
    def __init__(self, progress: Progress, total: int) -> None:
        self.progress = progress
        self.task = progress.add_task("articles", total=total)

    def advance(self, done: int) -> None:
        """Move the bar."""
        self.progress.advance(self.task, done)


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[_Silent | _PlainLines | _Bar]:
    """Show the progress over `total` files: a bar in a terminal, else a line now and then."""
    if quiet:
        yield _Silent()
        return
    if not sys.stderr.isatty():
        yield _PlainLines(total)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(show_speed=True),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, total)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table for a person on standard output; cells are never read as markup."""
    table = Table(box=SIMPLE, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(table)
