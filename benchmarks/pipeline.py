"""Words a second of each stage of `annotate`: `CORPUS_DATA=... python -m benchmarks.pipeline`.

The articles are raw news that nothing was trained on by annotation; times are processor time
of one process, so that a busy machine does not change them much. Each stage is run over all
articles; the first run of the whole is cold (caches are empty), the second is warm.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lavrov_corpus.annotate import Settings, annotate_all, load_tools
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import Article
from lavrov_corpus.loading import decode
from lavrov_corpus.names import canonical_names
from lavrov_corpus.quotations import find_quotations
from lavrov_corpus.segmentation import segment

Result = TypeVar("Result")


def timed(name: str, words: int, function: Callable[[], Result]) -> Result:
    started = time.process_time()
    result = function()
    seconds = time.process_time() - started
    print(f"{name:<12}{seconds:>8.2f} s{words / seconds:>12,.0f} words/s")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    wanted = parser.parse_args().articles
    path = Path(os.environ["CORPUS_DATA"]) / "news/news-cat.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    step = max(1, len(lines) // wanted)
    texts = [json.loads(line)["text"] for line in lines[::step]][:wanted]
    raws = [decode(text.encode(), str(number)) for number, text in enumerate(texts)]
    words = sum(len(raw.text.split()) for raw in raws)
    print(f"{len(raws)} articles, {words} words")
    tools = timed("load", words, lambda: load_tools(Settings()))
    lemmatizer = tools.lemmatizer
    assert lemmatizer is not None
    cold = timed("all, cold", words, lambda: annotate_all(raws, tools))
    assert all(isinstance(result, Article) for result in cold)
    cleaned = timed("clean", words, lambda: [clean(raw) for raw in raws])
    texts_ = timed(
        "segment", words, lambda: [segment(c.text, c.paragraphs, tools.rules) for c in cleaned]
    )
    mentions = timed("tag", words, lambda: tools.tagger.tag(texts_))
    analyses = timed("lemmatise", words, lambda: [lemmatizer.lemmatize(text) for text in texts_])
    names = timed(
        "names",
        words,
        lambda: [canonical_names(t.text, m) for t, m in zip(texts_, mentions, strict=True)],
    )
    timed(
        "attribute",
        words,
        lambda: [
            find_quotations(*each) for each in zip(texts_, analyses, mentions, names, strict=True)
        ],
    )
    timed("all, warm", words, lambda: annotate_all(raws, tools))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
