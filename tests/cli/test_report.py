import errno
import os
from pathlib import Path

import pytest

from tests.articles import MEETING
from tests.cli.run import corpus, has_two_line_error
from tests.report.corpora import embedded, store_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    store_of(tmp_path / "data", [MEETING]).close()
    return tmp_path


def test_a_report_in_a_file_and_on_standard_output(folder: Path) -> None:
    done = corpus("report", "-o", "report.html", cwd=folder)
    assert (done.code, done.out) == (0, "")
    assert done.summary == "articles: 1, readable: 1, size: 0.2 MB"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert embedded(page)["articles"][0]["text"] == MEETING.text
    assert corpus("report", cwd=folder).out == page
    assert sorted(path.name for path in folder.iterdir()) == ["data", "report.html"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--where", "agency=X"), "There is no article that fulfils agency=X"),
        (("--where", "agensy=X"), "Did you mean agency?"),
        (("--db", "none.db"), "There is no database at none.db"),
    ],
)
def test_nothing_to_report_leaves_no_file(
    folder: Path, arguments: tuple[str, str], reason: str
) -> None:
    done = corpus("report", "-o", "report.html", *arguments, cwd=folder)
    assert done.code == 1
    assert reason in done.err
    assert has_two_line_error(done)
    assert not (folder / "report.html").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk(folder: Path) -> None:
    done = corpus("report", "-o", "/dev/full", cwd=folder)
    assert done.code == 1
    assert os.strerror(errno.ENOSPC) in done.err
    assert has_two_line_error(done)
