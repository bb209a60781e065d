"""Words a second of the whole way of an article: `CORPUS_DATA=... python -m benchmarks.pipeline`.

    python -m benchmarks.pipeline [--articles 200] [--efforts fast balanced] [--rounds 3]
        [--cold] [--stanza [MODELS_DIR]] [--akana]

The articles are raw news; words are those between blanks. Times are processor time of one
process, the least of the rounds, so that a busy machine does not change them much. The first
run of the whole is cold (no word was seen yet), the others are warm. Peak memory is that of a
process of its own for each effort.

`--cold` times `corpus ingest seeds` and `corpus --help` in processes of their own, modules
compiled. `--stanza` runs `stanza.Pipeline` beside it in the same run, article by article on one
thread, with the bundled models or those of a folder: with its tokenizer where the folder has
one, else on our tokens, which spares it that work. `--akana` does the same with
`akana.analyze`, which gives sentences, morphology and names of a text.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from lavrov_corpus.annotate import Settings, Tools, annotate_all, load_tools
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import Article, RawText, SegmentedText
from lavrov_corpus.jobs import BATCH_FILES
from lavrov_corpus.loading import decode
from lavrov_corpus.metadata import find_metadata
from lavrov_corpus.names import canonical_names
from lavrov_corpus.ner import EFFORTS
from lavrov_corpus.quotations import find_quotations
from lavrov_corpus.segmentation import load_rules, segment
from lavrov_corpus.store import article_rows

Result = TypeVar("Result")
Item = TypeVar("Item")

SEEDS = Path(__file__).parents[1] / "seeds"
_STANZA, _AKANA = "stanza", "akana"


def read_raws(count: int) -> list[RawText]:
    """Return so many raw articles, spread over the whole file."""
    path = Path(os.environ["CORPUS_DATA"]) / "news/news-cat.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    chosen = lines[:: max(1, len(lines) // count)][:count]
    texts = [json.loads(line)["text"] for line in chosen]
    return [decode(text.encode(), str(number)) for number, text in enumerate(texts)]


def in_batches(
    function: Callable[[Sequence[Item]], Sequence[Result]], items: Sequence[Item]
) -> list[Result]:
    """Call a function with as many items at once as `ingest` gives it."""
    starts = range(0, len(items), BATCH_FILES)
    return [made for at in starts for made in function(items[at : at + BATCH_FILES])]


class Timer:
    """Times stages by the processor, and keeps the least time of each."""

    def __init__(self, words: int) -> None:
        self._words = words
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, function: Callable[[], Result]) -> Result:
        """Run a stage."""
        started = time.process_time()
        result = function()
        took = time.process_time() - started
        self.seconds[name] = min(took, self.seconds.get(name, took))
        return result

    def speed(self, name: str) -> float:
        """Return the words a second of a stage."""
        return self._words / self.seconds[name]

    def print(self) -> None:
        """Print a line for each stage."""
        for name, seconds in self.seconds.items():
            each = 1e6 * seconds / self._words
            print(f"  {name:<12}{each:>9.2f} us a word{self.speed(name):>12,.0f} words/s")


def run_stages(raws: Sequence[RawText], tools: Tools, timer: Timer) -> None:
    """Run each stage over all articles."""
    lemmatizer = tools.lemmatizer
    assert lemmatizer is not None
    cleaned = timer("clean", lambda: [clean(raw) for raw in raws])
    texts = timer("segment", lambda: [segment(c.text, c.paragraphs, tools.rules) for c in cleaned])
    mentions = timer("tag", lambda: in_batches(tools.tagger.tag, texts))
    analyses = timer("lemmatise", lambda: [lemmatizer.lemmatize(text) for text in texts])
    names = timer(
        "names",
        lambda: [canonical_names(t.text, m) for t, m in zip(texts, mentions, strict=True)],
    )
    every = list(zip(texts, analyses, mentions, names, strict=True))
    timer("attribute", lambda: [find_quotations(*each) for each in every])
    timer("metadata", lambda: [find_metadata(c.text, c.paragraphs) for c in cleaned])


def measure_effort(raws: Sequence[RawText], effort: str, rounds: int) -> Timer:
    """Print the table of an effort: stages, all of them together, the rows of the database."""
    words = sum(len(raw.text.split()) for raw in raws)
    timer = Timer(words)
    started = time.process_time()
    tools = load_tools(Settings(effort=effort))
    print(f"effort {effort}: tools loaded in {time.process_time() - started:.2f} s")
    articles = timer("all, cold", lambda: in_batches(lambda b: annotate_all(b, tools), raws))
    sound = [article for article in articles if isinstance(article, Article)]
    assert len(sound) == len(raws)
    for _ in range(rounds):
        run_stages(raws, tools, timer)
        timer("all, warm", lambda: in_batches(lambda b: annotate_all(b, tools), raws))
        timer("rows", lambda: [article_rows(article) for article in sound])
    timer.print()
    return timer


def loop_of_stanza(raws: Sequence[RawText], folder: Path | None, timer: Timer) -> None:
    """Time a loop over the articles with `stanza.Pipeline`, as its documentation shows it."""
    from lavrov_corpus.ner.stanza_pipeline import load_splitting, load_tagging  # noqa: PLC0415
    from lavrov_corpus.ner.stanza_resources import models_folder  # noqa: PLC0415

    tagging = load_tagging(folder, "default", 1).pipeline
    tagging.processors["ner"].configs[0]["batch_size"] = 32  # stanza's own default
    texts = [clean(raw) for raw in raws]
    if (models_folder(folder) / "tr" / "tokenize").is_dir():
        splitting = load_splitting(folder, "default", 1).pipeline
        print("stanza: its own tokens and names, article by article")
        timer(_STANZA, lambda: [tagging(splitting(text.text)) for text in texts])
        return
    rules = load_rules()
    words = [_words_of(segment(text.text, text.paragraphs, rules)) for text in texts]
    print("stanza: names alone, on our tokens (no tokenizer in the folder), article by article")
    timer(_STANZA, lambda: [tagging(each) for each in words])


def loop_of_akana(raws: Sequence[RawText], timer: Timer) -> None:
    """Time akana's analysis of documents, article by article."""
    import akana  # noqa: PLC0415 - only where it is asked for

    texts = [clean(raw).text for raw in raws]
    akana.analyze(texts[0])  # the first call loads its lexicon
    timer(_AKANA, lambda: [akana.analyze(text) for text in texts])


def _words_of(text: SegmentedText) -> list[list[str]]:
    tokens = groupby(text.tokens, key=lambda token: token[2])
    return [[text.text[a:b] for a, b, _ in each] for _, each in tokens]


def measure_cold(rounds: int) -> None:
    """Print the processor and wall seconds of commands in processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "corpus.db"
        for arguments in (
            ["--help"],
            *(["ingest", str(SEEDS), "--db", str(database), "--effort", e] for e in EFFORTS[:2]),
        ):
            times = [_cold(arguments, Path(folder)) for _ in range(rounds + 1)][1:]
            cpu, wall = (min(column) for column in zip(*times, strict=True))
            print(f"corpus {arguments[0]} {arguments[-1]}: {cpu:.2f} s, {wall:.2f} s by the clock")


def _cold(arguments: Sequence[str], folder: Path) -> tuple[float, float]:
    """Run a command once; return its seconds by the processor and by the clock."""
    for old in folder.glob("corpus.db*"):
        old.unlink()
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "lavrov_corpus", *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def peak() -> float:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_own_process(options: argparse.Namespace) -> None:
    """Print the table of each effort from a process of its own, so that each has its own peak."""
    shared = ["--articles", str(options.articles), "--rounds", str(options.rounds)]
    for effort in options.efforts:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.pipeline", "--efforts", effort, "--one", *shared],
            check=True,
        )


def beside_others(options: argparse.Namespace) -> None:
    """Print how many times as fast as others each effort is, all in this process."""
    raws = read_raws(options.articles)
    timers = {effort: measure_effort(raws, effort, options.rounds) for effort in options.efforts}
    timer = Timer(sum(len(raw.text.split()) for raw in raws))
    if options.stanza is not None:
        loop_of_stanza(raws, options.stanza if options.stanza != Path() else None, timer)
    if options.akana:
        loop_of_akana(raws, timer)
    timer.print()
    for effort, ours in timers.items():
        for other in timer.seconds:
            ratio = ours.speed("all, warm") / timer.speed(other)
            print(f"{effort}, all layers: {ratio:.2f} times as fast as {other}")


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--efforts", nargs="+", choices=EFFORTS, default=EFFORTS[:2])
    parser.add_argument("--rounds", type=int, default=3, help="of which the least time counts")
    parser.add_argument("--cold", action="store_true", help="time the start of commands too")
    parser.add_argument("--stanza", type=Path, nargs="?", const=Path(), metavar="MODELS_DIR")
    parser.add_argument("--akana", action="store_true", help="beside akana's analysis")
    parser.add_argument("--one", action="store_true", help="all in this process")
    options = parser.parse_args()
    if options.cold:
        measure_cold(options.rounds)
    if options.stanza is not None or options.akana:
        beside_others(options)
    elif options.one:
        raws = read_raws(options.articles)
        measure_effort(raws, options.efforts[0], options.rounds)
        print(f"  peak memory {peak():.0f} MB")
    else:
        in_own_process(options)


if __name__ == "__main__":
    main()
