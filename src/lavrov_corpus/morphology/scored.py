"""Readings with their static scores, and which of them are worth keeping."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from lavrov_corpus.morphology.reading import Reading

#: Readings that score this much less than the best (thousandths of a logit) are dropped.
MARGIN = 4000
#: At most so many readings of a word are kept.
MOST_READINGS = 6


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


def as_text(word: str, scored: Iterable[Scored]) -> str:
    """Return the readings of a word, without their `morphemes`, as one line: a digest and JSON."""
    rows = [
        [reading.lemma, reading.pos, reading.feats, reading.source, score]
        for reading, score in scored
    ]
    content = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"{_digest(word, content)} {content}"


def from_text(word: str, text: str) -> tuple[Scored, ...]:
    """Return what `as_text` wrote of the word; raise ValueError for anything else.

    Nothing of a text is read that was written by another hand.
    """
    digest, _, content = text.partition(" ")
    if digest != _digest(word, content):
        raise ValueError(f"the readings of {word!r} are not as they were written")
    return tuple(
        Scored(Reading(lemma, pos, feats, "", source), score)
        for lemma, pos, feats, source, score in json.loads(content)
    )


def _digest(word: str, content: str) -> str:
    data = f"{word}\t{content}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).hexdigest()
