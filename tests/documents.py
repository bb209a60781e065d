"""Documents whose commands are run, and whose outputs are what was printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def prepare(folder: Path) -> Path:
    """Return the folder with what the documents speak of in it."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def run(command: str, folder: Path) -> str:
    """Return what a line of shell prints in a folder, on both streams."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CORPUS_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        env=environment,
        timeout=300,
    )
    lines = done.stdout.decode("utf-8").replace("\r\n", "\n").splitlines(keepends=True)
    return "".join(line for line in lines if " files/s, " not in line)


def compare_console_blocks(document: Path, folder: Path, *, update: bool) -> None:
    """Run the commands of a document and compare, or with `update` write, what they print."""
    missing = [tool for tool in ("bash", "jq", "sqlite3") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{document.name} uses programs that are not here: {', '.join(missing)}")
    text = document.read_text(encoding="utf-8")
    actual = _BLOCK.sub(lambda match: f"```console\n{_replayed(match.group(1), folder)}```", text)
    if update:
        document.write_text(actual, encoding="utf-8")
    assert actual == document.read_text(encoding="utf-8")


def _replayed(block: str, folder: Path) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{run(command, folder)}" for command in commands)
