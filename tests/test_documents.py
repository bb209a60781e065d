"""What the documents show is what is printed; `pytest --update` writes the output anew.

README.md, README.tr.md and every docs/*.md: each line of a ```console block that begins with
`$ ` is run by bash, and what follows it must be what it prints, standard error included. All
blocks of a document share a folder in which `seeds/` lies, and each file that it tells
the reader to save under a name. Unless the document ingests them
itself, `data/corpus.db` holds the seeds as well.

Blocks of Python and SQL are run in such a folder, too, and the options of each command that is
named in the text must exist.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import typer.main

from lavrov_corpus.cli import app
from tests.documents import ROOT, environment, replayed, run
from tests.reference import reference

README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "README.tr.md", *sorted((ROOT / "docs").glob("*.md"))]
TOOLS = ("bash", "jq", "sqlite3", "cut")

#: The page of the formats has a test of its own, since its programs read what it exports.
OWN_TEST = "formats.md"

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"ave this as `([\w.]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`(corpus [^`]+)`|^\$ (.*)$", re.MULTILINE)


def with_blocks(language: str) -> list[object]:
    """Return a parameter for each document that has a block of the language."""
    return [
        pytest.param(path, id=path.name)
        for path in DOCUMENTS
        if path.name != OWN_TEST and f"\n```{language}\n" in path.read_text(encoding="utf-8")
    ]


def blocks(path: Path, language: str) -> list[str]:
    pattern = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return pattern.findall(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ingested")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    run(f'"{sys.executable}" -m lavrov_corpus ingest seeds/', folder)
    return folder


@pytest.mark.parametrize("path", with_blocks("console"))
def test_the_console_blocks(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"the documents use programs that are not here: {', '.join(missing)}")
    text = path.read_text(encoding="utf-8")
    folder = tmp_path / "folder"
    if any("$ corpus ingest" in block for block in blocks(path, "console")):
        shutil.copytree(ROOT / "seeds", folder / "seeds")
    else:
        shutil.copytree(request.getfixturevalue("ingested"), folder)
    for name, content in _FILE.findall(text):
        (folder / name).write_text(content, encoding="utf-8")
    actual = _BLOCK.sub(lambda match: f"```console\n{replayed(match[1], folder)}```", text)
    if request.config.getoption("--update"):
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", with_blocks("python"))
def test_the_python_blocks(path: Path, ingested: Path) -> None:
    for example in blocks(path, "python"):
        if not needed(example):
            done = subprocess.run(
                [sys.executable, "-c", example],
                cwd=ingested,
                capture_output=True,
                check=False,
                env=environment(),
            )
            assert done.returncode == 0, done.stderr.decode()


def needed(example: str) -> list[str]:
    """Return the packages that the example imports and that are not installed."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(example)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return [name for name in sorted(names) if importlib.util.find_spec(name.split(".")[0]) is None]


@pytest.mark.parametrize("path", with_blocks("sql"))
def test_the_sql_blocks(path: Path, ingested: Path) -> None:
    with closing(sqlite3.connect(ingested / "data/corpus.db")) as connection:
        for query in blocks(path, "sql"):
            connection.execute(query).fetchall()


def test_the_library_example(ingested: Path) -> None:
    (example,) = blocks(README, "python")
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=ingested, capture_output=True, check=True
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


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []


def named_commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words and the options of each `corpus` command that the text names."""
    for inline, typed in _INLINE.findall(text):
        for part in re.split(r"\\?\||&&|;", inline or typed):
            words = part.split()
            if "corpus" in words:
                rest = words[words.index("corpus") + 1 :]
                yield (
                    [word for word in rest if re.fullmatch("[a-z]+", word)],
                    [word.partition("=")[0] for word in rest if re.match(r"--[a-z]", word)],
                )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_option_that_is_named_exists(path: Path) -> None:
    root = typer.main.get_command(app)
    for words, options in named_commands(path.read_text(encoding="utf-8")):
        command = root
        for word in words:
            command = getattr(command, "commands", {}).get(word, command)
        known = {name for option in command.params for name in option.opts}
        known |= {"--help", "--install-completion", "--show-completion"}
        unknown = [option for option in options if option not in known]
        assert not unknown, (words, unknown)
        assert not words or words[0] in getattr(root, "commands", {}), words


def test_the_reference_is_current(request: pytest.FixtureRequest) -> None:
    path = ROOT / "docs/reference.md"
    if request.config.getoption("--update"):
        path.write_text(reference(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == reference(), (
        "pytest tests/test_documents.py --update"
    )
