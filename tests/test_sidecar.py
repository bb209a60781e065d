"""A user's metadata.csv, as spreadsheets of all kinds leave it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lavrov_corpus.errors import InputError
from lavrov_corpus.sidecar import Sidecar, read_sidecar

KNOWN = {"h/a.txt", "h/2016/şehir.txt", "başka.txt"}


def read(tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> Sidecar:
    monkeypatch.chdir(tmp_path)
    Path("h").mkdir(exist_ok=True)
    Path("h/metadata.csv").write_bytes(data)
    return read_sidecar(Path("h/metadata.csv"), KNOWN.__contains__)


TABLE = "path,agency,date,konu\na.txt,Anadolu Ajansı,12.03.2016,dış politika\n"
VALUES = {"h/a.txt": {"agency": "AA", "date": "2016-03-12", "konu": "dış politika"}}


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1254"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", ";").encode("cp1254"),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        ("\n" + TABLE + "\n\n").encode(),
        TABLE.replace("a.txt,", '"a.txt",').replace("12.03.2016", "2016-03-12").encode(),
        TABLE.replace("a.txt,", " h/a.txt ,").replace("12.03.2016", "12 Mart 2016").encode(),
        TABLE.replace("a.txt,", ".\\a.txt,").encode(),
    ],
)
def test_every_way_to_write_the_same_table(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidecar = read(tmp_path, data, monkeypatch)
    assert (sidecar.values, sidecar.warnings) == (VALUES, [])


def test_what_is_wrong_in_a_line_is_told_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        "path;date;konu",
        "yok.txt;;",
        "a.txt;31.02.2016;spor",
        "a.txt;;siyaset",
        ";2016-01-01;",
        "2016/şehir.txt;2016;dün",
        '../başka.txt;;"iki',
        'satır";fazla',
        "h/2016/şehir.txt;2016-01-01;iki kez",
    ]
    sidecar = read(tmp_path, "\n".join(lines).encode(), monkeypatch)
    assert sidecar.values == {
        "h/a.txt": {"konu": "spor"},
        "h/2016/şehir.txt": {"konu": "dün"},
        "başka.txt": {"konu": "iki\nsatır"},
    }
    assert sidecar.warnings == [
        "h/metadata.csv, line 2: there is no article yok.txt",
        "h/metadata.csv, line 3: '31.02.2016' is no date like 2016-12-31 or 31.12.2016",
        "h/metadata.csv, line 4: h/a.txt has a line before; this one was left out",
        "h/metadata.csv, line 5: there is no path; the line was left out",
        "h/metadata.csv, line 6: '2016' is no date like 2016-12-31 or 31.12.2016",
        "h/metadata.csv, line 7: there are 4 cells for 3 columns; what is too much was left out",
        "h/metadata.csv, line 9: h/2016/şehir.txt has a line before; this one was left out",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "h/metadata.csv: the file is empty"),
        (b",,\n", "h/metadata.csv: there is no header"),
        (b"pat,konu\n", "line 1: there is no column 'path'; did you mean it by 'pat'?"),
        (b"dosya\n", "line 1: there is no column 'path'"),
        (b"path,konu,konu\n", "line 1: there are two columns 'konu'"),
        (b"path,sha256\n", "line 1: the column 'sha256' is the corpus's own and cannot be set"),
        (b"path,a b\n", "line 1: 'a b' cannot be the name of a column"),
        (b"path,,konu\n", "line 1: '' cannot be the name of a column"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
    ],
)
def test_a_table_that_is_none(
    data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, data, monkeypatch)
    assert message in caught.value.message
    assert "h/metadata.csv" in caught.value.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"metadata\.csv: cannot be read"):
        read_sidecar(tmp_path / "metadata.csv", KNOWN.__contains__)
