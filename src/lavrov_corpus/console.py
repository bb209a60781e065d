"""What is made for a person: progress, summaries and errors on stderr, tables in a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
)
from rich.table import Table
from rich.text import Text

from lavrov_corpus.errors import CorpusError

#: Seconds between two plain lines of progress where stderr is no terminal.
PLAIN_LINE_EVERY = 10.0


COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TextColumn("{task.fields[pace]}"),
)


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

    def skip(self, done: int) -> None:
        """Say nothing."""


class Pace:
    """How far a run is, how fast it goes and how long it still takes.

    What was skipped counts as done, but not for the speed: most of it may come first.
    """

    def __init__(self, total: int, now: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.done = 0
        self.skipped = 0
        self.now = now
        self.started = now()

    def __str__(self) -> str:
        seconds = self.now() - self.started
        worked = self.done - self.skipped
        if not worked or not seconds:
            return ""
        rate = worked / seconds
        left = timedelta(seconds=round((self.total - self.done) / rate))
        return f"{rate:.1f} files/s, {left} left"


class PlainLines:
    """Progress where stderr is no terminal: a line now and then."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.last = pace.started

    def advance(self, done: int) -> None:
        """Say a line if the last one is long enough ago."""
        self.pace.done += done
        now = self.pace.now()
        if self.pace.done < self.pace.total and now - self.last >= PLAIN_LINE_EVERY:
            self.last = now
            say(f"{self.pace.done} of {self.pace.total} files, {self.pace}".rstrip(", "))

    def skip(self, done: int) -> None:
        """Say the same line, at the speed of the others."""
        self.pace.skipped += done
        self.advance(done)


class Bar:
    """Progress in a terminal."""

    def __init__(self, progress: Progress, pace: Pace) -> None:
        self.progress = progress
        self.pace = pace
        self.task = progress.add_task("articles", total=pace.total, pace="")

    def advance(self, done: int) -> None:
        """Move the bar."""
        self.pace.done += done
        self.progress.update(self.task, completed=self.pace.done, pace=str(self.pace))

    def skip(self, done: int) -> None:
        """Move the bar, at the speed of the others."""
        self.pace.skipped += done
        self.advance(done)


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[_Silent | PlainLines | Bar]:
    """Show the progress over `total` files: a bar in a terminal, else a line now and then."""
    if quiet:
        yield _Silent()
        return
    if not sys.stderr.isatty():
        yield PlainLines(Pace(total))
        return
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar, Pace(total))


#: A text, or pieces of one, each with its style.
Cell = str | Sequence[tuple[str, str]]


def print_table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table for a person on standard output; cells are never read as markup."""
    table = Table(box=SIMPLE, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(_styled, row))
    Console().print(table)


def print_in_columns(rows: Iterable[tuple[str, str, str, str]], width: int | None = None) -> None:
    """Write (left, word, right, place) on standard output, a line for each row as it comes.

    The words stand under one another, coloured in a terminal; a line is as wide as the
    terminal, or `width` cells.
    """
    console = Console(width=width)
    place_width = min(console.width // 4, 36)
    left_width = max((console.width - place_width - 2) * 2 // 5, 1)
    rest_width = max(console.width - place_width - left_width - 1, 1)
    for left, word, right, place in rows:
        before = _last_cells(printable(left), left_width)
        line = Text(" " * (left_width - cell_len(before)) + before)
        rest = Text.assemble((printable(word), "bold red"), printable(right))
        rest.truncate(rest_width, pad=True)
        line.append_text(rest)
        line.append(f" {_last_cells(printable(place), place_width)}", "dim")
        console.print(line, no_wrap=True, crop=False, overflow="ignore", soft_wrap=True)


def print_styled(lines: Iterable[Cell]) -> None:
    """Write texts on standard output, wrapped in a terminal, one after the other."""
    console = Console()
    for line in lines:
        console.print(_styled(line), soft_wrap=not console.is_terminal)


def print_beside(rows: Iterable[tuple[str, str]], width: int | None = None) -> None:
    """Write pairs of texts on standard output, each pair side by side, wrapped in its half."""
    console = Console(width=width)
    for left, right in rows:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        half = max((console.width - 2) // 2, 1)
        table.add_column(width=half, overflow="fold")
        table.add_column(width=half, overflow="fold")
        table.add_row(_lines(left), _lines(right))
        console.print(table)


def _styled(cell: Cell) -> Text:
    if isinstance(cell, str):
        return Text(printable(cell))
    return Text.assemble(*((printable(text), style) for text, style in cell))


def _lines(text: str) -> Text:
    return Text("\n".join(map(printable, text.split("\n"))))


def _last_cells(text: str, width: int) -> str:
    """Return as much of the end of a text as fits."""
    if cell_len(text) <= width:
        return text
    kept = text[-width:]
    while cell_len(kept) >= width:
        kept = kept[1:]
    return f"…{kept}"
