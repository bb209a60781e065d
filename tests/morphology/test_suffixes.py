import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.morphology.suffixes import stems_and_suffixes, suffix_readings


@pytest.mark.parametrize(
    ("stem", "suffix", "feats"),
    [
        ("Suriye", "de", "Case=Loc|Number=Sing|Person=3"),
        ("Irak", "ta", "Case=Loc|Number=Sing|Person=3"),
        ("Ankara", "ya", "Case=Dat|Number=Sing|Person=3"),
        ("Lavrov", "la", "Case=Ins|Number=Sing|Person=3"),
        ("Kürt", "lerin", "Case=Gen|Number=Plur|Person=3"),
        ("CEO", "su", "Case=Nom|Number=Sing|Number[psor]=Sing|Person=3|Person[psor]=3"),
        ("Bakanlığı", "nda", "Case=Loc|Number=Sing|Number[psor]=Sing|Person=3|Person[psor]=3"),
        ("Suriye", "deki", ""),
    ],
)
def test_a_suffix_after_an_apostrophe_is_read(stem: str, suffix: str, feats: str) -> None:
    assert feats in [reading.feats for reading in suffix_readings(stem, suffix)]


def test_harmony_is_kept_unless_a_name_sounds_otherwise() -> None:
    assert suffix_readings("Trump", "ın") == ()
    loose = suffix_readings("Trump", "ın", harmony=False)
    assert loose[0].feats == "Case=Gen|Number=Sing|Person=3"


@pytest.mark.parametrize(
    ("stem", "suffix"), [("Kur", "an"), ("Irak", "da"), ("ev", "xyz"), ("ev", "")]
)
def test_what_is_no_suffix_has_no_reading(stem: str, suffix: str) -> None:
    assert suffix_readings(stem, suffix) == ()


@given(st.text(alphabet="aeıioöuükltsnrd", max_size=12))
def test_a_cut_word_is_its_stem_and_suffix(word: str) -> None:
    for stem, suffix in stems_and_suffixes(word):
        assert stem + suffix.text == word
