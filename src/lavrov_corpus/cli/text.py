"""`corpus annotate` and `corpus clean`: text in, data out, no database."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import ExitCode, command

if TYPE_CHECKING:
    from lavrov_corpus.document import Article, Failure


class _Outcomes:
    """Tells the failures of a run as they come, and remembers its exit code."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self.done = 0
        self.failed = 0
        for failure in failures:
            self.tell(failure)

    def tell(self, failure: Failure) -> None:
        """Say on stderr what failed and what mends it."""
        from lavrov_corpus import console

        self.failed += 1
        console.say(f"failed: {failure.error}")
        if failure.hint:
            console.say(f"hint: {failure.hint}")

    def sound(self, results: Iterable[Article | Failure]) -> Iterator[Article]:
        """Yield the articles; tell the failures."""
        from lavrov_corpus.document import Failure

        for result in results:
            if isinstance(result, Failure):
                self.tell(result)
            else:
                self.done += 1
                yield result

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the whole run."""
        if not self.failed:
            return ExitCode.DONE
        return ExitCode.SOME_FAILED if self.done else ExitCode.NOTHING_DONE


def annotate(
    paths: options.Paths,
    output_format: options.FormatOption = options.Format.JSONL,
    level: options.LevelOption = options.Level.ARTICLE,
    output: options.Output = None,
    workers: options.Workers = 0,
    engine: options.EngineOption = options.Engine.NEWS,
    effort: options.EffortOption = options.Effort.BALANCED,
    labels: options.Labels = options.DEFAULT_LABELS,
    no_lemma: options.NoLemma = False,
    encoding: options.Encoding = "",
    models_dir: options.ModelsDir = "",
    abbreviations: options.Abbreviations = "",
    split_quotes: options.SplitQuotes = False,
    splitter: options.SplitterOption = options.Splitter.OWN,
    no_repair: options.NoRepair = False,
    max_characters: options.MaxCharacters = options.DEFAULT_MAX_CHARACTERS,
    excel: options.Excel = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Annotate files without a database: text in, records out, as each article is done.

    Example: cat article.txt | corpus annotate - | jq .entities
    """
    with command(debug=debug):
        from lavrov_corpus import console, exporting
        from lavrov_corpus.annotate import Settings
        from lavrov_corpus.ingest import Options, annotate_files
        from lavrov_corpus.loading import find_inputs

        settings = Settings(
            engine=engine.value,
            effort=effort.value,
            labels=labels,
            lemma=not no_lemma,
            repair=not no_repair,
            split_quotes=split_quotes,
            splitter=splitter.value,
            abbreviations=abbreviations,
            max_characters=max_characters,
            models_dir=models_dir,
        )
        chosen = Options(encoding=encoding, workers=workers)
        inputs = find_inputs(paths)
        outcomes = _Outcomes(inputs.failures)
        with console.progress(len(inputs.sources), quiet=quiet or sys.stdout.isatty()) as reporter:
            results = annotate_files(inputs.sources, settings, chosen, reporter)
            articles = outcomes.sound(results)
            exporting.save(
                articles,
                output_format.value,
                level.value,
                output,
                sys.stdout.buffer,
                excel=excel,
            )
        raise typer.Exit(outcomes.exit_code)


def clean(
    paths: options.Paths,
    encoding: options.Encoding = "",
    no_repair: options.NoRepair = False,
    debug: options.Debug = False,
) -> None:
    """Write the cleaned text only, its paragraphs separated by a blank line.

    Several articles are separated by a line with a form feed.

    Example: corpus clean seeds/000_ae8907a019e6b4f1.txt
    """
    with command(debug=debug):
        from dataclasses import replace

        from lavrov_corpus.cleaning import clean as clean_text
        from lavrov_corpus.errors import InputError
        from lavrov_corpus.folders import Folders
        from lavrov_corpus.jobs import load_failure
        from lavrov_corpus.loading import decode, find_inputs, read_source

        inputs = find_inputs(paths)
        outcomes = _Outcomes(inputs.failures)
        folders = Folders(inputs.sources, encoding, repair=not no_repair)
        for source in inputs.sources:
            try:
                raw = decode(read_source(source), source, encoding or None, not no_repair)
            except InputError as error:
                outcomes.tell(load_failure(source, error))
                continue
            raw = replace(raw, furniture=folders.furniture(source))
            cleaned = clean_text(raw, repair=not no_repair)
            sys.stdout.write(("\f\n" if outcomes.done else "") + cleaned.text + "\n")
            outcomes.done += 1
        raise typer.Exit(outcomes.exit_code)
