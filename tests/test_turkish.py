import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus import turkish
from lavrov_corpus.turkish import (
    is_capitalized,
    straight_apostrophes,
    tr_capitalize,
    tr_fold,
    tr_lower,
    tr_sort_key,
    tr_upper,
)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("ISPARTA", "ısparta", "ISPARTA"),
        ("İstanbul", "istanbul", "İSTANBUL"),
        ("ılık ilik", "ılık ilik", "ILIK İLİK"),
        ("Çağrı ÖĞÜT", "çağrı öğüt", "ÇAĞRI ÖĞÜT"),
        ("kâr, KÂR", "kâr, kâr", "KÂR, KÂR"),
        ("Weiß", "weiß", "WEİß"),
        ("ŉ ﬁ", "ŉ ﬁ", "ŉ ﬁ"),
        ("", "", ""),
    ],
)
def test_case(text: str, lower: str, upper: str) -> None:
    assert tr_lower(text) == lower
    assert tr_upper(text) == upper


@pytest.mark.parametrize(
    ("word", "expected"),
    [("istanbul", "İstanbul"), ("ISPARTA", "Isparta"), ("İL", "İl"), ("x", "X"), ("", "")],
)
def test_capitalize(word: str, expected: str) -> None:
    assert tr_capitalize(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hâlâ", "hala"),
        ("İzmit’te", "izmit'te"),
        ("IĞDIR", "ığdır"),
        ("ılık", "ılık"),
        ("ilik", "ilik"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert tr_fold(text) == expected


def test_apostrophes() -> None:
    assert straight_apostrophes("Trump’ın ‘x` y´") == "Trump'ın 'x' y'"


@pytest.mark.parametrize(
    ("word", "expected"), [("İzmir", True), ("izmir", False), ("'İzmir", False), ("", False)]
)
def test_is_capitalized(word: str, expected: bool) -> None:
    assert is_capitalized(word) is expected


@given(st.text())
def test_every_function_keeps_the_length(text: str) -> None:
    for function in (tr_lower, tr_upper, tr_fold, straight_apostrophes, tr_capitalize):
        assert len(function(text)) == len(text)


@given(st.text(alphabet=turkish.LOWER + turkish.UPPER + " .,"))
def test_case_goes_there_and_back(text: str) -> None:
    assert tr_lower(tr_upper(tr_lower(text))) == tr_lower(text)
    assert tr_fold(tr_fold(text)) == tr_fold(text)


#: stanza's own network was trained on letters that Python made small.
EXEMPT = {"turkish.py", "stanza_inference.py"}


def test_no_other_module_changes_case_by_itself() -> None:
    package = Path(turkish.__file__).parent
    banned = re.compile(
        r"\.(lower|upper|casefold|title|swapcase|capitalize)\(|\bre\.(I|IGNORECASE)\b"
    )
    found = [
        f"{path.relative_to(package)}:{number}: {line.strip()}"
        for path in sorted(package.rglob("*.py"))
        if path.name not in EXEMPT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if banned.search(line)
    ]
    assert found == []


def test_words_are_sorted_by_the_turkish_alphabet() -> None:
    words = ["ılık", "ilik", "Irak", "İzmir", "şal", "sal", "çay", "cam", "öz", "oz", "wc", "yer"]
    assert sorted(words, key=tr_sort_key) == [
        *("cam", "çay", "ılık", "Irak", "ilik", "İzmir"),
        *("oz", "öz", "sal", "şal", "wc", "yer"),
    ]
