"""`corpus analyze`: every reading of a word, and the choice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import command

COLUMNS = ("word", "chosen", "lemma", "pos", "feats", "morphemes", "score")


def analyze(
    words: Annotated[list[str], typer.Argument(help="Words, or a sentence in quotation marks.")],
    output_format: options.TableFormatOption = None,
    debug: options.Debug = False,
) -> None:
    """Show every reading of each word, and which one is chosen among its neighbours.

    Example: corpus analyze "Dışişleri Bakanı Kazan'a gitti."
    """
    with command(debug=debug):
        from lavrov_corpus.cli.answers import answer

        answer(_rows(" ".join(words)), COLUMNS, COLUMNS, output_format)


def _rows(text: str) -> Iterator[dict[str, Any]]:
    from lavrov_corpus.document import TextParagraph
    from lavrov_corpus.morphology import load_lemmatizer
    from lavrov_corpus.segmentation import segment
    from lavrov_corpus.turkish import tr_fold

    segmented = segment(text, [TextParagraph(0, len(text), "body")])
    lemmatizer = load_lemmatizer()
    chosen = lemmatizer.lemmatize(segmented)
    for (start, end, _), choice in zip(segmented.tokens, chosen, strict=True):
        word = text[start:end]
        first = {"word": word, "chosen": True, "lemma": choice.lemma, "pos": choice.pos}
        wanted = (tr_fold(choice.lemma), choice.pos, choice.feats)
        others = []
        morphemes, score = "", 0
        for reading, points in lemmatizer.readings(word):
            if (tr_fold(reading.lemma), reading.pos, reading.feats) == wanted and not morphemes:
                morphemes, score = reading.morphemes, points
                continue
            values = (word, False, reading.lemma, reading.pos, reading.feats, reading.morphemes)
            others.append(dict(zip(COLUMNS, (*values, points), strict=True)))
        yield first | {"feats": choice.feats, "morphemes": morphemes, "score": score}
        yield from others
