"""What the README shows is what is printed; `pytest --update` writes the output anew."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lavrov_corpus.cli import app
from tests.documents import ROOT, compare_console_blocks, prepare

README = ROOT / "README.md"
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return prepare(tmp_path)


def test_the_console_blocks(folder: Path, request: pytest.FixtureRequest) -> None:
    compare_console_blocks(README, folder, update=request.config.getoption("--update"))


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
