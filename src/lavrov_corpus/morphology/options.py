"""What a word's capitals and apostrophe do to the readings of its letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored
from lavrov_corpus.morphology.suffixes import suffix_readings
from lavrov_corpus.turkish import is_capitalized, tr_fold, tr_lower, tr_upper

_WITHOUT_CIRCUMFLEX = str.maketrans("âîûÂÎÛ", "aiuAİU")
_CIRCUMFLEXES = frozenset("âîûÂÎÛ")
_WITHOUT_CASE = ("Case=Nom", "")


def shape(word: str, suffix: str, *, first: bool) -> str:
    """Return how a word is written: `lower`, `First`, `Cap`, `ALL`, with `'` if it has a suffix.

    `word` stands before the apostrophe and `suffix` after it; `first` tells whether the
    word is the first of its sentence, where a capital says little.
    """
    if not is_capitalized(word):
        form = "lower"
    elif len(word) > 1 and word.isupper():
        form = "ALL"
    else:
        form = "First" if first else "Cap"
    return form + ("'" if suffix else "")


def with_capitals(scored: Iterable[Scored], form: str) -> list[Scored]:
    """Return the readings that a word of this shape can have, with their static scores.

    A capital lets each noun and adjective be a proper noun; before an apostrophe stands a
    word without a case suffix.
    """
    options = list(scored)
    if form.endswith("'"):
        bare = [entry for entry in options if entry.reading.feats.split("|")[0] in _WITHOUT_CASE]
        options = bare or options
    if not form.startswith("lower"):
        options += [
            Scored(
                entry.reading._replace(pos="PROPN", source=f"{entry.reading.source}'"), entry.score
            )
            for entry in options
            if entry.reading.pos in ("NOUN", "ADJ")
        ]
    return options


def has_circumflex(word: str) -> bool:
    """Tell whether a word has a letter with a circumflex."""
    return not _CIRCUMFLEXES.isdisjoint(word)


def respecting_circumflex(scored: Sequence[Scored], word: str) -> Sequence[Scored]:
    """Return the readings that keep the word's circumflex, all if there are none.

    So `kâr` is no form of `kar`.
    """
    if not has_circumflex(word):
        return scored
    return [entry for entry in scored if has_circumflex(entry.reading.lemma)] or scored


def inflected(reading: Reading, stem: str, suffix: str) -> Reading:
    """Return the reading of a stem with the features of the suffix after its apostrophe."""
    if not suffix:
        return reading
    chains = suffix_readings(stem, suffix) or suffix_readings(stem, suffix, harmony=False)
    if not chains or not chains[0].feats:
        return reading
    own = [pair for pair in reading.feats.split("|") if "[psor]" in pair]
    pairs = (pair.partition("=") for pair in (*own, *chains[0].feats.split("|")))
    merged = {key: value for key, _, value in pairs}
    return reading._replace(feats="|".join(f"{key}={merged[key]}" for key in sorted(merged)))


# The readings of one word have few lemmas.
@lru_cache(256)
def cased(lemma: str, tag: str, word: str) -> str:
    """Return the lemma with the capitals that it has in the word, if it is a proper noun.

    A word without circumflexes has a lemma without them: `ihlali` gives `ihlal`, though the
    dictionary has `ihlâl`.
    """
    if not has_circumflex(word):
        lemma = lemma.translate(_WITHOUT_CIRCUMFLEX)
    if tag != "PROPN":
        return tr_lower(lemma)
    if tr_fold(word).startswith(tr_fold(lemma)):
        return word[: len(lemma)]
    if len(word) > 1 and word.isupper():
        return tr_upper(lemma)
    return tr_upper(lemma[:1]) + lemma[1:]
