"""Readings with their static scores: computed for any word, looked up for frequent ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lavrov_corpus.morphology.reading import Reading

#: Readings that score this much less than the best (thousandths of a logit) are dropped.
MARGIN = 4000
#: At most so many readings of a word are kept.
MOST_READINGS = 6
_BLOCK = 64


class Scored(NamedTuple):
    """A reading and its static score in thousandths of a logit."""

    reading: Reading
    score: int


def keep_likely(scored: Iterable[Scored]) -> tuple[Scored, ...]:
    """Return the readings worth ranking in context, the best first.

    Of readings that give the same lemma, UPOS, features and source the best one stands
    for all; `morphemes` is dropped.
    """
    best: dict[tuple[str, str, str, str], Scored] = {}
    for entry in scored:
        reading = entry.reading
        key = (reading.lemma, reading.pos, reading.feats, reading.source)
        if key not in best or best[key].score < entry.score:
            best[key] = Scored(reading._replace(morphemes=""), entry.score)
    ranked = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))[:MOST_READINGS]
    return tuple(entry for _, entry in ranked if entry.score >= ranked[0][1].score - MARGIN)


class Lexicon:
    """The scored readings of frequent words, in one sorted text that is searched in place.

    The text is UTF-8: a line `upos TAB feats TAB source` for each tag, then, after an empty
    line each, blocks of words sorted by their bytes: `word TAB code code ...`, where a code
    is `cut:ending:tag:score`, the lemma being the word less `cut` letters and with `ending`.
    """

    def __init__(self, content: bytes) -> None:
        head, *self._blocks = content.split(b"\n\n")
        self._tags = [tuple(row.split("\t")) for row in head.decode("utf-8").split("\n")]
        self._firsts = [block[: block.find(b"\t")] for block in self._blocks]

    @staticmethod
    def encode(words: Mapping[str, tuple[Scored, ...]]) -> bytes:
        """Return the text of a lexicon of these words in small letters."""
        tags = {_tag(entry): None for entries in words.values() for entry in entries}
        numbers = {tag: number for number, tag in enumerate(sorted(tags))}
        rows = []
        for word in sorted(words, key=lambda word: word.encode("utf-8")):
            codes = (_code(word, entry, numbers[_tag(entry)]) for entry in words[word])
            rows.append(f"{word}\t{' '.join(codes)}")
        blocks = ["\n".join("\t".join(tag) for tag in numbers)]
        blocks += ["\n".join(rows[i : i + _BLOCK]) for i in range(0, len(rows), _BLOCK)]
        return "\n\n".join(blocks).encode("utf-8")

    def get(self, word: str) -> tuple[Scored, ...] | None:
        """Return the scored readings of a word in small letters, None if it has not got it."""
        key = word.encode("utf-8")
        number = bisect_right(self._firsts, key) - 1
        if number < 0:
            return None
        block = self._blocks[number]
        line = key + b"\t"
        start = 0 if block.startswith(line) else block.find(b"\n" + line) + 1
        if not start and not block.startswith(line):
            return None
        end = block.find(b"\n", start)
        codes = block[start + len(line) : end if end >= 0 else len(block)]
        return self._decode(word, codes.decode("utf-8"))

    def _decode(self, word: str, codes: str) -> tuple[Scored, ...]:
        entries = []
        for code in codes.split(" "):
            cut, ending, tag, score = code.split(":")
            pos, feats, source = self._tags[int(tag)]
            lemma = word[: len(word) - int(cut)] + ending
            entries.append(Scored(Reading(lemma, pos, feats, "", source), int(score)))
        return tuple(entries)


def _tag(entry: Scored) -> tuple[str, str, str]:
    return entry.reading.pos, entry.reading.feats, entry.reading.source


def _code(word: str, entry: Scored, tag: int) -> str:
    lemma = entry.reading.lemma
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return f"{len(word) - shared}:{lemma[shared:]}:{tag}:{entry.score}"
