"""Readings of the words that no bundled file has, kept so that a corpus pays for each once."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from lavrov_corpus.annotate import Tools

#: More words than this are not kept: they are slips of scanners and pens, met once.
MOST_WORDS = 100_000


def memory_key(tools: Tools) -> str:
    """Return the SHA-256 of what readings depend on: the version and the morphology's files.

    It is "" without a lemmatizer.
    """
    if tools.lemmatizer is None:
        return ""
    depends = [tools.provenance.version, sorted(tools.lemmatizer.models.items())]
    return hashlib.sha256(json.dumps(depends).encode()).hexdigest()


def teach(tools: Tools, words: Mapping[str, str]) -> None:
    """Give the lemmatizer the words of earlier runs, and let it keep account of new ones."""
    if tools.lemmatizer is not None:
        tools.lemmatizer.learn(words)


def tell(tools: Tools, words: Mapping[str, str]) -> None:
    """Give the lemmatizer words that another worker of the same run has worked out."""
    if tools.lemmatizer is not None:
        tools.lemmatizer.hear(words)


def new_words(tools: Tools) -> Mapping[str, str]:
    """Return the words that were new since the last call."""
    return {} if tools.lemmatizer is None else tools.lemmatizer.learned()


@dataclass(slots=True)
class WordMemory:
    """The words that the database holds for these tools; readings as text by word.

    `latest` are those that came with each of the last few additions.
    """

    key: str
    words: dict[str, str] = field(default_factory=dict)
    latest: deque[Mapping[str, str]] = field(default_factory=lambda: deque(maxlen=0))

    def add(self, words: Mapping[str, str]) -> dict[str, str]:
        """Take words in and return those that are new or other; none once there are too many."""
        room = MOST_WORDS - len(self.words)
        fresh = {word: words[word] for word in sorted(words) if self.words.get(word) != words[word]}
        kept = dict(list(fresh.items())[: max(0, room)])
        self.words.update(kept)
        self.latest.append(kept)
        return kept

    def news(self) -> dict[str, str]:
        """Return the words of the latest additions."""
        return {word: readings for words in self.latest for word, readings in words.items()}
