"""`corpus show`: one article, to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command

if TYPE_CHECKING:
    from lavrov_corpus.console import Cell

_STYLES = {"PER": "bold cyan", "LOC": "bold green", "ORG": "bold magenta"}
_OTHER_STYLE = "bold yellow"
_METADATA = ("source", "id", "agency", "place", "author", "date")
_MOST_NAMES = 12


def show(
    article: Annotated[
        str,
        typer.Argument(help="Its source or id, or a part of the one or beginning of the other."),
    ],
    raw: Annotated[
        bool, typer.Option("--raw", help="Beside the source file, paragraph by paragraph.")
    ] = False,
    width: Annotated[
        int | None, typer.Option("--width", min=40, help="How wide --raw is; else the terminal.")
    ] = None,
    db: options.Database = options.DEFAULT_DATABASE,
    debug: options.Debug = False,
) -> None:
    """Show an article: names in colour, then who said what and who and what is named.

    Example: corpus show 002_91c --raw
    """
    with command(debug=debug):
        from lavrov_corpus.console import print_beside, print_styled
        from lavrov_corpus.queries.showing import beside_source, find_article
        from lavrov_corpus.store import Store

        with Store.open(db, read_only=True) as store:
            found = find_article(store, article)
        if raw:
            print_beside(beside_source(found, _source_text(found)), width)
        else:
            print_styled(_lines(found))


def _lines(article: dict[str, Any]) -> Iterator[Cell]:
    from lavrov_corpus.queries.showing import paragraphs

    yield from ([(f"{key:<8}{article[key]}", "dim")] for key in _METADATA if article[key])
    for kind, pieces in paragraphs(article):
        heading = "bold" if kind == "heading" else ""
        yield ""
        yield [(piece.text, _style(piece.label) if piece.label else heading) for piece in pieces]
    yield from _quotations(article["quotes"])
    yield from _names(article["entities"])


def _quotations(quotes: list[dict[str, Any]]) -> Iterator[Cell]:
    if quotes:
        yield ""
    for quote in quotes:
        speaker = quote["speaker_name"] or quote["speaker"] or "?"
        cue = quote["cue"] or quote["kind"]
        yield [(speaker, "bold"), (f" ({cue}): ", "dim"), (quote["text"], "")]


def _names(entities: list[dict[str, Any]]) -> Iterator[Cell]:
    names: dict[str, Counter[str]] = {}
    for entity in entities:
        names.setdefault(entity["label"], Counter())[entity["canonical"]] += 1
    if names:
        yield ""
    for label, counts in sorted(names.items()):
        listed = [f"{name} {count}" for name, count in counts.most_common(_MOST_NAMES)]
        more = ["..."] if len(counts) > _MOST_NAMES else []
        yield [(f"{label:<8}", _style(label)), (", ".join(listed + more), "")]


def _style(label: str) -> str:
    return _STYLES.get(label, _OTHER_STYLE)


def _source_text(article: dict[str, Any]) -> str:
    """Return the source of an article as it was decoded; raise CorpusError if it has changed."""
    import hashlib

    from lavrov_corpus.errors import InputError
    from lavrov_corpus.loading import decode, read_source, unescape_path

    source = article["source"]
    data = b"" if source.startswith("-:") else read_source(source)
    if hashlib.sha256(data).hexdigest() != article["sha256"]:
        gone = "came from standard input" if source.startswith("-:") else "has changed since"
        hint = "corpus show ARTICLE" if not data else f"corpus ingest {unescape_path(source)}"
        raise InputError(f"{source} {gone}, so that there is nothing to set it beside.", hint)
    return decode(
        data,
        source,
        article["encoding"],
        repair=article["provenance"]["settings"].get("repair", True),
    ).text
