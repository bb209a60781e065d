"""`corpus search` and `corpus concordance`: sentences, and words in their context."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command

if TYPE_CHECKING:
    from lavrov_corpus.cli.answers import Row, Shown

Lemma = Annotated[
    bool, typer.Option("--lemma", help="Look for a lemma: `gel` finds `geldi`, `gelecek`.")
]


class Sort(StrEnum):
    """What the lines of a concordance are sorted by."""

    LEFT = "left"
    RIGHT = "right"
    SOURCE = "source"


def search(
    query: Annotated[
        str,
        typer.Argument(
            help='Words, "phrases", AND, OR, NOT, brackets, beginnings like göç*,'
            " form: lemma: entity: speaker:"
        ),
    ],
    where: options.Where = "",
    limit: options.Limit = None,
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show the sentences that match a query, each with its file and its place in it.

    A word is looked for in the text and in the lemmas; case and circumflex do not matter.

    Example: corpus search '"güvenli bölge" AND (entity:Suriye OR lemma:mülteci)'
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer, limited
        from lavrov_corpus.queries.search import SEARCH_COLUMNS
        from lavrov_corpus.queries.search import search as search_in
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            rows = search_in(store, query, where)
            shown = limited(rows, limit, output_format, f"no sentence matches {query}")
            cells: Shown = {"text": _highlighted, "place": _place}
            answer(shown, SEARCH_COLUMNS, ("place", "text"), output_format, as_shown=cells)


def concordance(
    words: Annotated[str, typer.Argument(help="A word, a beginning like göç*, or a phrase.")],
    lemma: Lemma = False,
    width: Annotated[
        int | None, typer.Option("--width", min=40, help="How wide a line is; else the terminal.")
    ] = None,
    sort: Annotated[
        Sort, typer.Option("--sort", help="By file, or by the words on one side.")
    ] = Sort.SOURCE,
    context: Annotated[
        int, typer.Option("--context", min=0, max=1000, help="How many words on each side.")
    ] = 10,
    where: options.Where = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="So many lines (0: all).")] = 0,
    output_format: options.TableFormatOption = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show every place of a word, aligned in a terminal, as data in a pipe.

    Example: corpus concordance görüşme --lemma --sort right
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer, limited
        from lavrov_corpus.console import print_in_columns
        from lavrov_corpus.queries.search import CONCORDANCE_COLUMNS
        from lavrov_corpus.queries.search import concordance as concordance_of
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            rows = concordance_of(
                store, words, lemma=lemma, context=context, order=sort.value, where=where
            )
            empty = f"nowhere in the corpus: {words}{_advice(words, lemma=lemma)}"
            lines = limited(rows, limit, output_format, empty)
            if options.table_format(output_format) is options.TableFormat.TABLE:
                print_in_columns(map(_line, lines), width)
            else:
                answer(lines, CONCORDANCE_COLUMNS, (), output_format)


def _advice(words: str, *, lemma: bool) -> str:
    if lemma and words.endswith(("mek", "mak")):
        return f" (the lemma of a verb is its stem: {words[:-3]})"
    return "" if lemma else " (--lemma looks for all forms of a word)"


def _line(row: Row) -> tuple[str, str, str, str]:
    return row["left"], row["word"], row["right"], _place(row)


def _place(row: Row) -> str:
    return f"{row['source']}:{row['raw_start']}"


def _highlighted(row: Row) -> list[tuple[str, str]]:
    return list(_pieces(row))


def _pieces(row: Row) -> Iterator[tuple[str, str]]:
    text: str = row["text"]
    matches: list[Any] = row["matches"]
    end = 0
    for first, last in matches:
        yield text[end : first - row["start"]], ""
        end = last - row["start"]
        yield text[first - row["start"] : end], "bold red"
    yield text[end:], ""
