from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.cleaning.edits import Edit, apply_edits
from lavrov_corpus.offsets import OffsetMap, Pages


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    if len(cuts) % 2:
        cuts.pop()
    pairs = zip(cuts[0::2], cuts[1::2], strict=True)
    return [Edit(a, b, draw(st.text("xyz", max_size=3)), "test") for a, b in pairs]


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[str, str, str, OffsetMap, OffsetMap]:
    source = draw(st.text("abcde ", max_size=30))
    middle, first = apply_edits(source, draw(edits_of(source)))
    target, second = apply_edits(middle, draw(edits_of(middle)))
    return source, middle, target, first, second


def covers(mapping: OffsetMap, target: str, source: str) -> bool:
    position = 0
    for start, end, source_start, source_end in mapping.pieces():
        if start != position or not 0 <= source_start <= source_end <= len(source):
            return False
        position = end
    return position == len(target)


@given(two_rounds())
def test_composed_maps_cover_the_target_in_order(
    case: tuple[str, str, str, OffsetMap, OffsetMap],
) -> None:
    source, middle, target, first, second = case
    both = second.after(first)
    assert covers(first, middle, source)
    assert covers(both, target, source)
    assert list(both.source_starts) == sorted(both.source_starts)


@given(two_rounds(), st.data())
def test_a_composed_span_is_the_span_of_the_span(
    case: tuple[str, str, str, OffsetMap, OffsetMap], data: st.DataObject
) -> None:
    _, _, target, first, second = case
    both = second.after(first)
    start = data.draw(st.integers(0, len(target)))
    end = data.draw(st.integers(start, len(target)))
    low, high = both.source_span(start, end)
    assert low <= high
    for i in range(start, end):
        inner_low, inner_high = both.source_span(i, i + 1)
        assert inner_low == inner_high or low <= inner_low <= inner_high <= high


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_copied_characters_map_to_themselves(source: str, data: st.DataObject) -> None:
    target, mapping = apply_edits(source, data.draw(edits_of(source)))
    for i, character in enumerate(target):
        if character in "ab ":
            low, high = mapping.source_span(i, i + 1)
            assert source[low:high] == character


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, (0, 2)),
        (1, 5, (1, 6)),
        (2, 3, (2, 4)),
        (3, 5, (4, 6)),
        (5, 5, (6, 6)),
        (2, 5, (2, 6)),
    ],
)
def test_spans_over_a_replacement(start: int, end: int, expected: tuple[int, int]) -> None:
    target, mapping = apply_edits("ab\n\ncd", [Edit(2, 4, " ", "wrapped_lines")])
    assert target == "ab cd"
    assert mapping.source_span(start, end) == expected


def test_made_characters_do_not_widen_a_span() -> None:
    _, mapping = apply_edits("ElNusra", [Edit(2, 2, "-", "lost_hyphens")])
    assert mapping.source_span(2, 8) == (2, 7)
    assert mapping.source_span(0, 3) == (0, 2)
    assert mapping.source_span(2, 3) == (2, 2)


def test_the_span_of_moved_text_holds_all_its_parts() -> None:
    mapping = OffsetMap.of([(0, 2, 0, 2), (2, 4, 6, 8), (4, 6, 2, 4)])
    assert mapping.source_span(0, 6) == (0, 8)
    assert mapping.source_span(2, 6) == (2, 8)


def test_the_map_of_nothing() -> None:
    assert OffsetMap.identity(0).source_span(0, 0) == (0, 0)


def test_pages_end_with_form_feeds() -> None:
    text = "bir\n\fiki\n\f\füç"
    pages = Pages(text)
    places = {word: pages.locate(text.index(word)) for word in ("bir", "iki", "üç")}
    assert places == {"bir": (1, 0), "iki": (2, 0), "üç": (4, 0)}
    assert pages.locate(text.index("ki")) == (2, 1)
    assert pages.locate(len(text)) == (4, 2)
    assert Pages("").locate(0) == (1, 0)
