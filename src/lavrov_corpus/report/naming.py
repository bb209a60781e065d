"""Which person, place or organisation of the corpus a mention belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lavrov_corpus.names import Alias, NameEntry, NameRecord, decide, name_key

Key = tuple[str, tuple[str, ...]]


class Naming:
    """Finds the entry of `corpus entities` that a mention was counted in.

    `entries` are what `merge_names` made of all records, with the same `aliases`.
    """

    def __init__(self, entries: Iterable[NameEntry], aliases: Sequence[Alias] = ()) -> None:
        self._aliases = aliases
        self._by_article = any(alias.article for alias in aliases)
        self._names: dict[Key, str] = {}
        self._by_surname: dict[Key, str] = {}
        self._labels: dict[str, str] = {}
        self._known: dict[tuple[str, str, str, str], str] = {}
        for entry in entries:
            key = name_key(entry.canonical)
            self._names[entry.label, key] = entry.canonical
            if len(key) > 1:
                self._by_surname[entry.label, key[-1:]] = entry.canonical
            self._labels.setdefault(entry.canonical, entry.label)

    def name(self, source: str, label: str, name: str, canonical: str) -> str:
        """Return the corpus-wide name of a mention; "" where the user has dropped it."""
        known = (source if self._by_article else "", label, name, canonical)
        if known not in self._known:
            self._known[known] = self._find(source, label, name, canonical)
        return self._known[known]

    def speaker(self, source: str, speaker_name: str) -> str:
        """Return the corpus-wide name of a speaker, or the name as it is where there is none."""
        for label in ("PER", "ORG", "LOC"):
            found = self.name(source, label, speaker_name, speaker_name)
            if found in self._labels:
                return found
        return speaker_name

    def _find(self, source: str, label: str, name: str, canonical: str) -> str:
        if self._aliases:
            record = NameRecord(source, "", label, name, canonical)
            canonical, _ = decide(record, self._aliases)
        if not canonical:
            return ""
        key = name_key(canonical)
        found = self._names.get((label, key)) or self._by_surname.get((label, key))
        return found or canonical
