from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.errors import InputError
from lavrov_corpus.loading import escape_path, find_inputs, read_source, unescape_path

NOBODY = 65534


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("haber/b.txt", "haber/a.txt", "haber/alt/c.txt", "haber/not.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("metin", encoding="utf-8")
    return tmp_path


def test_a_folder_is_searched_in_a_fixed_order() -> None:
    assert find_inputs(["haber"]).sources == ("haber/a.txt", "haber/alt/c.txt", "haber/b.txt")


def test_the_order_of_the_paths_does_not_matter() -> None:
    forward = find_inputs(["haber/alt", "haber/b.txt", "-"])
    assert forward == find_inputs(["-", "haber/b.txt", "haber/alt"])
    assert forward.sources == ("-", "haber/alt/c.txt", "haber/b.txt")


def test_a_file_named_outright_may_have_any_suffix() -> None:
    assert find_inputs(["haber/not.md", "./haber/not.md"]).sources == ("haber/not.md",)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("haber/*.txt", ("haber/a.txt", "haber/b.txt")),
        ("haber/**/c.txt", ("haber/alt/c.txt",)),
        ("haber/a*", ("haber/a.txt", "haber/alt/c.txt")),
    ],
)
def test_globs_are_expanded(pattern: str, expected: tuple[str, ...]) -> None:
    assert find_inputs([pattern]).sources == expected


def test_a_file_whose_name_looks_like_a_glob_is_that_file() -> None:
    Path("haber/[a].txt").write_text("metin", encoding="utf-8")
    assert find_inputs(["haber/[a].txt"]).sources == ("haber/[a].txt",)


def test_hidden_files_and_folders_are_left_out() -> None:
    Path("haber/.gizli.txt").write_text("metin", encoding="utf-8")
    Path("haber/.git").mkdir()
    Path("haber/.git/d.txt").write_text("metin", encoding="utf-8")
    assert len(find_inputs(["haber"]).sources) == 3


def test_a_missing_path_and_a_glob_without_match_are_failures() -> None:
    found = find_inputs(["yok.txt", "yok/*.txt", "haber/a.txt"])
    assert found.sources == ("haber/a.txt",)
    assert [failure.source for failure in found.failures] == ["yok.txt", "yok/*.txt"]
    assert {failure.stage for failure in found.failures} == {"load"}


def test_pdf_files_are_named_and_not_searched_for() -> None:
    Path("haber/a.pdf").write_bytes(b"%PDF-")
    assert find_inputs(["haber"]) == find_inputs(["haber/a.txt", "haber/alt", "haber/b.txt"])
    Path("basın").mkdir()
    Path("basın/a.pdf").write_bytes(b"%PDF-")
    found = find_inputs(["basın"])
    assert [failure.hint for failure in found.failures] == [
        "Name them: corpus ingest 'basın/**/*.pdf'"
    ]
    assert find_inputs(["basın/**/*.pdf"]).sources == ("basın/a.pdf",)


def test_links_are_followed_once_and_loops_end(folder: Path) -> None:
    Path("haber/alt/loop").symlink_to(folder / "haber", target_is_directory=True)
    Path("haber/0.txt").symlink_to(folder / "haber" / "b.txt")
    assert find_inputs(["haber"]).sources == ("haber/a.txt", "haber/alt/c.txt", "haber/b.txt")


def test_what_a_link_leads_to_is_an_input(folder: Path) -> None:
    Path("kitaplik").mkdir()
    Path("kitaplik/haber").symlink_to(folder / "haber", target_is_directory=True)
    assert "kitaplik/haber/a.txt" in find_inputs(["kitaplik"]).sources


def test_a_broken_link_is_reported_when_it_is_read(folder: Path) -> None:
    Path("haber/kopuk.txt").symlink_to(folder / "yok")
    assert "haber/kopuk.txt" in find_inputs(["haber"]).sources
    with pytest.raises(InputError, match="cannot be read"):
        read_source("haber/kopuk.txt")


def test_a_pipe_in_a_folder_is_no_input() -> None:
    os.mkfifo("haber/boru.txt")
    assert "haber/boru.txt" not in find_inputs(["haber"]).sources


@pytest.mark.parametrize("target", ["boru", "/dev/zero"])
def test_a_link_to_what_never_ends_is_no_input(folder: Path, target: str) -> None:
    os.mkfifo("boru")
    Path("haber/sonsuz.txt").symlink_to(folder / target)
    assert "haber/sonsuz.txt" not in find_inputs(["haber"]).sources


@pytest.fixture
def without_privileges() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)


def test_an_unreadable_folder_is_a_failure_and_the_rest_is_found(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    folder.chmod(0o755)
    for parent in list(folder.parents)[:3]:
        parent.chmod(0o755)
    Path("haber/alt").chmod(0)
    request.getfixturevalue("without_privileges")
    found = find_inputs(["haber"])
    assert found.sources == ("haber/a.txt", "haber/b.txt")
    assert [failure.source for failure in found.failures] == ["haber/alt"]


@pytest.mark.parametrize(
    "name", [b"iki kelime.txt", b"iki\nsat\xc4\xb1r.txt", b"bozuk\xff\xfe.txt", b"ters\\x41.txt"]
)
def test_names_that_are_not_plain_are_found_and_read(folder: Path, name: bytes) -> None:
    with open(os.path.join(os.fsencode(folder), b"haber/alt", name), "wb") as file:  # noqa: PTH118, PTH123 - pathlib takes no bytes
        file.write(b"bu")
    (source,) = (s for s in find_inputs(["haber/alt"]).sources if s != "haber/alt/c.txt")
    assert source.encode("utf-8").decode("utf-8").isprintable()
    assert os.fsencode(unescape_path(source)).endswith(name)
    assert read_source(source) == b"bu"


@given(st.text(st.characters(codec=None, exclude_characters="\0")))
def test_escaping_a_path_can_be_undone(path: str) -> None:
    escaped = escape_path(path)
    escaped.encode("utf-8")
    assert "\n" not in escaped
    assert unescape_path(escaped) == path


def test_standard_input_is_read() -> None:
    assert read_source("-", io.BytesIO(b"metin")) == b"metin"
