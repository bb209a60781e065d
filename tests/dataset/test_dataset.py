"""A corpus as Parquet parts: what is in them, and what a broken or repeated run leaves."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from lavrov_corpus import exporting, ingest_dataset, jobs
from lavrov_corpus.annotate import Settings, Tools
from lavrov_corpus.dataset import Dataset, write_part
from lavrov_corpus.dataset.storage import Storage
from lavrov_corpus.document import Failure
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.ingest import Options, Summary
from lavrov_corpus.ingest_dataset import ingest_to_dataset
from tests.articles import MEETING, RAIN
from tests.disks import needs_mount, on_a_disk
from tests.fakes import WordListTagger, fake_tools

pq = pytest.importorskip(
    "pyarrow.parquet", reason="needs the extra: pip install 'lavrov-corpus[cluster]'"
)
FAILED = Failure(source="bad.txt", sha256="0" * 64, stage="tag", error="bad.txt: no", hint="")


class Counter:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.advanced = self.skipped = 0

    def advance(self, done: int) -> None:
        self.advanced += done

    def skip(self, done: int) -> None:
        self.skipped += done


@contextmanager
def counting(_total: int) -> Iterator[Counter]:
    yield Counter()


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Tools:
    made = fake_tools(WordListTagger({"Ankara": "LOC"}))
    for module in (jobs, ingest_dataset):
        monkeypatch.setattr(module, "tools_for", lambda _settings: made)
    monkeypatch.setattr(ingest_dataset, "SHORTEST_PART_FILES", 4)
    monkeypatch.setattr(ingest_dataset, "PART_FILES", 8)
    return made


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(60):
        text = f"Ankara'da {number} kişi geldi. Kar yağdı."
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def run(news: Path, to: Path, **options: Any) -> Summary:
    return ingest_to_dataset([str(news)], str(to), Settings(), Options(**options), counting)


def rows_of(to: Path) -> list[dict[str, Any]]:
    """Return all articles by way of the manifest, as any reader of Parquet sees them."""
    manifest = json.loads((to / "manifest.json").read_text(encoding="utf-8"))
    tables = [pq.read_table(to / part["path"]) for part in manifest["parts"]]
    return [row for table in tables for row in table.to_pylist()]


def contents(to: Path) -> dict[str, bytes]:
    found = (path for path in to.rglob("*") if path.is_file())
    return {path.relative_to(to).as_posix(): path.read_bytes() for path in found}


def test_a_part_holds_the_whole_record(tmp_path: Path) -> None:
    record = write_part(str(tmp_path), "one", [[RAIN, FAILED], [MEETING]])
    assert (record.articles, record.failures) == (2, (FAILED,))
    table = pq.read_table(tmp_path / record.path)
    exported = tmp_path / "exported.parquet"
    exporting.save([RAIN, MEETING], "parquet", "article", exported, BytesIO())
    assert table.equals(pq.read_table(exported), check_metadata=True)


def test_a_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    broken = RAIN.model_copy(update={"title": "a\ud800b"})
    record = write_part(str(tmp_path), "one", [[broken]])
    assert pq.read_table(tmp_path / record.path)["title"].to_pylist() == ["a\ufffdb"]


@pytest.mark.usefixtures("tools")
def test_every_article_is_in_one_part(news: Path, tmp_path: Path) -> None:
    (news / "bad.txt").write_bytes(b"")
    summary = run(news, tmp_path / "to")
    assert (summary.new, summary.unchanged, summary.failed) == (60, 0, 1)
    rows = rows_of(tmp_path / "to")
    assert [row["source"] for row in rows] == [f"{news}/{number:03}.txt" for number in range(60)]
    assert {entity["text"] for row in rows for entity in row["entities"]} == {"Ankara'da"}
    manifest = json.loads((tmp_path / "to/manifest.json").read_text(encoding="utf-8"))
    assert manifest["articles"] == 60
    assert len(manifest["parts"]) >= 60 / 8
    assert [failure["source"] for failure in manifest["failures"]] == [f"{news}/bad.txt"]


@pytest.mark.usefixtures("tools")
def test_a_second_run_makes_nothing_and_another_number_of_workers_the_same(
    news: Path, tmp_path: Path
) -> None:
    run(news, tmp_path / "to")
    before = contents(tmp_path / "to")
    second = run(news, tmp_path / "to")
    assert (second.new, second.unchanged) == (0, 60)
    assert contents(tmp_path / "to") == before


def test_a_file_that_comes_or_goes_changes_few_parts(
    tools: Tools, news: Path, tmp_path: Path
) -> None:
    assert isinstance(tools.tagger, WordListTagger)
    run(news, tmp_path / "to")
    before = contents(tmp_path / "to")
    tools.tagger.calls.clear()
    (news / "000.txt").unlink()
    (news / "000b.txt").write_text("Ankara'da bahar.", encoding="utf-8")
    run(news, tmp_path / "to")
    assert 1 <= sum(tools.tagger.calls) < 40
    after = contents(tmp_path / "to")
    assert len(rows_of(tmp_path / "to")) == 60
    assert len(set(before) & set(after)) > len(after) / 2
    run(news, tmp_path / "fresh")
    assert after == contents(tmp_path / "fresh")


@pytest.mark.parametrize("cut", ["record", "parquet", "half"])
def test_what_a_broken_run_left_is_taken_over_or_made_again(
    cut: str, tools: Tools, news: Path, tmp_path: Path
) -> None:
    assert isinstance(tools.tagger, WordListTagger)
    to = tmp_path / "to"
    run(news, to)
    whole = contents(to)
    (to / "manifest.json").unlink()
    victim = sorted((to / "parts").glob("*.parquet"))[0]
    if cut == "record":
        victim.with_suffix(".json").unlink()
    elif cut == "parquet":
        victim.unlink()
    else:
        victim.write_bytes(victim.read_bytes()[:100])
    (to / "parts" / f".{'0' * 32}.parquet.{'0' * 12}.part").write_bytes(b"half")
    (to / ".manifest.json.00.part").write_bytes(b"{")
    tools.tagger.calls.clear()
    run(news, to)
    assert 1 <= sum(tools.tagger.calls) <= 8
    assert contents(to) == whole


@pytest.mark.usefixtures("tools")
def test_names_of_files_are_data(news: Path, tmp_path: Path) -> None:
    names = ["x%2f..%2fout.txt", "x\\..\\out.txt", "=1+1.txt", "; rm -rf x.txt", "\x1b[31m\n.txt"]
    for name in names:
        (news / name).write_text("Ankara'da kar var.", encoding="utf-8")
    run(news, tmp_path / "to")
    assert len(rows_of(tmp_path / "to")) == 65
    written = {path for path in tmp_path.rglob("*") if path.is_file() and path.parent != news}
    kinds = re.compile(r"to/(manifest\.json|parts/[0-9a-f]{32}\.(parquet|json))")
    assert all(kinds.fullmatch(path.relative_to(tmp_path).as_posix()) for path in written)


@pytest.mark.usefixtures("tools")
def test_other_paths_are_refused(news: Path, tmp_path: Path) -> None:
    run(news, tmp_path / "to")
    before = contents(tmp_path / "to")
    with pytest.raises(CorpusError, match="holds the articles of") as caught:
        ingest_to_dataset(
            [str(news / "000.txt")], str(tmp_path / "to"), Settings(), Options(), counting
        )
    assert "choose another place: --to" in caught.value.hint
    assert contents(tmp_path / "to") == before


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("is_link", [False, True], ids=["folder", "link"])
def test_files_of_others_among_the_parts_stay(is_link: bool, news: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "to").mkdir()
    parts = tmp_path / "to/parts"
    if is_link:
        parts.symlink_to(tmp_path / "mine", target_is_directory=True)
    else:
        parts.mkdir()
    for name in ("thesis.txt", "table.parquet", ".profile", f"{'a' * 32}.parquet.bak"):
        (parts / name).write_text("mine", encoding="utf-8")
    run(news, tmp_path / "to")
    (news / "000.txt").unlink()
    run(news, tmp_path / "to")
    assert len(rows_of(tmp_path / "to")) == 59
    assert sum(path.read_bytes() == b"mine" for path in parts.iterdir()) == 4


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    "manifest",
    ["[]", "{}", '{"format": 1}', '{"format": 1, "paths": 5}', '{"format": 2}', "[" * 100_000, "é"],
)
def test_a_manifest_that_is_none_is_named_and_left_alone(
    manifest: str, news: Path, tmp_path: Path
) -> None:
    run(news, tmp_path / "to")
    (tmp_path / "to/manifest.json").write_text(manifest, encoding="latin-1")
    before = contents(tmp_path / "to")
    with pytest.raises(CorpusError, match=r"manifest\.json cannot be read"):
        run(news, tmp_path / "to")
    assert contents(tmp_path / "to") == before


def test_failures_are_kept_until_they_are_tried_again(
    tools: Tools, news: Path, tmp_path: Path
) -> None:
    assert isinstance(tools.tagger, WordListTagger)
    (news / "poison.txt").write_text("Zehir var.", encoding="utf-8")
    tools.tagger.poison = "Zehir"
    assert run(news, tmp_path / "to").failed == 1
    tools.tagger.poison = "\0"
    again = run(news, tmp_path / "to")
    assert (again.failed, again.unchanged, again.failures) == (1, 60, [])
    retried = run(news, tmp_path / "to", retry_failed=True)
    assert retried.failed == 0
    assert len(rows_of(tmp_path / "to")) == 61


@pytest.mark.usefixtures("tools")
def test_fail_fast_leaves_the_manifest_alone(news: Path, tmp_path: Path) -> None:
    (news / "000a.txt").write_bytes(b"")
    summary = run(news, tmp_path / "to", fail_fast=True)
    assert summary.failed == 1
    assert summary.new < 60
    assert not (tmp_path / "to/manifest.json").exists()


def test_object_storage_is_used_through_fsspec() -> None:
    url = "memory://corpus-of-the-tests"
    record = write_part(url, "one", [[RAIN]])
    assert Dataset(url).finished("one") == record
    Dataset(url).publish([record], ["news"], "f" * 64)
    manifest = json.loads(Storage(url).read("manifest.json") or b"")
    assert [part["path"] for part in manifest["parts"]] == ["parts/one.parquet"]
    with pytest.raises(CorpusError, match="cannot be used"):
        Storage("nonsense://somewhere").read("manifest.json")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CorpusError, match="Permission denied"):
        write_part(str(tmp_path / "to"), "one", [[RAIN]])


@needs_mount
def test_a_full_disk_keeps_every_part_that_was_written(tmp_path: Path) -> None:
    (told,) = on_a_disk("tests.dataset.faults", "fill", tmp_path, "400k")
    assert told["message"] == f"{tmp_path}/to cannot be used: No space left on device"
    assert told["written"] == told["finished"] > 0
    assert told["left"] == []
