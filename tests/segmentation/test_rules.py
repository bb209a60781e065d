from pathlib import Path

import pytest

from lavrov_corpus.document import TextParagraph
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.segmentation import Rules, load_rules, segment


def count(text: str, rules: Rules) -> int:
    return len(segment(text, [TextParagraph(0, len(text), "body")], rules).sentences)


def test_a_user_adds_abbreviations(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("# ours\nilg.\n\n[title]\nMüfettiş\n", encoding="utf-8-sig")
    text = "İlg. Bakanlık ile Müfettiş. Kaya geldi."
    assert count(text, load_rules()) == 3
    assert count(text, load_rules(path)) == 1


def test_an_entry_with_a_capital_is_known_as_written_or_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("Gel\n", encoding="utf-8")
    rules = load_rules(path)
    assert count("Bay Gel. Ali ile BAY GEL. ALİ", rules) == 1
    assert count("Bize gel. Ali de gelsin.", rules) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[nonsense]\nilg\n", "line 1: there is no class '[nonsense]'"),
        (b"ilg\niki kelime\n", "line 2: 'iki kelime' is not an abbreviation"),
        (b"ilg\n.\n", "line 2: '.' is not an abbreviation"),
        (b"\xfe\xff", "are not UTF-8 (byte 0)"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        load_rules(path)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="Cannot read the abbreviations"):
        load_rules(tmp_path / "none.txt")
