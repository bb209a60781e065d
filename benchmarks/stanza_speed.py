"""Measure the stanza engine beside a loop over `stanza.Pipeline`, with the same models.

    CORPUS_DATA=... python -m benchmarks.stanza_speed [--models-dir DIR] [--articles 100]

Prints, for each way, sentences a second by the clock and by the processor, and in how many of
its names it agrees with the first one (F1). The loops are given our tokens too, so that all do
the same work; where the folder has a tokenizer, the loop over plain text is measured as well.

Where the tagger reads our network, stanza runs that in torch, as any transformer: the first
loop. In the second it is given our network by ONNX Runtime, as a library of ours would have
it, sentence by sentence. With `--workers` one worker is compared with two; with `--memory N`
the peak of memory is printed while N articles are tagged.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.stanza_transformer import load_transformer
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import Mention, RawText, SegmentedText
from lavrov_corpus.ner.stanza import LABELS, StanzaTagger
from lavrov_corpus.ner.stanza_pipeline import load_splitting, load_tagging
from lavrov_corpus.ner.stanza_resources import bundled_folder
from lavrov_corpus.segmentation import segment
from lavrov_corpus.turkish import straight_apostrophes

BULK = 50
BASE = "stanza, article by article"

Tags = list[tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class Timed:
    """What a way of tagging found, and the seconds by the clock and by the processor."""

    found: Tags | None
    clock: float
    processor: float


def read_articles(count: int) -> list[SegmentedText]:
    """Return the first raw news articles, cleaned and segmented as `ingest` does it."""
    path = Path(os.environ["CORPUS_DATA"]) / "news" / "news-cat.jsonl"
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, count)]
    cleaned = [clean(RawText("", "", "utf-8", text)) for text in texts]
    return [segment(each.text, each.paragraphs) for each in cleaned]


def timed(way: Callable[[], Tags | None]) -> Timed:
    """Run a way of tagging once."""
    clock, processor = perf_counter(), process_time()
    found = way()
    return Timed(found, perf_counter() - clock, process_time() - processor)


def loop_over_tokens(pipeline: object, articles: Sequence[SegmentedText]) -> Tags:
    """Call the pipeline article by article on our tokens, as its documentation shows."""
    return [_mentions(article, pipeline(_words(article))) for article in articles]  # type: ignore[operator]


def _words(article: SegmentedText) -> list[list[str]]:
    sentences = itertools.groupby(article.tokens, key=lambda token: token[2])
    plain = straight_apostrophes(article.text)
    return [[plain[start:end] for start, end, _ in tokens] for _, tokens in sentences]


def _mentions(article: SegmentedText, document: object) -> tuple[Mention, ...]:
    found = []
    tokens = iter(article.tokens)
    for sentence in document.sentences:  # type: ignore[attr-defined]
        spans = list(itertools.islice(tokens, len(sentence.tokens)))
        for entity in sentence.ents:
            first, last = entity.tokens[0].id[0] - 1, entity.tokens[-1].id[0] - 1
            label = LABELS.get(entity.type, entity.type)
            found.append(Mention(spans[first][0], spans[last][1], spans[first][2], label))
    return tuple(found)


def loop_over_text(splitting: object, tagging: object, articles: Sequence[SegmentedText]) -> None:
    """Call stanza's tokenizer and tagger article by article on plain text."""
    for article in articles:
        tagging(splitting(article.text))  # type: ignore[operator]


def in_bulks(tagger: StanzaTagger, articles: Sequence[SegmentedText]) -> Tags:
    """Tag with our engine, as many articles at once as `ingest` gives it."""
    return [mentions for bulk in in_parts(articles) for mentions in tagger.tag(bulk)]


def in_parts(articles: Sequence[SegmentedText]) -> list[Sequence[SegmentedText]]:
    """Return the articles, as many at once as `ingest` gives to an engine."""
    return [articles[at : at + BULK] for at in range(0, len(articles), BULK)]


_TAGGER: list[StanzaTagger] = []


def _start_worker(folder: Path, threads: int) -> None:
    _TAGGER.append(StanzaTagger.load(folder, threads=threads))


def _seconds_of_bulk(bulk: Sequence[SegmentedText]) -> float:
    """Tag in a worker; return the seconds of its processor."""
    begin = process_time()
    _TAGGER[0].tag(bulk)
    return process_time() - begin


def agreement(found: Tags, others: Tags) -> float:
    """Return the F1 of mentions against other ones, whatever their scores, in percent."""
    ours, theirs = (
        {(number, replace(each, score=1.0)) for number, of in enumerate(tags) for each in of}
        for tags in (found, others)
    )
    return 200 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def report(name: str, done: Timed, base: Timed, sentences: int) -> None:
    same = "-"
    if done.found is not None and base.found is not None:
        same = f"{agreement(done.found, base.found):.1f}"
    print(
        f"{name:34} {sentences / done.clock:9.0f} {base.clock / done.clock:7.2f}x"
        f" {sentences / done.processor:9.0f} {base.processor / done.processor:7.2f}x {same:>6}"
    )


def compare(folder: Path, articles: Sequence[SegmentedText], threads: int) -> None:
    """Print the table of one process, every way over the same articles in turn."""
    tagger = StanzaTagger.load(folder, threads=threads)
    loaded = load_tagging(folder, "default", threads)
    tagging = loaded.pipeline
    # Its own batch size for the loop: what a user of stanza would have.
    tagging.processors["ner"].configs[0]["batch_size"] = 32
    ways: dict[str, Callable[[], Tags | None]] = {
        "corpus, in bulk": partial(in_bulks, tagger, articles),
    }
    if loaded.encoder is None:
        ways[BASE] = partial(loop_over_tokens, tagging, articles)
    else:
        plain = load_tagging(folder, "default", threads).pipeline
        for trainer in plain.processors["ner"].trainers:
            trainer.model.bert_model, trainer.model.bert_tokenizer = load_transformer()
        plain.processors["ner"].configs[0]["batch_size"] = 32
        ways[BASE] = partial(loop_over_tokens, plain, articles)
        ways["stanza with our ONNX network"] = partial(loop_over_tokens, tagging, articles)
    if (folder / "tr" / "tokenize").is_dir():
        splitting = load_splitting(folder, "default", threads).pipeline
        ways["stanza, its own tokens as well"] = partial(
            loop_over_text, splitting, tagging, articles
        )
    in_bulks(tagger, articles[:BULK])  # the first call of a process is slower
    results = {name: timed(way) for name, way in ways.items()}
    sentences = sum(len(article.sentences) for article in articles)
    print(f"{len(articles)} articles, {sentences} sentences, {threads} threads")
    print(f"{'':34} {'sent./s':>9} {'ratio':>8} {'per CPU s':>9} {'ratio':>8} {'same':>6}")
    base = results[BASE]
    for name, done in results.items():
        report(name, done, base, sentences)


def compare_workers(folder: Path, articles: Sequence[SegmentedText]) -> None:
    """Print how fast one and two workers of one thread are, once they have loaded.

    The seconds by the processor, of both together, do not depend on what else is running.
    """
    sentences = sum(len(article.sentences) for article in articles)
    for workers in (1, 2):
        context = get_context("spawn")
        start = partial(_start_worker, folder, 1)
        with ProcessPoolExecutor(workers, context, initializer=start) as pool:
            list(pool.map(_seconds_of_bulk, [articles[:2]] * (2 * workers)))
            start_of_run = perf_counter()
            processor = sum(pool.map(_seconds_of_bulk, in_parts(articles)))
            clock = perf_counter() - start_of_run
        print(
            f"{workers} workers: {sentences / clock:7.0f} sentences/s, "
            f"{sentences / processor:7.0f} per CPU second"
        )


def watch_memory(folder: Path, articles: Sequence[SegmentedText], count: int) -> None:
    """Print the peak of resident memory, in MB, as the articles are tagged over and over."""
    tagger = StanzaTagger.load(folder, threads=1)
    for done, bulk in enumerate(_over_and_over(articles, count), start=1):
        tagger.tag(bulk)
        if done % 10 == 0 or done == 1:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{done * BULK:7} articles {peak:8.0f} MB", flush=True)


def _over_and_over(
    articles: Sequence[SegmentedText], count: int
) -> Iterator[Sequence[SegmentedText]]:
    endless = itertools.cycle(articles)
    for _ in range(0, count, BULK):
        yield list(itertools.islice(endless, BULK))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument(
        "--models-dir", type=Path, default=bundled_folder(), help="the models of both"
    )
    parser.add_argument("--articles", type=int, default=100, help="how many are tagged")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch")
    parser.add_argument("--workers", action="store_true", help="compare one with two workers")
    parser.add_argument("--memory", type=int, default=0, metavar="N", help="watch N articles")
    arguments = parser.parse_args()
    articles = read_articles(arguments.articles)
    if arguments.memory:
        watch_memory(arguments.models_dir, articles, arguments.memory)
    elif arguments.workers:
        compare_workers(arguments.models_dir, articles)
    else:
        compare(arguments.models_dir, articles, arguments.threads)


if __name__ == "__main__":
    main()
