"""Documents whose commands are run, and whose outputs are what was printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """Return an environment in which `corpus` is ours and nothing is set for it."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CORPUS_")}
    return clean | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run(command: str, folder: Path) -> str:
    """Return what a line of shell prints in a folder, on both streams."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        env=environment(),
        timeout=300,
    )
    lines = done.stdout.decode("utf-8").replace("\r\n", "\n").splitlines(keepends=True)
    return "".join(line for line in lines if " files/s, " not in line)


def replayed(block: str, folder: Path) -> str:
    """Return the commands of a block with what they print now."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{run(command, folder)}" for command in commands)
