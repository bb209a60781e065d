"""The scored readings of frequent words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lavrov_corpus.morphology.packed import Buffer, PackedTable
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored

_TAGS = ""

_Tag = tuple[str, str, str]


class Lexicon:
    """The scored readings of frequent words, in a `PackedTable`.

    A word's text is `code code ...` with `cut:ending:tag:score` for each reading, the lemma
    being the word less `cut` letters and with `ending`. Under "" stand the tags, as
    `upos feats source` with semicolons between them.
    """

    def __init__(self, content: Buffer) -> None:
        self._table = PackedTable(content)
        self._tags = [tag.split(" ") for tag in (self._table.get(_TAGS) or "").split(";")]

    @staticmethod
    def encode(words: Mapping[str, Sequence[Scored]]) -> bytes:
        """Return the file of these words in small letters."""
        tags = sorted({_tag(entry) for entries in words.values() for entry in entries})
        numbers = {tag: number for number, tag in enumerate(tags)}
        rows = {
            word: " ".join(_code(word, entry, numbers[_tag(entry)]) for entry in entries)
            for word, entries in words.items()
        }
        return PackedTable.encode({**rows, _TAGS: ";".join(" ".join(tag) for tag in tags)})

    def get(self, word: str) -> tuple[Scored, ...] | None:
        """Return the scored readings of a word in small letters, None if it has not got it."""
        codes = self._table.get(word) if word else None
        return None if codes is None else self._decoded(word, codes)

    def words(self) -> Iterator[str]:
        """Yield every word, sorted by its bytes."""
        return (word for word, _ in self._table.items() if word)

    def _decoded(self, word: str, codes: str) -> tuple[Scored, ...]:
        entries = []
        for code in codes.split(" "):
            cut, ending, tag, score = code.split(":")
            pos, feats, source = self._tags[int(tag)]
            lemma = word[: len(word) - int(cut)] + ending
            entries.append(Scored(Reading(lemma, pos, feats, "", source), int(score)))
        return tuple(entries)


def _tag(entry: Scored) -> _Tag:
    return entry.reading.pos, entry.reading.feats, entry.reading.source


def _code(word: str, entry: Scored, tag: int) -> str:
    lemma = entry.reading.lemma
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return f"{len(word) - shared}:{lemma[shared:]}:{tag}:{entry.score}"
