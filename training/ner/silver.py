"""Labels plain news with the engine's network, and keeps the sentences that it is sure of.

    CORPUS_DATA=... python -m training.ner.silver --out FILE [--model FOLDER] [--shard 0 2]

The student learns from them what the network knows of the world (Hinton et al. 2015,
"Distilling the knowledge in a neural network", with hard labels). Each label is decided with
the whole article in view.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lavrov_corpus.document import SegmentedText
from lavrov_corpus.ner.news import NewsTagger
from training.ner import corpora
from training.ner.news_text import plain_news, prepare, words_of

#: The share of its best tag below which a word's label is in doubt.
SURE = 0.8

#: Of the sentences without a name, each so-manieth is kept.
EMPTY = 3


def sure_sentences(text: SegmentedText, tagger: NewsTagger) -> Iterator[dict[str, object]]:
    """Yield the sentences with no word in doubt, as `read_silver` reads them."""
    shares = tagger.tag_chances(text)
    for number in range(len(text.sentences)):
        owned = [i for i, (_, _, owner) in enumerate(text.tokens) if owner == number]
        if not 4 <= len(owned) <= 60 or shares[owned].max(axis=1).min() < SURE:
            continue
        # Where every tag is sure, the likeliest of each word make the likeliest sequence.
        spans = corpora.spans_of([tagger.tags[i] for i in shares[owned].argmax(axis=1)])
        if spans or number % EMPTY == 0:
            tokens = [text.tokens[i][:2] for i in owned]
            yield {"words": words_of(text, tokens), "spans": spans}


def main() -> None:
    """Write the sure sentences of all plain news as JSON Lines."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--model", type=Path, help="folder of the models; the bundled by default")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--shard", type=int, nargs=2, default=(0, 1), help="which part, of how many"
    )
    arguments = parser.parse_args()
    tagger = NewsTagger.load(arguments.model, "best")
    started = time.monotonic()
    kept = 0
    with arguments.out.open("w", encoding="utf-8") as file:
        texts = islice(
            plain_news(corpora.data_folder()), arguments.shard[0], None, arguments.shard[1]
        )
        for count, (_, text) in enumerate(prepare(texts), start=1):
            for record in sure_sentences(text, tagger):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                kept += 1
            if count % 1000 == 0:
                minutes = (time.monotonic() - started) / 60
                print(f"{count} texts, {kept} sentences, {minutes:.0f} minutes", flush=True)
    print(f"{kept} sentences")


if __name__ == "__main__":
    main()
