"""Time of quotations beside the whole pipeline: `python -m benchmarks.quotations.cost`."""

from __future__ import annotations

import argparse
import json
import sys
import time

from benchmarks.quotations.articles import data_folder
from lavrov_corpus.annotate import Settings, annotate, load_tools
from lavrov_corpus.document import Analysis, Article, Mention, RawText, SegmentedText, TextParagraph
from lavrov_corpus.quotations import find_quotations


def quoting_time(article: Article) -> float:
    """Return the seconds that `find_quotations` takes on what the other stages made."""
    text = SegmentedText(
        article.text,
        tuple(TextParagraph(p.start, p.end, p.kind) for p in article.paragraphs),
        tuple((s.start, s.end, s.paragraph) for s in article.sentences),
        tuple((t.start, t.end, t.sentence) for t in article.tokens),
    )
    analyses = [Analysis(token.lemma, token.pos) for token in article.tokens]
    mentions = [Mention(e.start, e.end, e.sentence, e.label) for e in article.entities]
    names = [(entity.name, entity.canonical) for entity in article.entities]
    start = time.perf_counter()
    find_quotations(text, analyses, mentions, names)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--lemma", action="store_true", help="with lemmas, as by default")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        sys.exit("set CORPUS_DATA to the folder that holds news/news-cat.jsonl")
    lines = (folder / "news" / "news-cat.jsonl").read_text(encoding="utf-8").splitlines()
    raws = [
        RawText(f"{index}.txt", f"{index:064x}", "utf-8", json.loads(line)["text"])
        for index, line in enumerate(lines[: options.articles])
    ]
    tools = load_tools(Settings(lemma=options.lemma))
    quoting_time(annotate(raws[0], tools))
    start = time.perf_counter()
    articles = [annotate(raw, tools) for raw in raws]
    whole = time.perf_counter() - start
    quoting = sum(quoting_time(article) for article in articles)
    print(f"{len(raws)} articles, {sum(len(raw.text) for raw in raws)} characters")
    print(f"whole pipeline {whole:.2f} s, quotations {quoting:.2f} s: {quoting / whole:.1%}")


if __name__ == "__main__":
    main()
