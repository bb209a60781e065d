from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored
from training.morphology.forms import expected_forms, most_expected


def scored(lemma: str, pos: str = "NOUN") -> tuple[Scored, ...]:
    return (Scored(Reading(lemma, pos, "", "", "zeyrek"), 0),)


COUNTS = {
    **{"masa": 4, "masalar": 2, "kasa": 3, "kasalar": 1, "tasa": 2, "tasalar": 1},
    **{"yasa": 100, "yasaya": 7, "kitap": 5, "kitabı": 5},
}
LEMMAS = {
    **{"masa": "masa", "masalar": "masa", "kasa": "kasa", "kasalar": "kasa"},
    **{"tasa": "tasa", "tasalar": "tasa", "yasa": "yasa", "yasaya": "yasa"},
    **{"kitap": "kitap", "kitabı": "kitap"},
}
READINGS = {word: scored(lemma) for word, lemma in LEMMAS.items()}


def test_a_stem_takes_the_endings_of_those_that_sound_alike() -> None:
    expected = expected_forms(COUNTS, READINGS)
    # `-ya` was seen after one stem only, and `kitab-` ends as no other stem.
    assert set(expected) == {"yasalar"}
    # 107 times the stem; 4 of the 40 endings counted are `-lar`, 20 at most being for a word.
    assert round(expected["yasalar"], 9) == 107 * 4 / 40


def test_the_most_expected_come_first() -> None:
    assert most_expected({"c": 1.0, "b": 2.0, "a": 1.0}, 2) == ["b", "a"]
