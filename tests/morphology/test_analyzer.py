import pickle

import pytest

from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.candidates import Irregular, candidates

LOCATIVE_OF_POSSESSED = "Case=Loc|Number=Sing|Number[psor]=Sing|Person=3|Person[psor]=3"
NEGATIVE_PAST = (
    "Aspect=Perf|Evident=Fh|Mood=Ind|Number=Sing|Person=3|Polarity=Neg|Tense=Past|VerbForm=Fin"
)
NECESSITY = "Mood=Nec|Number=Sing|Person=3|Polarity=Pos|VerbForm=Fin"
UNABLE = NEGATIVE_PAST.replace("Ind", "Pot")
INFINITIVE = "Case=Nom|Number=Sing|Person=3|Polarity=Pos|VerbForm=Vnoun"
PAST_QUESTION = "Aspect=Perf|Case=Nom|Evident=Fh|Number=Sing|Person=3|Tense=Past"


@pytest.fixture(scope="module")
def analyzer() -> ZeyrekAnalyzer:
    return ZeyrekAnalyzer()


def found(analyzer: ZeyrekAnalyzer, word: str) -> set[tuple[str, str, str]]:
    return {(r.lemma, r.pos, r.feats) for r in analyzer.readings(word)}


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("bakanlığında", ("bakanlık", "NOUN", LOCATIVE_OF_POSSESSED)),
        ("gelmedi", ("gel", "VERB", NEGATIVE_PAST)),
        ("gelemedi", ("gel", "VERB", UNABLE)),
        ("edilen", ("et", "VERB", "Polarity=Pos|Tense=Pres|VerbForm=Part|Voice=Pass")),
        ("kullanarak", ("kullan", "VERB", "Polarity=Pos|VerbForm=Conv")),
        ("Suriye", ("Suriye", "PROPN", "Case=Nom|Number=Sing|Person=3")),
        ("KÂR", ("kâr", "NOUN", "Case=Nom|Number=Sing|Person=3")),
        ("dışişleri", ("dışişleri", "NOUN", "Case=Nom|Number=Sing|Person=3")),
        ("mıydı", ("mi", "AUX", PAST_QUESTION)),
    ],
)
def test_zeyrek_gives_lemma_class_and_features(
    analyzer: ZeyrekAnalyzer, word: str, reading: tuple[str, str, str]
) -> None:
    assert reading in found(analyzer, word)


def test_derived_stems_are_lemmas_too(analyzer: ZeyrekAnalyzer) -> None:
    lemmas = {reading.lemma for reading in analyzer.readings("zorluğun")}
    assert {"zor", "zorluk"} <= lemmas


def test_a_derived_stem_ends_as_the_word_does_without_a_suffix(analyzer: ZeyrekAnalyzer) -> None:
    lemmas = {reading.lemma for reading in analyzer.readings("geleceğini")}
    assert lemmas == {"gel", "gelecek"}


@pytest.mark.parametrize("word", ["", "xyzzy", "Лавров", "a" * 100, "4x4"])
def test_unknown_words_have_no_reading(analyzer: ZeyrekAnalyzer, word: str) -> None:
    assert analyzer.readings(word) == ()


def test_a_word_is_read_alike_whatever_came_before(analyzer: ZeyrekAnalyzer) -> None:
    words = ["yapacağını", "gelecek", "gelince", "yapacaklarını", "verecek", "gelecekti"]
    fresh = ZeyrekAnalyzer()
    assert [analyzer.readings(word) for word in words] == [
        fresh.readings(word) for word in reversed(words)
    ][::-1]
    assert analyzer.readings("gelecek")


def test_an_analyzer_can_be_sent_to_a_worker(analyzer: ZeyrekAnalyzer) -> None:
    copy = pickle.loads(pickle.dumps(analyzer))
    assert copy.readings("evde") == analyzer.readings("evde")


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("kazançla", ("kazanç", "NOUN", "Case=Ins|Number=Sing|Person=3")),
        ("kurtulmalıyız", ("kurtul", "VERB", NECESSITY)),
        ("yapmaktı", ("yap", "VERB", INFINITIVE)),
        ("kvorklardan", ("kvork", "NOUN", "Case=Abl|Number=Plur|Person=3")),
        ("içinde", ("içinde", "ADV", "")),
    ],
)
def test_candidates_go_beyond_zeyrek(
    analyzer: ZeyrekAnalyzer, word: str, reading: tuple[str, str, str]
) -> None:
    options = {(r.lemma, r.pos, r.feats) for r in candidates(word, analyzer, Irregular())}
    assert reading in options


def test_irregular_words_and_lemmas_are_candidates(analyzer: ZeyrekAnalyzer) -> None:
    irregular = Irregular({"evde": (("evde", "ADP", ""),)}, {"ev": "yuva"})
    options = {(r.lemma, r.pos) for r in candidates("evde", analyzer, irregular)}
    assert {("evde", "ADP"), ("yuva", "NOUN"), ("ev", "NOUN")} <= options


def test_words_find_their_dictionary_whatever_was_brought_in_before() -> None:
    words = ["bana", "diyor", "edildi", "onun", "gözyaşları", "katlanmış", "bildiğimde", "haklar"]
    alone = [ZeyrekAnalyzer().readings(word) for word in words[:3]]
    together = ZeyrekAnalyzer()
    backwards = [together.readings(word) for word in reversed(words)][::-1]
    assert backwards[:3] == alone
    assert all(backwards)
