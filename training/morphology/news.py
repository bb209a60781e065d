"""Word counts of public Turkish news; no text of it is kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

from lavrov_corpus.morphology.words import cut_at_apostrophe
from lavrov_corpus.turkish import tr_lower
from training.morphology.treebanks import data_directory

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def word_counts() -> Counter[str]:
    """Return how often each word stands in the news, in small letters, cut at its apostrophe."""
    surfaces = Counter(word for text in _texts() for word in _WORD.findall(text))
    counts: Counter[str] = Counter()
    for surface, times in surfaces.items():
        counts[tr_lower(cut_at_apostrophe(surface)[0])] += times
    return counts


def _texts() -> Iterator[str]:
    data = data_directory()
    for name in ("sentences/cnn-turk-10k", "sentences/zemberek-train", "news/news-summaries"):
        yield plain_text(name)
    for line in (data / "news" / "news-cat.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["text"]


def plain_text(name: str) -> str:
    """Return the text of a file of the data folder, named without its `.txt`."""
    return (data_directory() / f"{name}.txt").read_text("utf-8")
