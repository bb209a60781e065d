from lavrov_corpus.morphology.ranking import static_features
from lavrov_corpus.morphology.reading import Reading

MORPHEMES = "belir:Verb+t:Caus+Verb+ti:Past+A3sg"
CUT = Reading("belir", "VERB", "", MORPHEMES, "zeyrek")
KEPT = Reading("belirt", "VERB", "", MORPHEMES, "stem")
LISTED = Reading("belirt", "VERB", "", "belirt:Verb+ti:Past+A3sg", "zeyrek")
COUNTS = {"belirmek": 4, "belirtmesi": 7, "belirtti": 11}


def test_features_tell_which_derived_stem_a_lemma_keeps() -> None:
    cut, kept = (set(row) for row in static_features("belirtti", [CUT, KEPT], COUNTS))
    assert {"k=zeyrek|/Caus+Past", "x=belirt|out", "xn=Caus|out|6"} <= cut
    assert {"k=stem|Caus/Past", "x=belirt|in", "xn=Caus|in|6"} <= kept


def test_features_tell_how_usual_a_verb_is_beside_the_others() -> None:
    cut, kept = (set(row) for row in static_features("belirtti", [CUT, KEPT], COUNTS))
    assert {"v=4|True|True", "vd=-3|zeyrek|True"} <= cut
    assert {"v=7|True|False", "vd=0|stem|True"} <= kept


def test_features_tell_whether_the_dictionary_has_a_stem() -> None:
    _, kept, listed = (set(r) for r in static_features("belirtti", [CUT, KEPT, LISTED], COUNTS))
    assert "v=7|True|True" in kept & listed
