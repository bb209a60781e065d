import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.morphology.lexicon import Lexicon
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored, as_text, from_text, keep_likely

WORDS = st.text(alphabet="abcçıiğş", min_size=1, max_size=6)
READINGS = st.builds(
    Reading,
    WORDS,
    st.sampled_from(["NOUN", "VERB"]),
    st.sampled_from(["", "Case=Nom"]),
    st.just(""),
    st.sampled_from(["zeyrek", "stem"]),
)
ENTRY = (Scored(Reading("ev", "NOUN", "Case=Nom", "", "zeyrek"), 7),)
ENTRIES = st.lists(st.builds(Scored, READINGS, st.integers(-9999, 9999)), min_size=1).map(tuple)


@given(st.dictionaries(WORDS, ENTRIES, min_size=1, max_size=200), WORDS)
def test_a_lexicon_gives_back_what_was_put_in(
    words: dict[str, tuple[Scored, ...]], other: str
) -> None:
    lexicon = Lexicon(Lexicon.encode(words))
    assert {word: lexicon.get(word) for word in words} == words
    assert lexicon.get(other) == words.get(other)
    assert list(lexicon.words()) == sorted(words, key=str.encode)


@given(WORDS, ENTRIES)
def test_readings_come_back_from_their_text(word: str, entries: tuple[Scored, ...]) -> None:
    assert from_text(word, as_text(word, entries)) == entries


@pytest.mark.parametrize(
    "changed",
    [
        as_text("ev", ENTRY).replace("ev", "av"),
        as_text("ev", ENTRY).partition(" ")[2],
        as_text("av", ENTRY),
        f"{as_text('ev', ENTRY).partition(' ')[0]} []",
        f"{as_text('ev', ENTRY).partition(' ')[0]} {'[' * 100_000}",
        "",
    ],
    ids=["another lemma", "no digest", "of another word", "no readings", "deep", "empty"],
)
def test_readings_that_were_changed_are_refused(changed: str) -> None:
    with pytest.raises(ValueError, match="not as they were written"):
        from_text("ev", changed)


def test_the_best_of_equal_readings_stands_for_all() -> None:
    noun = Reading("iç", "NOUN", "Case=Nom", "iç:Noun+A3sg", "zeyrek")
    same = noun._replace(morphemes="iç:Adj+Zero+Noun+A3sg")
    verb = Reading("iç", "VERB", "", "iç:Verb+Imp+A2sg", "zeyrek")
    far = Reading("i", "NOUN", "", "", "guess")
    entries = [Scored(noun, 10), Scored(same, 30), Scored(verb, 20), Scored(far, -90_000)]
    assert keep_likely(entries) == (
        Scored(noun._replace(morphemes=""), 30),
        Scored(verb._replace(morphemes=""), 20),
    )
