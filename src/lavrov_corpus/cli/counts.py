"""`corpus frequency`, `collocations`, `keyness` and `cooccurrence`: what is counted."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command
from lavrov_corpus.cli.search import Lemma

Least = Annotated[int, typer.Option("--min", min=1, help="At least so many uses.")]
Lemmas = Annotated[bool, typer.Option("--lemma", help="Count lemmas, not the words as written.")]


class Counted(StrEnum):
    """What a table of frequencies counts."""

    FORM = "form"
    LEMMA = "lemma"
    ENTITY = "entity"


class Measure(StrEnum):
    """What collocations are sorted by."""

    LOG_LIKELIHOOD = "log_likelihood"
    MI = "mi"
    T = "t"
    LOG_DICE = "log_dice"


class Unit(StrEnum):
    """In what names come together."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


def frequency(
    by: Annotated[Counted, typer.Option("--by", help="What is counted.")] = Counted.FORM,
    least: Least = 1,
    where: options.Where = "",
    limit: options.Limit = None,
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show how often each word, lemma or name comes, in how many articles, how evenly.

    Dispersion is Gries's DP over the articles: 0 is even, 1 is all in one place.

    Example: corpus frequency --by lemma --min 5 --format csv
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer, limited
        from lavrov_corpus.queries import counting
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            columns: tuple[str, ...] = counting.FREQUENCY_COLUMNS
            if by is Counted.ENTITY:
                columns = counting.NAME_COLUMNS
                rows = counting.name_frequency(store, least=least, where=where)
            else:
                column = counting.word_column(lemma=by is Counted.LEMMA)
                rows = counting.frequency(store, column, least=least, where=where)
            shown = limited(rows, limit, output_format, "there is nothing to count")
            answer(shown, columns, columns, output_format)


def collocations(
    word: Annotated[str, typer.Argument(help="A word, or a beginning like göç*.")],
    lemma: Lemma = False,
    window: Annotated[
        str, typer.Option("--window", help="Words on each side, as 5, or as 3,0 for left,right.")
    ] = "5",
    sort: Annotated[
        Measure, typer.Option("--sort", help="The measure to sort by.")
    ] = Measure.LOG_LIKELIHOOD,
    least: Least = 3,
    where: options.Where = "",
    limit: options.Limit = None,
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show what stands near a word more often than by chance.

    Example: corpus collocations müzakere --lemma --sort log_dice
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer, limited
        from lavrov_corpus.queries import collocations as near
        from lavrov_corpus.queries import counting
        from lavrov_corpus.store import Store

        left, right = _window(window)
        with Store.open(db, read_only=True) as store:
            rows = near.collocations(
                store,
                word,
                column=counting.word_column(lemma=lemma),
                window=near.Window(left, right, least),
                measure=sort.value,
                where=where,
            )
            empty = f"no word stands near {word} at least {least} times and more than by chance"
            shown = limited(rows, limit, output_format, empty)
            columns = near.COLLOCATION_COLUMNS
            answer(shown, columns, columns, output_format)


def keyness(
    a: Annotated[str, typer.Argument(help='Articles like "date<2016".')],
    b: Annotated[str, typer.Argument(help='The articles to compare with; "" are all.')],
    lemma: Lemmas = False,
    least: Least = 3,
    limit: options.Limit = None,
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show which words set the articles of A off from those of B; A and B are as for --where.

    A log ratio above 0 is for words that A has more often, 1 for twice as often.

    Example: corpus keyness "agency=AA" "agency=DHA" --lemma
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer, limited
        from lavrov_corpus.queries import counting
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            column = counting.word_column(lemma=lemma)
            rows = counting.keyness(store, a, b, column, least=least)
            empty = "nothing to compare: A or B has no articles, or no word is frequent enough"
            shown = limited(rows, limit, output_format, empty)
            columns = counting.KEYNESS_COLUMNS
            answer(shown, columns, columns, output_format)


def cooccurrence(
    within: Annotated[
        Unit, typer.Option("--within", help="In what the names stand together.")
    ] = Unit.SENTENCE,
    name: Annotated[
        str, typer.Option("--name", help="Only pairs with this name, as `corpus entities` has it.")
    ] = "",
    least: Annotated[int, typer.Option("--min", min=1, help="In at least so many.")] = 2,
    where: options.Where = "",
    limit: options.Limit = None,
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show which persons, places and organisations come together, and how strongly.

    Example: corpus cooccurrence --within paragraph --name "Sergey Lavrov"
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer, limited
        from lavrov_corpus.queries import collocations as near
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            rows = near.cooccurrence(store, within.value, name=name, least=least, where=where)
            empty = f"no two names stand in the same {within.value} at least {least} times"
            shown = limited(rows, limit, output_format, empty)
            columns = near.COOCCURRENCE_COLUMNS
            answer(shown, columns, columns, output_format)


def _window(text: str) -> tuple[int, int]:
    sides = text.split(",")
    if len(sides) > 2 or not all(side.isdecimal() and len(side) < 4 for side in sides):
        raise typer.BadParameter(f"{text!r} is neither like 5 nor like 3,0", param_hint="--window")
    return int(sides[0]), int(sides[-1])
