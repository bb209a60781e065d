import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.run import corpus, has_two_line_error

ROOT = Path(__file__).parents[2]


def test_the_changes_of_a_seed(golden: Callable[[str, str], None]) -> None:
    done = corpus("diff", "seeds/000_ae8907a019e6b4f1.txt", cwd=ROOT)
    assert done.code == 0
    golden("cli/diff.txt", done.out)


def test_changes_for_machines_make_the_clean_text(tmp_path: Path) -> None:
    raw = (ROOT / "seeds/002_91c697a00650c0c1.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(raw, encoding="utf-8")
    done = corpus("diff", "a.txt", "--json", cwd=tmp_path)
    text, position = "", 0
    for change in map(json.loads, done.out.splitlines()):
        assert raw[change["raw_start"] : change["raw_end"]] == change["removed"]
        text += raw[position : change["raw_start"]] + change["inserted"]
        assert len(text) == change["end"]
        position = change["raw_end"]
        assert (change["page"], change["character"]) == (1, change["raw_start"])
    assert text + raw[position:] + "\n" == corpus("clean", "a.txt", cwd=tmp_path).out


def test_a_clean_text_has_no_changes(tmp_path: Path) -> None:
    done = corpus("diff", "-", cwd=tmp_path, stdin="Ankara'da kar yağdı.".encode())
    assert (done.code, done.out, done.err) == (0, "", "no changes\n")


def test_no_escape_of_the_text_reaches_the_terminal(tmp_path: Path) -> None:
    done = corpus("diff", "-", cwd=tmp_path, stdin=b"Kar \x1b[31m  yine\n\n\n\nyine. ")
    assert "\x1b" not in done.out


def test_a_missing_file(tmp_path: Path) -> None:
    done = corpus("diff", "none.txt", cwd=tmp_path)
    assert done.code == 1
    assert has_two_line_error(done)
