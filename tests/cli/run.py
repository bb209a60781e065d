"""Run the command line as a user does: another process, real pipes, real exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Done:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def summary(self) -> str:
        """The closing line; before it, a slow machine may have said how far it was."""
        return self.err.splitlines()[-1]


def corpus(
    *arguments: str | bytes | Path,
    cwd: Path,
    stdin: bytes = b"",
    environment: dict[str, str] | None = None,
) -> Done:
    """Run `corpus` in a folder; the database is the default one of that folder."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CORPUS_")}
    done = subprocess.run(
        [sys.executable, "-m", "lavrov_corpus", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env=clean | (environment or {}),
        timeout=300,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def has_two_line_error(done: Done) -> bool:
    """Tell whether stderr says what happened and what mends it, without a traceback."""
    lines = done.err.splitlines()
    return (
        any(line.startswith(("error: ", "failed: ")) for line in lines)
        and any(line.startswith("hint: ") for line in lines)
        and "Traceback" not in done.err
    )
