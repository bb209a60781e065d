"""Plain news as sentences of words: with the gold spans of the half `tuning`, or with none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.ner.topics import GoldArticle, lines_to_leave_out, load_topics
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import CleanText, RawText, SegmentedText
from lavrov_corpus.segmentation import load_rules, segment
from training.ner.corpora import TaggedSentence, with_apostrophes

#: Of the gold set's half for tuning, each so-manieth article is kept out of the training of
#: the teacher, and serves to set thresholds and scores.
HELD_OUT = 6


def prepare(texts: Iterable[str]) -> Iterator[tuple[CleanText, SegmentedText]]:
    """Yield each raw text as the pipeline cleans and segments it."""
    rules = load_rules()
    for text in texts:
        cleaned = clean(RawText("", "0" * 64, "utf-8", with_apostrophes(text)))
        yield cleaned, segment(cleaned.text, cleaned.paragraphs, rules)


def plain_news(data: Path) -> Iterator[str]:
    """Yield the raw news texts: articles outside of the gold set, then single paragraphs."""
    left_out = lines_to_leave_out(data)
    lines = (data / "news" / "news-cat.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if number not in left_out:
            yield str(json.loads(line)["text"])
    for path in (data / "sentences" / "cnn-turk-10k.txt", data / "news" / "news-summaries.txt"):
        yield from dict.fromkeys(path.read_text(encoding="utf-8").splitlines())


def tuning_articles(data: Path) -> list[list[TaggedSentence]]:
    """Return the articles of the gold set's half `tuning`, as far as they are annotated."""
    articles = load_topics("tuning", data)
    prepared = prepare(article.text for article in articles)
    return [
        list(_tagged(article, cleaned, text))
        for article, (cleaned, text) in zip(articles, prepared, strict=True)
    ]


def _tagged(
    article: GoldArticle, cleaned: CleanText, text: SegmentedText
) -> Iterator[TaggedSentence]:
    """Yield the sentences in which every gold span begins and ends with a token."""
    for number in range(len(text.sentences)):
        tokens = [(start, end) for start, end, owner in text.tokens if owner == number]
        raw = [cleaned.origin.source_span(start, end) for start, end in tokens]
        if not raw or raw[-1][1] > article.end:
            continue
        inside = [s for s in article.spans if s.start < raw[-1][1] and s.end > raw[0][0]]
        starts = {start: index for index, (start, _) in enumerate(raw)}
        ends = {end: index + 1 for index, (_, end) in enumerate(raw)}
        if all(span.start in starts and span.end in ends for span in inside):
            spans = tuple((starts[s.start], ends[s.end], s.label) for s in inside)
            yield TaggedSentence(words_of(text, tokens), spans)


def words_of(text: SegmentedText, tokens: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the surfaces of tokens, given by their start and end."""
    return tuple(text.text[start:end] for start, end in tokens)
