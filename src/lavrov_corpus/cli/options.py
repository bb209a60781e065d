"""The options that several commands share."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Engine(StrEnum):
    """The engines of named entity recognition."""

    NEWS = "news"
    STANZA = "stanza"


class Splitter(StrEnum):
    """What cuts text into sentences and tokens."""

    OWN = "own"
    STANZA = "stanza"


class Effort(StrEnum):
    """How much time the engine `news` takes for its entities."""

    FAST = "fast"
    BALANCED = "balanced"
    BEST = "best"


class Format(StrEnum):
    """The formats of export."""

    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    CONLLU = "conllu"
    CONLL = "conll"
    TEI = "tei"
    LABELSTUDIO = "labelstudio"
    BRAT = "brat"
    TXT = "txt"


class TableFormat(StrEnum):
    """The formats of the answers to questions."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"


class Level(StrEnum):
    """What one record of an export is."""

    ARTICLE = "article"
    SENTENCE = "sentence"
    TOKEN = "token"
    ENTITY = "entity"
    QUOTE = "quote"


Paths = Annotated[
    list[str],
    typer.Argument(help="Files, folders (searched for *.txt), globs, or - for standard input."),
]
Database = Annotated[
    Path, typer.Option("--db", envvar="CORPUS_DB", help="The database of the corpus.")
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="What finds the named entities.")]
EffortOption = Annotated[
    Effort,
    typer.Option("--effort", help="How hard the engine news tries: faster, or more often right."),
]
Labels = Annotated[
    str,
    typer.Option("--labels", help="What to find: any of PER,LOC,ORG,DATE,MONEY,PERCENT."),
]
NoLemma = Annotated[
    bool, typer.Option("--no-lemma", help="Leave lemmas and word classes out; faster.")
]
Encoding = Annotated[
    str, typer.Option("--encoding", help="The encoding of the files; else it is found out.")
]
ModelsDir = Annotated[
    str,
    typer.Option(
        "--models-dir", help="A folder of models for stanza in place of the bundled ones."
    ),
]
Abbreviations = Annotated[
    str, typer.Option("--abbreviations", help="A file with further abbreviations.")
]
SplitQuotes = Annotated[
    bool, typer.Option("--split-quotes", help="Split sentences inside quotations too.")
]
SplitterOption = Annotated[
    Splitter, typer.Option("--splitter", help="What cuts the text into sentences and tokens.")
]
NoRepair = Annotated[
    bool, typer.Option("--no-repair", help="Do not repair characters that were damaged.")
]
MaxCharacters = Annotated[
    int,
    typer.Option("--max-characters", min=0, help="The longest text for one article (0: any)."),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        min=0,
        max=256,
        help="How many processes annotate (0: the cores, or one where files are few).",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="The format of the output.")]
LevelOption = Annotated[Level, typer.Option("--level", "-l", help="What one record is.")]
TableFormatOption = Annotated[
    TableFormat | None,
    typer.Option("--format", "-f", help="By default a table in a terminal, else JSON Lines."),
]
Where = Annotated[
    str, typer.Option("--where", help='Only articles like "agency=AA and date>=2016-01".')
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=0, help="So many rows (0: all); else 50 in a table, all in data."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="Write to this file, or folder, instead of standard output."
    ),
]
Excel = Annotated[
    bool, typer.Option("--excel", help="CSV for a Turkish Excel: byte order mark and semicolons.")
]

DEFAULT_LABELS = "PER,LOC,ORG"
DEFAULT_MAX_CHARACTERS = 2_000_000
ROWS_OF_A_TABLE = 50
DEFAULT_DATABASE = Path("data/corpus.db")


def table_format(chosen: TableFormat | None) -> TableFormat:
    """Return the format that was chosen, or what fits the standard output."""
    return chosen or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)


def row_limit(chosen: int | None, output_format: TableFormat) -> int:
    """Return after how many rows to stop, 0 for never: a table is read by a person."""
    if chosen is not None:
        return chosen
    return ROWS_OF_A_TABLE if output_format is TableFormat.TABLE else 0
