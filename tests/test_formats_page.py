"""Every command and every program on the page of the formats does what stands there."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lavrov_corpus.exporting import FORMATS
from tests.documents import ROOT, replayed

PAGE = ROOT / "docs" / "formats.md"
_BLOCK = re.compile(r"```(console|python)\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)
_R = re.compile(r"```r\n(.*?)```", re.DOTALL)


def replaced(match: re.Match[str], folder: Path) -> str:
    kind, code, _ = match.groups()
    if kind == "console":
        return f"```console\n{replayed(code, folder)}```"
    needed = re.search(r"# needs: (\w+)", code)
    if needed and importlib.util.find_spec(needed.group(1)) is None:
        return match.group()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=folder,
        stdout=subprocess.PIPE,
        check=True,
    )
    return f"```python\n{code}```\n\n```text\n{done.stdout.decode()}```"


def test_the_page(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    missing = [tool for tool in ("bash", "jq", "awk") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"the page uses programs that are not here: {', '.join(missing)}")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    actual = _BLOCK.sub(lambda match: replaced(match, tmp_path), PAGE.read_text(encoding="utf-8"))
    if request.config.getoption("--update"):
        PAGE.write_text(actual, encoding="utf-8")
    assert actual == PAGE.read_text(encoding="utf-8")
    for code in _R.findall(actual):
        if has_packages(code):
            subprocess.run(["Rscript", "-e", code], cwd=tmp_path, check=True)


def has_packages(code: str) -> bool:
    if shutil.which("Rscript") is None:
        return False
    wanted = re.findall(r"library\((\w+)\)", code)
    there = " && ".join(f"requireNamespace('{name}', quietly = TRUE)" for name in wanted)
    done = subprocess.run(["Rscript", "-e", f"quit(status = !({there}))"], check=False)
    return done.returncode == 0


def test_every_format_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in text] == []
