import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.document import TextParagraph
from lavrov_corpus.quotations import marks
from lavrov_corpus.quotations.marks import find_marked


def marked(*paragraphs: str) -> list[str]:
    """Return what stands between marks; `…` is put after one whose closing mark is missing."""
    text, blocks = "", []
    for paragraph in paragraphs:
        start = len(text) + (2 if text else 0)
        text = f"{text}\n\n{paragraph}" if text else paragraph
        blocks.append(TextParagraph(start, len(text), "body"))
    return [
        text[span.start : span.end] + ("" if span.closed else "…")
        for span in find_marked(text, blocks)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('O, "gel" dedi.', ["gel"]),
        ("O, “gel” dedi.", ["gel"]),
        ("O, „gel“ dedi.", ["gel"]),
        ("O, «gel» dedi.", ["gel"]),
        ('O, “gel" dedi.', ["gel"]),
        ("O, ''gel'' dedi.", ["gel"]),
        ("O, ’’gel’’ dedi.", ["gel"]),
        ("O, 'gel' dedi.", ["gel"]),
        ("O, ‘gel’ dedi.", ["gel"]),
        ('O, " gel " dedi.', ["gel"]),
        ('O, "gel. " dedi, "git" dedi.', ["gel.", "git"]),
        ("O, \"Ali 'gel' dedi\" dedi.", ["Ali 'gel' dedi"]),
        ('O, "Ali "gel" dedi" dedi.', ['Ali "gel" dedi']),
        ('O, "gel."dedi.', ["gel."]),
        ('O:"Gel." Ali\'nin "evi"nde.', ["Gel.", "evi"]),
        ("Ankara'nın, İzmir'in ve '90'lı yılların evi", []),
        ("Ali'nin 'Bursa'nın evi' dediği", ["Bursa'nın evi"]),
        ('O, "gel dedi.', ["gel dedi.…"]),
        ('O, "Gel. Ali, "Git." dedi.', ["Gel. Ali,…", "Git."]),
        ('Boyu 5" idi.', []),
        ('Bir " imi.', ["imi.…"]),
        ('""', []),
        ('" "', []),
    ],
)
def test_marks_of_one_paragraph(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_quotation_over_paragraphs_gives_one_stretch_each() -> None:
    assert marked('O: "Bir.', '"İki.', '"Üç." dedi.') == ["Bir.…", "İki.…", "Üç."]


def test_quotation_opened_in_the_paragraph_before() -> None:
    assert marked('O: "Bir.', 'İki." dedi.') == ["Bir.…", "İki."]


def test_marks_of_one_paragraph_leave_the_next_alone() -> None:
    assert marked('O, "gel dedi.', 'Ali, "git" dedi.') == ["gel dedi.…", "git"]


@given(st.lists(st.text("\"“”„«»'’‘ab .,:(\n"), max_size=4))
def test_stretches_ascend_and_lie_inside_their_marks(paragraphs: list[str]) -> None:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(TextParagraph(len(text), len(text) + len(paragraph), "body"))
        text += paragraph
    reached = 0
    for span in find_marked(text, blocks):
        assert reached <= span.outer_start <= span.start < span.end <= span.outer_end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        reached = span.outer_end


@pytest.mark.parametrize("mark", ['"', "“", "”", '"a" '])
def test_marks_without_end_quote_nothing(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    opens = marks._opens

    def counted(text: str, mark: re.Match[str], is_open: bool, paragraph: TextParagraph) -> bool:
        looked_at.append(mark.start())
        return opens(text, mark, is_open, paragraph)

    monkeypatch.setattr(marks, "_opens", counted)
    text = "Bakan “Geldim.” dedi. " + mark * 20_000
    found = marks.find_marked(text, [TextParagraph(0, len(text), "body")])
    assert text[found[0].start : found[0].end] == "Geldim."
    assert len(looked_at) < 3000
