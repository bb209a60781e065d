"""Labels plain news with a trained tagger, and keeps the sentences that it is sure of.

    CORPUS_DATA=... python -m training.ner.silver --model FOLDER --out FILE

Self-training (Yarowsky 1995): the second pass decides by the whole article, so that its labels
teach the first pass words that it does not know alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from lavrov_corpus.document import SegmentedText
from lavrov_corpus.ner.news import NewsTagger
from training.ner import corpora
from training.ner.news_text import plain_news, prepare, words_of

#: The share of its best tag below which a word's label is in doubt.
SURE = 0.9


def sure_sentences(text: SegmentedText, tagger: NewsTagger) -> Iterator[dict[str, object]]:
    """Yield the sentences that hold a name and no word in doubt, as `read_silver` reads them."""
    spans: dict[int, list[tuple[int, int, str]]] = {}
    firsts: dict[int, int] = {}
    for index, (_, _, number) in enumerate(text.tokens):
        firsts.setdefault(number, index)
    starts = {start: index for index, (start, _, _) in enumerate(text.tokens)}
    ends = {end: index + 1 for index, (_, end, _) in enumerate(text.tokens)}
    (found,) = tagger.tag([text])
    for mention in found:
        first = firsts[mention.sentence]
        span = starts[mention.start] - first, ends[mention.end] - first, mention.label
        spans.setdefault(mention.sentence, []).append(span)
    certainty = tagger.certainty(text)
    for number, named in spans.items():
        tokens = [(start, end) for start, end, owner in text.tokens if owner == number]
        first = firsts[number]
        if min(certainty[first : first + len(tokens)]) >= SURE and 4 <= len(tokens) <= 60:
            yield {"words": words_of(text, tokens), "spans": named}


def main() -> None:
    """Write the sure sentences of all plain news as JSON Lines."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--model", type=Path, help="folder of the model; the bundled by default")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    tagger = NewsTagger.load(arguments.model)
    kept = 0
    with arguments.out.open("w", encoding="utf-8") as file:
        for _, text in prepare(plain_news(corpora.data_folder())):
            for record in sure_sentences(text, tagger):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                kept += 1
    print(f"{kept} sentences")


if __name__ == "__main__":
    main()
