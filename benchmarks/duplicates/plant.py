"""Articles that differ and edited copies of some, out of real newspaper sentences.

The sentences of news-cat.jsonl are shuffled and dealt out into articles, so that no two articles
tell one story though all of it is real Turkish. A copy is edited as desks edit agency copy: each
of the edits of EDITS with its own chance, one at least.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ARTICLES = 5_000
COPIES = 500
#: Sentences an article; a paragraph has three.
SENTENCES = range(9, 25)
#: What share of its words a copy may have replaced.
REPLACED = 0.05

_SENTENCE = re.compile(r"[^.!?]{40,400}[.!?]")

Paragraphs = list[list[str]]
Edit = Callable[[Paragraphs, list[str], random.Random], Paragraphs]


@dataclass(frozen=True, slots=True)
class Planted:
    """Texts by source, and the source of the original of each copy."""

    texts: dict[str, str]
    original: dict[str, str]


def plant(data: Path, seed: int = 7, articles: int = ARTICLES, copies: int = COPIES) -> Planted:
    """Return `articles` texts, `copies` of which are edited copies of others; deterministic."""
    chance = random.Random(seed)
    pool = _sentences(data)
    bases = [_paragraphs(_dealt(pool, chance)) for _ in range(articles - copies)]
    texts = {f"{number:05}.txt": _text(base, pool, chance) for number, base in enumerate(bases)}
    original = {}
    for number, base in enumerate(chance.sample(range(len(bases)), copies)):
        copy = f"kopya/{number:05}.txt"
        texts[copy] = _text(_edited(bases[base], pool, chance), pool, chance)
        original[copy] = f"{base:05}.txt"
    return Planted(texts, original)


def _sentences(data: Path) -> list[str]:
    lines = (data / "news" / "news-cat.jsonl").read_bytes().splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return list(dict.fromkeys(s.strip() for text in texts for s in _SENTENCE.findall(text)))


def _dealt(pool: list[str], chance: random.Random) -> list[str]:
    return chance.sample(pool, chance.choice(SENTENCES))


def _paragraphs(sentences: list[str]) -> Paragraphs:
    return [sentences[i : i + 3] for i in range(0, len(sentences), 3)]


def _text(paragraphs: Paragraphs, pool: list[str], chance: random.Random) -> str:
    """Return the text under a headline of its own, with a credit of its own."""
    headline = " ".join(chance.choice(pool).split()[:7])
    place, agency = chance.choice(["ANKARA", "İSTANBUL", "VAN"]), chance.choice(["AA", "DHA"])
    body = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    return f"{headline}\n\n{place} ({agency}) - {body}"


def _dropped(paragraphs: Paragraphs, _pool: list[str], chance: random.Random) -> Paragraphs:
    """Drop up to half of the paragraphs, from the end, as a desk does to fit a column."""
    return paragraphs[: len(paragraphs) - chance.randint(1, max(1, len(paragraphs) // 2))]


def _replaced(paragraphs: Paragraphs, pool: list[str], chance: random.Random) -> Paragraphs:
    def edited(sentence: str) -> str:
        words = sentence.split()
        others = chance.choice(pool).split()
        return " ".join(
            chance.choice(others) if chance.random() < REPLACED else word for word in words
        )

    return [[edited(sentence) for sentence in sentences] for sentences in paragraphs]


def _reordered(paragraphs: Paragraphs, _pool: list[str], chance: random.Random) -> Paragraphs:
    return [chance.sample(sentences, len(sentences)) for sentences in paragraphs]


def _added(paragraphs: Paragraphs, pool: list[str], chance: random.Random) -> Paragraphs:
    return [*paragraphs, [chance.choice(pool)]]


EDITS: tuple[tuple[Edit, float], ...] = (
    (_dropped, 0.5),
    (_replaced, 0.5),
    (_reordered, 0.4),
    (_added, 0.3),
)


def _edited(paragraphs: Paragraphs, pool: list[str], chance: random.Random) -> Paragraphs:
    chosen = [edit for edit, share in EDITS if chance.random() < share]
    for edit in chosen or [chance.choice(EDITS)[0]]:
        paragraphs = edit(paragraphs, pool, chance)
    return paragraphs
