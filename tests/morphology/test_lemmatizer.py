import pickle

import pytest

from lavrov_corpus.document import SegmentedText
from lavrov_corpus.morphology import Lemmatizer, load_lemmatizer


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


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
        ("ABD'nin 2023'te 1.250 askeri vardı", "ABD 2023 1.250 asker var"),
    ],
)
def test_each_token_gets_its_lemma(lemmatizer: Lemmatizer, text: str, expected: str) -> None:
    assert lemmas(lemmatizer, text) == expected


def test_a_text_without_tokens_gives_nothing(lemmatizer: Lemmatizer) -> None:
    assert lemmatizer.lemmatize(SegmentedText("", (), (), ())) == []


def test_a_lemmatizer_can_be_sent_to_a_worker(lemmatizer: Lemmatizer) -> None:
    copy = pickle.loads(pickle.dumps(lemmatizer))
    assert lemmas(copy, "Bakanlığında görüştü") == lemmas(lemmatizer, "Bakanlığında görüştü")


def test_nothing_is_printed(lemmatizer: Lemmatizer, capfd: pytest.CaptureFixture[str]) -> None:
    lemmas(lemmatizer, "toplantısında konuştu")
    assert capfd.readouterr() == ("", "")
