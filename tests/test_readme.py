"""What the README shows is what is printed; `pytest --update` writes the output anew."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lavrov_corpus.cli import app

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path


def run(command: str, folder: Path) -> str:
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


def replayed(block: str, folder: Path) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{run(command, folder)}" for command in commands)


def test_the_console_blocks(folder: Path, request: pytest.FixtureRequest) -> None:
    missing = [tool for tool in ("bash", "jq", "sqlite3") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"the README uses programs that are not here: {', '.join(missing)}")
    text = README.read_text(encoding="utf-8")
    actual = _BLOCK.sub(lambda match: f"```console\n{replayed(match.group(1), folder)}```", text)
    if request.config.getoption("--update"):
        README.write_text(actual, encoding="utf-8")
    assert actual == README.read_text(encoding="utf-8")


def test_the_library_example(folder: Path) -> None:
    (example,) = _PYTHON.findall(README.read_text(encoding="utf-8"))
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=folder, capture_output=True, check=True
    )
    assert done.stdout.decode() == (
        "[('LOC', 'Rusya'), ('PER', 'Sergey Lavrov'), ('LOC', 'Türkiye')]\n"
    )


def test_every_command_is_in_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    names += [group.name for group in app.registered_groups if group.name]
    assert len(names) >= 9
    for name in names:
        assert f"| `corpus {name}" in text, name


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
