from pathlib import Path

import pytest

from lavrov_corpus.document import TextParagraph
from lavrov_corpus.segmentation import load_rules, segment

CASES = Path(__file__).with_name("hard_cases.txt")
RULES = load_rules()


def hard_cases() -> list[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def test_there_are_enough_hard_cases() -> None:
    assert len(set(hard_cases())) >= 300


@pytest.mark.parametrize("marked", hard_cases())
def test_hard_case(marked: str) -> None:
    text = marked.replace(" | ", " ").replace("|", "")
    found = segment(text, [TextParagraph(0, len(text), "body")], RULES).sentences
    expected = [part.strip() for part in marked.split("|")]
    assert [text[start:end] for start, end, _ in found] == expected
