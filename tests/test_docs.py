"""What the documents show is what is printed; `pytest --update` writes the output anew."""

import re
from pathlib import Path

import pytest

from tests.documents import ROOT, compare_console_blocks, prepare

DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize(
    "document",
    [path for path in DOCUMENTS if "```console" in path.read_text("utf-8")],
    ids=lambda path: path.name,
)
def test_the_console_blocks(document: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    compare_console_blocks(document, prepare(tmp_path), update=request.config.getoption("--update"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
