"""What the tagger sees of a word: attributes of its form, and of the forms beside it.

An attribute is a short string; a model keeps a weight for each pair of an attribute and a
tag. Everything but the conjunctions depends on one word and its distance, so that it is
computed once for each type of word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from lavrov_corpus.turkish import is_capitalized, straight_apostrophes, tr_capitalize, tr_fold

#: How far to the left and to the right a word is seen.
WINDOW = 2

#: What stands before the first and after the last word of a sentence.
EDGE = "\n"

_LETTER_RUNS = re.compile(r"(.)\1+")
_HEADING_SHARE = 0.7


#: An attribute begins with its distance, so its key goes on from the key of that.
_DISTANCES = [crc32(str(distance).encode()) for distance in range(-WINDOW, WINDOW + 1)]


@dataclass(frozen=True, slots=True)
class WordView:
    """The attributes of a word, without their distance, and what its conjunctions are made of.

    `far` is what is seen of it from two words away, `beside` from the next word, `own` from
    its own place.
    """

    far: tuple[str, ...]
    beside: tuple[str, ...]
    own: tuple[str, ...]
    stem: str
    shape: str

    def attribute_keys(self) -> list[list[int]]:
        """Return the keys of the attributes at each distance, from the left to the right."""
        far = [attribute.encode("utf-8", "surrogatepass") for attribute in self.far]
        beside = [attribute.encode("utf-8", "surrogatepass") for attribute in self.beside]
        own = [attribute.encode("utf-8", "surrogatepass") for attribute in self.own]
        near = zip(_DISTANCES, (far, beside, own, beside, far), strict=True)
        return [[crc32(attribute, start) for attribute in group] for start, group in near]


def attribute_key(attribute: str) -> int:
    """Return the 32-bit key under which models and lists keep an attribute or a name."""
    return crc32(attribute.encode("utf-8", "surrogatepass"))


def shape_of(word: str) -> str:
    """Return the kinds of a word's letters, runs of a kind as one: `Suriye'de` gives `Aa'a`."""
    kinds = "".join(
        "A" if c.isupper() else "a" if c.isalpha() else "0" if c.isdigit() else c for c in word
    )
    return _LETTER_RUNS.sub(r"\1+", kinds)[:8]


def split_suffix(word: str) -> tuple[str, str]:
    """Split a word at the apostrophe before its case suffix; the suffix is "" without one.

    A capital after the apostrophe belongs to the name (`D'Alema`), unless all are capitals.
    """
    plain = straight_apostrophes(word)
    stem, mark, suffix = plain.rpartition("'")
    if not mark or not stem or (suffix[:1].isupper() and not word.isupper()):
        return plain, ""
    return stem, suffix or "'"


def sentence_class(words: Sequence[str]) -> str:
    """Tell how a sentence uses capitals: `C` all capitals, `T` on each word, "" as usual."""
    letters = [word for word in words if word[0].isalpha()]
    if len(letters) < 2:
        return "C" if letters and len(letters[0]) > 5 and letters[0].isupper() else ""
    if sum(word.isupper() for word in letters) >= _HEADING_SHARE * len(letters):
        return "C"
    long = [word for word in letters if len(word) > 3]
    capitals = sum(map(is_capitalized, long))
    return "T" if len(long) >= 3 and capitals >= 0.8 * len(long) else ""


def word_view(word: str, kind: str, lists: Mapping[int, str]) -> WordView:
    """Return what is seen of a word.

    `kind` is the class of its sentence, with `1` for the first word; `lists` gives, by the
    key of a folded stem, the lists of names that it stands in, one character each.
    """
    if word == EDGE:
        return WordView(("#",), ("#",), ("#",), "#", "#")
    if kind.startswith("C"):
        word = tr_capitalize(word)
    stem, suffix = split_suffix(word)
    folded = tr_fold(stem)
    shape = shape_of(straight_apostrophes(word))
    listed = lists.get(attribute_key(folded), "")
    far = (f"w{folded}", f"h{shape}", f"l{listed}")
    beside = (*far, f"s{suffix}", f"z{folded[-3:]}", f"y{folded[:5]}")
    own = tuple(_own_attributes(folded, suffix, shape, kind, listed))
    return WordView(far, beside, own, folded, shape + kind)


def _own_attributes(folded: str, suffix: str, shape: str, kind: str, listed: str) -> list[str]:
    ends = [f"z{folded[-n:]}" for n in range(2, 7) if len(folded) > n]
    starts = [f"y{folded[:n]}" for n in range(2, 9) if len(folded) > n]
    cased = "A" if shape.startswith("A") else "a"
    return [
        f"w{folded}",
        f"W{cased}{kind}{folded}",
        f"s{tr_fold(suffix)}",
        f"S{shape[:2]}{tr_fold(suffix)}",
        f"h{shape}",
        f"H{shape}{kind}",
        f"n{min(len(folded), 9)}{shape[:2]}",
        f"l{listed}",
        f"L{cased}{kind}{listed}",
        *(f"i{cased}{name}" for name in listed),
        *starts,
        *ends,
        *(f"Z{cased}{folded[-n:]}" for n in (3, 5) if len(folded) > n),
    ]
