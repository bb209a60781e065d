import re
from pathlib import Path

import pytest

from lavrov_corpus.document import SegmentedText, TextParagraph
from lavrov_corpus.segmentation import load_rules, segment

SEEDS = Path(__file__).parents[2] / "seeds"


def segmented(text: str, *, split_quotes: bool = False) -> SegmentedText:
    spans = (match.span() for match in re.finditer(r"[^\n]+", text))
    paragraphs = [TextParagraph(start, end, "body") for start, end in spans]
    return segment(text, paragraphs, load_rules(split_quotes=split_quotes))


def sentences(text: str, *, split_quotes: bool = False) -> list[str]:
    found = segmented(text, split_quotes=split_quotes).sentences
    return [text[start:end] for start, end, _ in found]


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in segmented(text).tokens]


def unwrapped(name: str) -> str:
    raw = (SEEDS / name).read_text(encoding="utf-8")
    return re.sub(r" \s*\n\s*", " ", raw.replace("El-\n", "El-")).strip()


@pytest.mark.parametrize(
    ("name", "count"), [("000_ae8907a019e6b4f1.txt", 10), ("002_91c697a00650c0c1.txt", 14)]
)
def test_a_quotation_stays_with_its_reporting_clause(name: str, count: int) -> None:
    found = sentences(unwrapped(name))
    assert len(found) == count
    assert not [sentence for sentence in found if sentence[0].islower()]
