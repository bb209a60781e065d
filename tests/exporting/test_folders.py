"""The formats that are a folder: names, texts, and nothing half-written."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.document import Article
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import FOLDER_FORMATS, FORMATS, save
from lavrov_corpus.exporting.folders import mirrored
from tests.articles import MEETING, RAIN
from tests.disks import needs_mount, on_a_disk
from tests.exporting.strange import EMPTY, HTML, LONG_NAME, SIGNS, STRANGE

Golden = Callable[[str, str], None]


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("haberler/2016/yağmur.txt", "haberler/2016/yağmur"),
        ("/home/ali/yağmur.pdf", "home/ali/yağmur"),
        ("../../etc/passwd", "etc/passwd"),
        ("a/../b/./c.txt", "a/b/c"),
        ("C:\\haber\\con.txt", "C_/haber/_con"),
        ("com1.x.txt", "_com1.x"),
        (".gizli/.txt", "_.gizli/_"),
        ("-rf", "_-rf"),
        ("-", "standard-input"),
        ("..", "article"),
        ("", "article"),
        ('a<b>:"|?*\n\u202e.txt', "a_b________"),
        ("sonda nokta. ./x.txt", "sonda nokta/x"),
        ("ş" * 300, "ş" * 85 + "-"),
        ("/".join(["uzun"] * 500), "uzun-"),
    ],
)
def test_names_of_files(source: str, path: str) -> None:
    found = mirrored(source)
    assert found == path or (path.endswith("-") and re.fullmatch(path + "[0-9a-f]{8}", found))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_name_leads_out_of_the_folder(source: str) -> None:
    path = PurePosixPath(mirrored(source))
    assert not path.is_absolute()
    assert path.parts
    assert not {"..", "."} & set(path.parts)
    assert all(len(part.encode()) <= 200 and "\\" not in part for part in path.parts)


def test_txt_mirrors_the_tree(tmp_path: Path) -> None:
    save((MEETING, *STRANGE), "txt", "article", tmp_path / "out", BytesIO())
    assert files(tmp_path / "out") == [
        "C_/haber/_con.txt",
        "articles.csv",
        "boş.txt",
        "etc/_b_passwd_/b_.txt",
        "haberler/görüşme.txt",
        "haberler/yağmur.txt",
        "yine/yağmur.txt",
    ]
    text = (tmp_path / "out/haberler/görüşme.txt").read_bytes().decode()
    assert text == MEETING.text + "\n"
    with (tmp_path / "out/articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows][:2] == ["haberler/görüşme.txt", "etc/_b_passwd_/b_.txt"]
    assert [row["source"] for row in rows][1] == HTML.source
    assert rows[0]["date"] == "2016-12-01"


def test_one_name_for_two_articles(tmp_path: Path) -> None:
    sources = ("a.txt", "a.pdf", "../a.txt", "a.txt/b.txt")
    made = [RAIN.model_copy(update={"source": source}) for source in sources]
    for form, suffixes in (("txt", [".txt"]), ("brat", [".ann", ".txt"])):
        save(made, form, "article", tmp_path / form, BytesIO())
        found = set(files(tmp_path / form)) - {"articles.csv", "annotation.conf"}
        assert found == {f"{name}{s}" for name in ("a", "a-2", "a-3", "a.txt_b") for s in suffixes}


def marked(folder: Path, name: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return the text, and the label and marked text of each annotation, as brat checks them."""
    text = (folder / f"{name}.txt").read_bytes().decode()
    found = {}
    for line in (folder / f"{name}.ann").read_bytes().decode().splitlines():
        key, content, *rest = line.split("\t", 2)
        if key[0] == "T":
            label, _, offsets = content.partition(" ")
            spans = [tuple(map(int, pair.split())) for pair in offsets.split(";")]
            pieces = [text[start:end] for start, end in spans]
            assert rest == [" ".join(pieces)]
            assert not re.search("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", rest[0])
            found[key] = (label, rest[0])
        else:
            target = content.split()[1]
            assert target in found
    return text, found


def test_brat_marks_the_text(tmp_path: Path) -> None:
    save((MEETING, HTML, SIGNS, EMPTY), "brat", "article", tmp_path / "out", BytesIO())
    text, found = marked(tmp_path / "out/haberler", "görüşme")
    assert text == MEETING.text + "\n"
    assert list(found.values()) == [
        *((entity.label, entity.text) for entity in MEETING.entities),
        *(("QUOTE", quote.text) for quote in MEETING.quotes),
    ]
    _, strange = marked(tmp_path / "out/etc/_b_passwd_", "b_")
    assert list(strange.values())[:2] == [("PER", LONG_NAME), ("ZOR_ADI", "a")]
    marked(tmp_path / "out/C_/haber", "_con")
    assert marked(tmp_path / "out", "boş") == ("\n", {})


def test_brat_tells_what_it_knows(golden: Golden, tmp_path: Path) -> None:
    save((MEETING, RAIN), "brat", "article", tmp_path / "out", BytesIO())
    for name in ("haberler/görüşme.ann", "annotation.conf", "articles.csv"):
        golden(f"exporting/brat/{Path(name).name}", (tmp_path / "out" / name).read_bytes().decode())


def test_a_quotation_of_two_lines_is_marked_in_two_pieces(tmp_path: Path) -> None:
    first, second = (p.start for p in MEETING.paragraphs[1:])
    quote = MEETING.quotes[0].model_copy(
        update={"start": first, "end": second + 5, "text": MEETING.text[first : second + 5]}
    )
    save(
        [MEETING.model_copy(update={"quotes": (quote,)})],
        "brat",
        "article",
        tmp_path / "out",
        BytesIO(),
    )
    _, found = marked(tmp_path / "out/haberler", "görüşme")
    assert found["T6"][1] == MEETING.text[first : second + 5].replace("\n\n", " ")


@pytest.mark.parametrize("form", FOLDER_FORMATS)
def test_where_no_folder_can_be(tmp_path: Path, form: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.ann").write_text("work")
    for output, reason in (
        ("file", "is a file, not a folder"),
        ("full", "is not empty"),
        ("nowhere/out", "No such file or directory"),
        ("x" * 300, "File name too long"),
    ):
        with pytest.raises(CorpusError, match=reason):
            save([RAIN], form, "article", tmp_path / output, BytesIO())
    with pytest.raises(CorpusError, match="is a folder of files"):
        save([RAIN], form, "article", None, BytesIO())
    with pytest.raises(CorpusError, match="no level 'token'"):
        save([RAIN], form, "token", tmp_path / "out", BytesIO())
    assert files(tmp_path) == ["file", "full/mine.ann"]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("form", FOLDER_FORMATS)
def test_an_empty_folder_is_filled_only_when_all_is_there(tmp_path: Path, form: str) -> None:
    output = tmp_path / "out"
    output.mkdir()

    def interrupted() -> Iterator[Article]:
        yield RAIN
        assert list(output.iterdir()) == []
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(interrupted(), form, "article", output, BytesIO())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    save([], form, "article", output, BytesIO())
    assert "articles.csv" in files(output)
    with pytest.raises(CorpusError, match="stored article cannot be read"):
        save([RAIN, "{"], form, "article", tmp_path / "new", BytesIO())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@needs_mount
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    told = on_a_disk("tests.exporting.strange", "fill", tmp_path, "96k")
    assert told == [
        {
            "form": form,
            "message": f"{tmp_path}/a.{form} cannot be written: No space left on device.",
            "left": [],
        }
        for form in FORMATS
    ]
