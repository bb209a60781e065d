"""Word counts of public Turkish news; no text of it is kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lavrov_corpus.morphology.words import cut_at_apostrophe
from lavrov_corpus.turkish import tr_lower
from training.morphology.treebanks import data_directory

_TEXT = "#text = "
_LETTERS = frozenset("abcçdefgğhıijklmnoöprsştuüvyzxwqâîû")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def word_counts() -> Counter[str]:
    """Return how often each word stands in the news, in small letters, cut at its apostrophe."""
    return _counted(_texts())


def other_counts() -> Counter[str]:
    """Return the same of an encyclopedia and the web, without what is no Turkish letter."""
    counts = _counted(_other_texts())
    return Counter({word: n for word, n in counts.items() if _LETTERS.issuperset(word)})


def agency_counts() -> Counter[str]:
    """Return the same of articles of an agency of which no word is in any list."""
    lines = (data_directory() / "ner" / "nakbatr-aa.txt").read_text("utf-8").splitlines()
    return _counted(line.removeprefix(_TEXT) for line in lines if line.startswith(_TEXT))


def _counted(texts: Iterable[str]) -> Counter[str]:
    surfaces = Counter(word for text in texts for word in _WORD.findall(text))
    counts: Counter[str] = Counter()
    for surface, times in surfaces.items():
        counts[tr_lower(cut_at_apostrophe(surface)[0])] += times
    return counts


def _other_texts() -> Iterator[str]:
    data = data_directory()
    for name in ("wikiner-train", "wikiner-dev", "wikiann-tr-train"):
        for line in (data / "ner" / f"{name}.conll").read_text("utf-8").splitlines():
            yield line.partition("\t")[0].partition(" ")[0]
    for line in (data / "ud" / "twt-web.conllu").read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            yield line.removeprefix("# text = ")


def _texts() -> Iterator[str]:
    data = data_directory()
    for name in ("sentences/cnn-turk-10k", "sentences/zemberek-train", "news/news-summaries"):
        yield plain_text(name)
    for line in (data / "news" / "news-cat.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["text"]


def plain_text(name: str) -> str:
    """Return the text of a file of the data folder, named without its `.txt`."""
    return (data_directory() / f"{name}.txt").read_text("utf-8")
