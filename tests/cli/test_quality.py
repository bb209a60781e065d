"""Articles that are refused for their quality, and lines that the files of a folder share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cleaning.test_flags import ENGLISH, NEWS
from tests.cleaning.test_shared import folder as bulletin
from tests.cli.run import corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/english.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "news/turkish.txt").write_text(NEWS, encoding="utf-8")
    return tmp_path


def ingest(folder: Path, *arguments: str) -> str:
    return corpus("ingest", "news", "--no-lemma", *arguments, cwd=folder).summary


def status(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(corpus("status", "--json", cwd=folder).out)
    return report


def test_articles_below_the_least_quality_are_failures_with_a_reason(folder: Path) -> None:
    assert ingest(folder) == "2 new, 0 updated, 0 unchanged, 0 failed"
    before = status(folder)
    assert before["flags"] == {"few_turkish_letters": 1, "not_turkish": 1}
    assert [article["source"] for article in before["flagged"]] == ["news/english.txt"]
    found = corpus("export", "--where", "flags~not_turkish and quality<0.5", cwd=folder)
    assert [json.loads(line)["source"] for line in found.out.splitlines()] == ["news/english.txt"]

    # What is good enough is not made again, and what is refused is no article any more.
    assert ingest(folder, "--min-quality", "0.5") == "0 new, 0 updated, 1 unchanged, 1 failed"
    after = status(folder)
    assert (after["articles"], after["flagged"]) == (1, [])
    (failure,) = after["failed"]
    assert failure["stage"] == "quality"
    assert "below 0.5: few_turkish_letters, not_turkish" in failure["error"]
    assert "--min-quality" in failure["hint"]

    assert ingest(folder, "--min-quality", "0.5") == "0 new, 0 updated, 1 unchanged, 1 failed"
    assert ingest(folder) == "1 new, 0 updated, 1 unchanged, 0 failed"
    assert status(folder) == before


def test_shared_lines_are_found_whatever_the_workers_and_made_anew_when_they_change(
    folder: Path,
) -> None:
    for number, text in enumerate(bulletin("GÜNDEM\n", "")):
        (folder / f"news/{number}.txt").write_text(text, encoding="utf-8")
    assert ingest(folder).startswith("12 new")
    exported = corpus("export", cwd=folder).out
    articles = [json.loads(line) for line in exported.splitlines()]
    assert sum(article["repairs"].get("shared_furniture", 0) for article in articles) == 10
    assert not any("GÜNDEM" in article["text"] for article in articles)
    shown = corpus("diff", "news/0.txt", "--beside", "news", "--json", cwd=folder).out
    first = json.loads(shown.splitlines()[0])
    assert first["removed"].startswith("GÜNDEM")
    assert "shared_furniture" in first["repair"]
    assert ingest(folder).startswith("0 new, 0 updated, 12 unchanged")
    corpus("ingest", "news", "--no-lemma", "--workers", "2", "--db", "other.db", cwd=folder)
    assert corpus("export", "--db", "other.db", cwd=folder).out == exported

    for number in range(2, 10):
        (folder / f"news/{number}.txt").unlink()
    assert ingest(folder, "--prune") == "0 new, 4 updated, 0 unchanged, 0 failed, 8 removed"
    articles = [json.loads(line) for line in corpus("export", cwd=folder).out.splitlines()]
    assert sum("GÜNDEM" in article["text"] for article in articles) == 2
