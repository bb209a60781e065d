"""Groups of copies, and where copies differ."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.duplicates import Entry, differences, find_groups
from lavrov_corpus.duplicates.shingles import overlap, shingles

WORDS = [f"{a}{b}{c}" for a in "bcdğ" for b in "aıoü" for c in ("lar", "ken", "di", "mak")]


def story(seed: int, length: int = 90) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length)) + "."


ONE, TWO = story(1), story(2)
TEXTS = {
    "a.txt": ONE,
    "b.txt": "ANKARA (AA) - " + ONE.replace("lar ", "lar, ", 3),
    "c.txt": TWO,
    "d.txt": ONE[: len(ONE) * 6 // 10],
    "e.txt": TWO + " " + story(3, 20),
    "f.txt": story(4),
    "g.txt": "Kısa haber.",
    "h.txt": "KISA HABER",
    "i.txt": "...",
}
DATES = {"b.txt": "2016-01-02", "d.txt": "2016-01-01"}


def groups(texts: dict[str, str], order: list[str] | None = None) -> list[list[str]]:
    entries = [Entry(source, DATES.get(source, ""), texts[source]) for source in order or texts]
    found = find_groups(entries, texts.__getitem__)
    return [[member.source for member in group.members] for group in found]


def test_the_earliest_stands_for_its_group_and_the_undated_come_last() -> None:
    assert groups(TEXTS) == [["d.txt", "b.txt", "a.txt"], ["c.txt", "e.txt"], ["g.txt", "h.txt"]]


@given(st.permutations(list(TEXTS)))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_articles_makes_no_difference(order: list[str]) -> None:
    assert groups(TEXTS, order) == groups(TEXTS)


def test_a_piece_is_no_copy_where_containment_does_not_count() -> None:
    entries = [Entry(source, "", TEXTS[source]) for source in ("c.txt", "a.txt", "d.txt")]
    found = find_groups(entries, TEXTS.__getitem__, similarity=0.8, containment=1.1)
    assert found == []


def test_what_is_told_of_each_member() -> None:
    entries = [Entry(source, "", TEXTS[source]) for source in ("a.txt", "d.txt")]
    (group,) = find_groups(entries, TEXTS.__getitem__)
    similarity, containment = overlap(shingles(TEXTS["a.txt"]), shingles(TEXTS["d.txt"]))
    assert (group.members[0].similarity, group.members[0].containment) == (1.0, 1.0)
    assert group.members[1].similarity == pytest.approx(similarity, abs=1e-4)
    assert group.members[1].containment == pytest.approx(containment, abs=1e-4)
    assert similarity < 0.7
    assert containment > 0.95


def test_many_equal_texts_are_one_group() -> None:
    texts = {f"{number:03}.txt": ONE for number in range(300)}
    assert groups(texts) == [sorted(texts)]


def test_nothing_comes_of_nothing() -> None:
    assert groups({}) == groups({"i.txt": "..."}) == []


def test_shingles_do_not_see_case_circumflex_or_punctuation() -> None:
    assert (
        shingles("IŞIK hâlâ yanıyor, dedi").tolist() == shingles("ışık hala yanıyor dedi").tolist()
    )
    assert len(shingles("bir iki üç dört")) == 2
    assert len(shingles("bir")) == 1
    assert overlap(shingles(""), shingles("bir")) == (0.0, 0.0)


def test_differences_are_code_points_of_both() -> None:
    first, other = "Bakan dün Ankara'da konuştu.", "Başlık\n\nBakan Ankara'da hiç konuştu."
    found = [
        (first[d.first_start : d.first_end], other[d.start : d.end])
        for d in differences(first, other)
    ]
    assert found == [("", "Başlık"), ("dün", ""), ("", "hiç")]


_texts = st.lists(st.sampled_from([*WORDS[:6], "İki", ".", "\n\n"]), max_size=30).map(" ".join)


@given(_texts, _texts)
@settings(deadline=None)
def test_what_lies_between_the_differences_is_equal(first: str, other: str) -> None:
    one = two = 0
    for difference in [*differences(first, other), None]:
        ends = (difference.first_start, difference.start) if difference else (None, None)
        gaps = shingles(first[one : ends[0]]), shingles(other[two : ends[1]])
        assert gaps[0].tolist() == gaps[1].tolist()
        if difference:
            one, two = difference.first_end, difference.end
