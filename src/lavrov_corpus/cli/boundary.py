"""The one place where errors become two lines and an exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from lavrov_corpus.errors import CorpusError


class ExitCode(IntEnum):
    """What the process tells the shell; 2, for wrong usage, comes from typer itself."""

    DONE = 0
    NOTHING_DONE = 1
    SOME_FAILED = 3
    INTERRUPTED = 130


def prepare_streams() -> None:
    """Make the standard streams UTF-8, whatever the locale says.

    A Turkish Windows console is cp1254, on which half of what we print would crash.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


@contextmanager
def command(*, debug: bool = False) -> Iterator[None]:
    """Run the body of a command; turn what it raises into two lines and an exit code.

    With `debug` an error keeps its traceback.
    """
    try:
        yield
        sys.stdout.flush()
    except typer.Exit:
        raise
    except BrokenPipeError:
        _discard_stdout()
        raise typer.Exit(ExitCode.DONE) from None
    except KeyboardInterrupt:
        # Whoever presses it twice shall not see how the first one is told.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _discard_stdout()
        _say("interrupted: what was finished is kept")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except Exception as error:  # nobody shall have to read a traceback
        if debug:
            raise
        from lavrov_corpus.console import show_error

        show_error(_explained(error))
        raise typer.Exit(ExitCode.NOTHING_DONE) from None


def _explained(error: Exception) -> CorpusError:
    if isinstance(error, CorpusError):
        return error
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return CorpusError(
            f"{place}{error.strerror or error}",
            "check the path, its permissions and the free space of the disk",
        )
    return CorpusError(
        f"unexpected {type(error).__name__}: {error}",
        "run the same command with --debug and report what it prints",
    )


def _say(line: str) -> None:
    from lavrov_corpus.console import say

    say(line)


def _discard_stdout() -> None:
    # The reader has gone; what the interpreter still flushes at its end must go nowhere.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
