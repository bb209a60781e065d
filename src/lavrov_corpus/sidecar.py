"""A user's `metadata.csv`: what is known of the articles beside their text, keyed by path.

    path;agency;date;topic
    2016/ateşkes.txt;AA;12.03.2016;dış politika

The first line names the columns. `title`, `agency`, `place`, `author` and `date` go before what
the text says of itself; any other name is a column of the user's own. An empty cell says nothing.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from lavrov_corpus.document import Article
from lavrov_corpus.errors import InputError
from lavrov_corpus.loading import decode, escape_path, read_source
from lavrov_corpus.metadata.agencies import code_of
from lavrov_corpus.metadata.dates import DATE, iso_date

#: The name under which a sidecar lies in the folder of its articles.
FILE_NAME = "metadata.csv"

_OWN = ("title", "agency", "place", "author", "date")
_KEY = "path"
_RESERVED = frozenset(Article.model_fields).difference(_OWN)
_DELIMITERS = ",;\t"
_NAME = re.compile(r"[^\W\d]\w*")
_DATE = re.compile(DATE)
_HEADER_HINT = "The first line must name the columns, for example: path,date,topic"


@dataclass(slots=True)
class Sidecar:
    """What a `metadata.csv` says: values by source and column, and what it got wrong.

    A warning is one line that names the file and the line; what it tells of was left out.
    """

    origin: str
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_sidecar(path: Path, is_known: Callable[[str], bool], encoding: str = "") -> Sidecar:
    """Read the file; a path in it counts from the file's folder, or as it stands.

    `is_known` tells whether a source is one of the corpus. The encoding and whether `,`, `;`
    or a tab parts the cells are found out. Raises InputError where the file cannot be read,
    has no column `path`, or names a column twice or one that cannot be set.
    """
    source = escape_path(path.as_posix())
    text = decode(read_source(source), source, encoding or None, repair=False).text
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    header = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    sidecar = Sidecar(source)
    columns: list[str] = []
    for number, cells in _rows(lines, delimiter, source):
        if not columns:
            columns = _checked_header([cell.strip() for cell in cells], f"{source}, line {number}")
        else:
            _read_row(sidecar, dict(zip(columns, cells, strict=False)), number, path, is_known)
            if len(cells) != len(columns) and any(cells[len(columns) :]):
                sidecar.warnings.append(
                    f"{source}, line {number}: there are {len(cells)} cells for {len(columns)}"
                    " columns; what is too much was left out"
                )
    if not columns:
        raise InputError(f"{source}: there is no header", _HEADER_HINT)
    return sidecar


def _rows(lines: list[str], delimiter: str, source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line that it begins at; blank ones are left out."""
    reader = csv.reader(lines, delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"{source}, line {number}: cannot be read as CSV: {error}",
            "Look for a quotation mark that is not closed.",
        ) from error


def _checked_header(names: list[str], where: str) -> list[str]:
    while names and not names[-1]:
        names.pop()  # what spreadsheets leave behind
    if _KEY not in names:
        nearest = get_close_matches(_KEY, names, 1)
        found = f"; did you mean it by {nearest[0]!r}?" if nearest else ""
        raise InputError(f"{where}: there is no column {_KEY!r}{found}", _HEADER_HINT)
    for index, name in enumerate(names):
        if not _NAME.fullmatch(name):
            raise InputError(
                f"{where}: {name!r} cannot be the name of a column",
                "Use letters, digits and _, beginning with a letter.",
            )
        if name in names[:index]:
            raise InputError(f"{where}: there are two columns {name!r}", "Rename one of them.")
        if name in _RESERVED:
            raise InputError(
                f"{where}: the column {name!r} is the corpus's own and cannot be set",
                "Rename it.",
            )
    return names


def _read_row(
    sidecar: Sidecar,
    row: Mapping[str, str],
    number: int,
    file: Path,
    is_known: Callable[[str], bool],
) -> None:
    where = f"{sidecar.origin}, line {number}"
    path = row[_KEY].strip() if _KEY in row else ""
    if not path:
        sidecar.warnings.append(f"{where}: there is no path; the line was left out")
        return
    candidates = [escape_path(candidate) for candidate in _candidates(path, file.parent)]
    source = next(filter(is_known, candidates), "")
    if not source:
        sidecar.warnings.append(f"{where}: there is no article {escape_path(path)}")
        return
    if source in sidecar.values:
        sidecar.warnings.append(f"{where}: {source} has a line before; this one was left out")
        return
    values = {name: cell.strip() for name, cell in row.items() if name != _KEY and cell.strip()}
    if "agency" in values:
        values["agency"] = code_of(values["agency"]) or values["agency"]
    if "date" in values:
        iso = _iso(values.pop("date"))
        if iso:
            values["date"] = iso
        else:
            sidecar.warnings.append(
                f"{where}: {row['date'].strip()!r} is no date like 2016-12-31 or 31.12.2016"
            )
    sidecar.values[source] = values


def _candidates(path: str, folder: Path) -> Iterator[str]:
    for form in dict.fromkeys((path, path.replace("\\", "/"))):
        yield Path(os.path.normpath(folder / form)).as_posix()
        yield Path(form).as_posix()


def _iso(cell: str) -> str:
    match = _DATE.fullmatch(cell)
    return iso_date(match) if match else ""
