import pytest

from training.morphology.gold import Occurrence
from training.morphology.headwords import with_headword
from training.morphology.treebanks import GoldToken


@pytest.mark.parametrize(
    ("lemma", "word", "expected"),
    [
        ("belir", "belirtti", "belirt"),
        ("belirmek", "Belirten", "belirt"),
        ("belir", "belirdi", "belir"),
        ("belirt", "belirtti", "belirt"),
        ("bil", "bildirilen", "bildir"),
        ("bil", "bilinen", "bil"),
    ],
)
def test_verbs_of_saying_stay_whole(lemma: str, word: str, expected: str) -> None:
    gold = GoldToken(word, lemma, "VERB", "", 1)
    occurrence = Occurrence("a part", gold, word, "", word, "", "")
    assert with_headword(occurrence).gold.lemma == expected
