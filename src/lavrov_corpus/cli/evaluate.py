"""`corpus evaluate`: how well entities agree with annotated texts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lavrov_corpus.evaluation.scoring import Span
    from lavrov_corpus.ner import Tagger


class Unit(StrEnum):
    """What a document is in a CoNLL file that does not tell."""

    SENTENCE = "sentence"
    FILE = "file"


#: What a table for a person leaves out of the rows of errors.
_HIDDEN = ("start", "end")


def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(help="Annotated files or folders: CoNLL, or JSON Lines.")
    ],
    engine: options.EngineOption = options.Engine.NEWS,
    effort: options.EffortOption = options.Effort.BALANCED,
    models_dir: options.ModelsDir = "",
    labels: Annotated[
        str, typer.Option("--labels", help="Only these; by default PER,LOC,ORG and the gold's.")
    ] = "",
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="A=B reads the label A as B, A= leaves it out, *= all others."),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", help="Compare this file instead of running an engine."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every error instead of the figures.")
    ] = False,
    retokenize: Annotated[
        bool, typer.Option("--retokenize", help="Do not use the tokens of the gold.")
    ] = False,
    unit: Annotated[
        Unit,
        typer.Option("--documents", help="What a document is in CoNLL without any markers."),
    ] = Unit.SENTENCE,
    encoding: Annotated[str, typer.Option("--encoding", help="The encoding, if not UTF-8.")] = "",
    output_format: options.TableFormatOption = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Compare entities with annotated texts: precision, recall, F1, and kinds of error.

    A found entity is right if both its ends and its label are. Shares are percentages.

    Example: corpus evaluate gold.conll --map GPE=LOC --errors
    """
    with command(debug=debug):
        from lavrov_corpus import console, evaluation
        from lavrov_corpus.cli.answers import answer
        from lavrov_corpus.ner import parse_labels
        from lavrov_corpus.segmentation import load_rules

        read = evaluation.parse_map(mapping or [])
        by_file = unit is Unit.FILE
        documents = evaluation.read_documents(gold, read, encoding=encoding, by_file=by_file)
        wanted = parse_labels(labels) if labels else evaluation.labels_of(documents)
        found: Sequence[Sequence[Span]]
        if predictions:
            predicted = evaluation.read_documents(
                [predictions], read, encoding=encoding, by_file=by_file
            )
            found = evaluation.aligned(documents, predicted)
        else:
            tagger = _tagger(engine.value, models_dir, effort.value)
            rules = load_rules()
            found = evaluation.find_spans(documents, tagger, rules, wanted, retokenize=retokenize)
        answers = evaluation.answers_of(documents, found, wanted)
        result = evaluation.score(answers)
        if not quiet:
            console.say(f"{len(documents)} documents, {result.counts['all'].gold} entities")
        if errors:
            shown = [name for name in evaluation.ERRORS if name not in _HIDDEN]
            rows = evaluation.errors(result, documents)
            answer(rows, evaluation.ERRORS, shown, output_format)
        else:
            rows = evaluation.figures(result, answers, wanted)
            answer(rows, evaluation.FIGURES, evaluation.FIGURES, output_format)


def _tagger(engine: str, models_dir: str, effort: str) -> Tagger:
    from lavrov_corpus.ner import load_tagger

    return load_tagger(engine, Path(models_dir) if models_dir else None, effort)
