"""What docs/metadata.md shows is what is printed; `pytest --update` writes the output anew."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.test_readme import ROOT, replayed

GUIDE = ROOT / "docs" / "metadata.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_console_blocks(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    missing = [tool for tool in ("bash", "jq") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"the guide uses programs that are not here: {', '.join(missing)}")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    text = GUIDE.read_text(encoding="utf-8")
    actual = _BLOCK.sub(lambda m: f"```console\n{replayed(m.group(1), tmp_path)}```", text)
    if request.config.getoption("--update"):
        GUIDE.write_text(actual, encoding="utf-8")
    assert actual == GUIDE.read_text(encoding="utf-8")
