from __future__ import annotations

import pytest

from lavrov_corpus.ner.features import (
    EDGE,
    attribute_key,
    sentence_class,
    shape_of,
    split_suffix,
    word_view,
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Suriye'deki", ("Suriye", "deki")),
        ("Suriye’deki", ("Suriye", "deki")),
        ("Suriye", ("Suriye", "")),
        ("DEAŞ'la", ("DEAŞ", "la")),
        ("İZMİR'İN", ("İZMİR", "İN")),
        ("D'Alema", ("D'Alema", "")),
        ("D'Alema'nın", ("D'Alema", "nın")),
        ("O'Neal", ("O'Neal", "")),
        ("'", ("'", "")),
        ("'da", ("'da", "")),
        ("Akdeniz'", ("Akdeniz", "'")),
        ("2023'te", ("2023", "te")),
    ],
)
def test_suffix_is_split_at_its_apostrophe(word: str, expected: tuple[str, str]) -> None:
    assert split_suffix(word) == expected


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Suriye'de", "Aa+'a+"),
        ("ABD", "A+"),
        ("görüşme", "a+"),
        ("El-Nusra", "Aa-Aa+"),
        ("2016", "0+"),
        ("A", "A"),
        ("“", "“"),
    ],
)
def test_shape_keeps_kinds_of_letters(word: str, shape: str) -> None:
    assert shape_of(word) == shape


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Lavrov", ",", "Moskova'da", "konuştu", "."], ""),
        (["ABD", "BM", "toplantısında", "konuştu", "."], ""),
        (["RUSYA", "DIŞİŞLERİ", "BAKANI", "LAVROV", "KONUŞTU"], "C"),
        (["PUTİN", "VE", "TRUMP'IN", "telefon", "GÖRÜŞMESİ"], "C"),
        (["Putin", "ve", "Trump'ın", "Telefon", "Görüşmesi"], "T"),
        (["Suriye", "görüşmeleri"], ""),
        (["GALATASARAY"], "C"),
        (["ABD"], ""),
        ([".", "-"], ""),
        ([], ""),
    ],
)
def test_class_tells_how_a_sentence_uses_capitals(words: list[str], expected: str) -> None:
    assert sentence_class(words) == expected


def test_curly_and_straight_apostrophes_look_the_same() -> None:
    assert word_view("Paris’te", "", {}) == word_view("Paris'te", "", {})


def test_capitals_of_a_heading_look_like_a_name() -> None:
    assert word_view("İSTANBUL'DA", "C", {}).stem == "istanbul"
    assert word_view("IRAK'TA", "C", {}).stem == "ırak"
    assert word_view("İSTANBUL'DA", "C", {}).shape.startswith("Aa+'a+")


def test_a_list_is_seen_by_the_folded_stem() -> None:
    lists = {attribute_key("eritre"): "c"}
    assert "lc" in word_view("Eritre'nin", "", lists).own
    assert "l" in word_view("Eritreli", "", lists).own


def test_keys_are_those_of_attributes_with_their_distance() -> None:
    assert word_view(EDGE, "", {}).attribute_keys() == [
        [attribute_key(attribute)] for attribute in ("-2#", "-1#", "0#", "1#", "2#")
    ]
    view = word_view("Şam’da", "", {})
    assert view.attribute_keys()[3] == [attribute_key(f"1{attribute}") for attribute in view.beside]
