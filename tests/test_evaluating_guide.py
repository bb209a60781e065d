"""What docs/evaluating.md shows is what is printed; `pytest --update` writes the output anew."""

import re
import shutil
from pathlib import Path

import pytest

from tests.test_readme import ROOT, run

GUIDE = ROOT / "docs" / "evaluating.md"
_FILE = re.compile(r"ave this as `([\w.]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_console_blocks(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    missing = [tool for tool in ("bash", "jq", "cut") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"the guide uses programs that are not here: {', '.join(missing)}")
    text = GUIDE.read_text(encoding="utf-8")
    files = _FILE.findall(text)
    assert [name for name, _ in files] == ["gold.conll", "gold.jsonl", "found.jsonl"]
    for name, content in files:
        (tmp_path / name).write_text(content, encoding="utf-8")

    def replayed(block: re.Match[str]) -> str:
        commands = [line[2:] for line in block[1].splitlines() if line.startswith("$ ")]
        printed = "".join(f"$ {command}\n{run(command, tmp_path)}" for command in commands)
        return f"```console\n{printed}```"

    actual = _BLOCK.sub(replayed, text)
    if request.config.getoption("--update"):
        GUIDE.write_text(actual, encoding="utf-8")
    assert actual == GUIDE.read_text(encoding="utf-8")
