"""Score quotations and speakers: `python -m benchmarks.quotations --half test`."""

from __future__ import annotations

import argparse
import sys

from benchmarks.quotations.articles import (
    Article,
    data_folder,
    gold_mentions,
    read_articles,
    segmented,
)
from benchmarks.quotations.scoring import GoldArticle, Tally, read_gold, score
from lavrov_corpus.document import Analysis, Speech
from lavrov_corpus.names import canonical_names
from lavrov_corpus.ner import load_tagger
from lavrov_corpus.quotations import find_quotations


def measure(
    articles: dict[str, Article], gold: list[GoldArticle], entities: str
) -> dict[str, Tally]:
    """Return the tallies of all articles; `entities` is `gold` or the name of an engine."""
    tallies = {kind: Tally() for kind in ("direct", "heading", "indirect")}
    for annotated in gold:
        article = articles[annotated["doc_id"]]
        score(article.text, annotated, speeches_of(article, entities), tallies)
    return tallies


def speeches_of(article: Article, entities: str) -> tuple[Speech, ...]:
    """Return what is found in an article, with gold names or those of an engine."""
    text = segmented(article)
    if entities == "gold":
        mentions = gold_mentions(article, text)
    else:
        (mentions,) = load_tagger(entities).tag([text])
    analyses = [Analysis("", "")] * len(text.tokens)
    return find_quotations(text, analyses, mentions, canonical_names(article.text, mentions))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tuning", "test"], default="test")
    parser.add_argument("--entities", default="gold", help="gold, news or stanza")
    parser.add_argument("--errors", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        sys.exit("set CORPUS_DATA to the folder that holds ner/nakbatr-aa.txt")
    articles = read_articles(folder / "ner" / "nakbatr-aa.txt")
    gold = read_gold(options.half)
    tallies = measure(articles, gold, options.entities)
    print(f"{options.half} half, {len(gold)} articles, {options.entities} entities")
    print(f"{'kind':9}{'gold':>6}{'found':>7}{'right':>7}{'F1':>8}{'exact':>7}{'speaker':>9}")
    for kind, tally in tallies.items():
        print(
            f"{kind:9}{tally.gold:6}{tally.found:7}{tally.right:7}{tally.f1:8.3f}"
            f"{tally.exact:7}{tally.attribution:9.3f}"
        )
    direct = tallies["direct"]
    print(f"implicit speakers right: {direct.implicit_attributed} of {direct.implicit}")
    if options.errors:
        for kind, tally in tallies.items():
            print(*(f"{kind:9}{error}" for error in tally.errors), sep="\n")


if __name__ == "__main__":
    main()
