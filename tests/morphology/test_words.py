import pytest

from lavrov_corpus.morphology.words import cut_at_apostrophe, is_mark, is_number, mark_class


@pytest.mark.parametrize(
    ("word", "stem", "suffix"),
    [
        ("Trump'ın", "Trump", "ın"),
        ("Trump’ın", "Trump", "ın"),
        ("ABD'NİN", "ABD", "NİN"),
        ("2023'te", "2023", "te"),
        ("O'Brien'ın", "O'Brien", "ın"),
        ("O'Brien", "O'Brien", ""),
        ("Suriye", "Suriye", ""),
        ("'Suriye'", "'Suriye'", ""),
        ("Suriye'", "Suriye'", ""),
        ("'", "'", ""),
        ("", "", ""),
    ],
)
def test_a_word_is_cut_at_its_last_inner_apostrophe(word: str, stem: str, suffix: str) -> None:
    assert cut_at_apostrophe(word) == (stem, suffix)


@pytest.mark.parametrize("word", ["3", "1.250", "%5", "14.30", "3.", "2-1", "1/4"])
def test_digits_make_a_number(word: str) -> None:
    assert is_number(word)


@pytest.mark.parametrize("word", ["F-16", "iki", "%", "", "5'te"])
def test_letters_or_no_digit_make_no_number(word: str) -> None:
    assert not is_number(word)


@pytest.mark.parametrize(
    ("mark", "tag"), [(".", "PUNCT"), ("...", "PUNCT"), ("’", "PUNCT"), ("%", "SYM"), ("$", "SYM")]
)
def test_a_mark_is_punctuation_or_a_symbol(mark: str, tag: str) -> None:
    assert is_mark(mark)
    assert mark_class(mark) == tag
