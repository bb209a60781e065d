"""What the segmenter must know beside the text: abbreviations and settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal, get_args

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.segmentation.decision import Decision, load_decision
from lavrov_corpus.turkish import tr_capitalize, tr_lower, tr_upper

AbbreviationClass = Literal["title", "inner", "unit", "closing", "company"]

_BUNDLED = "abbreviations.txt"
_CLASSES = get_args(AbbreviationClass)


@dataclass(frozen=True, slots=True)
class Rules:
    """The abbreviations by their surface without the last period, the decision, the settings.

    `split_quotes` cuts between the sentences of a quotation, which otherwise stays in one
    sentence with its reporting clause.
    """

    abbreviations: Mapping[str, AbbreviationClass]
    decision: Decision
    split_quotes: bool = False


def load_rules(abbreviation_file: Path | None = None, split_quotes: bool = False) -> Rules:
    """Return the bundled rules, with the abbreviations of a user's file added to them.

    The file is UTF-8 in the form of the bundled `abbreviations.txt`: one abbreviation a line,
    below the name of its class in brackets (above them all: `[inner]`).
    Raises CorpusError if it cannot be read or holds a line of another form.
    """
    known = bundled_abbreviations()
    if abbreviation_file is not None:
        known |= _parse(_read(abbreviation_file), str(abbreviation_file))
    return Rules(known, load_decision(), split_quotes)


def bundled_abbreviations() -> dict[str, AbbreviationClass]:
    """Return the class of each abbreviation that the package knows, by its surface."""
    bundled = resources.files("lavrov_corpus").joinpath("resources", _BUNDLED)
    return _parse(bundled.read_text(encoding="utf-8"), _BUNDLED)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise CorpusError(
            f"Cannot read the abbreviations in {path}: {reason}.", "Check the path and its rights."
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"The abbreviations in {path} are not UTF-8 (byte {error.start}).",
            f"iconv -f CP1254 -t UTF-8 {path}",
        ) from error


def _parse(text: str, name: str) -> dict[str, AbbreviationClass]:
    known: dict[str, AbbreviationClass] = {}
    section: AbbreviationClass = "inner"
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if entry.startswith("["):
            section = _section(entry, name, number)
            continue
        entry = entry.removesuffix(".")
        if not entry or any(not (c.isalnum() or c in ".-") for c in entry):
            raise CorpusError(
                f"{name}, line {number}: {line.strip()!r} is not an abbreviation.",
                "Write one abbreviation a line, letters and inner periods only.",
            )
        for surface in _other_cases(entry):
            known.setdefault(surface, section)
        known[entry] = section
    return known


def _section(header: str, name: str, number: int) -> AbbreviationClass:
    for known in _CLASSES:
        if header == f"[{known}]":
            section: AbbreviationClass = known
            return section
    raise CorpusError(
        f"{name}, line {number}: there is no class {header!r}.",
        f"Use one of {', '.join(f'[{known}]' for known in _CLASSES)}.",
    )


def _other_cases(entry: str) -> Iterable[str]:
    """Yield the forms in which an entry is known too: any case if it is in small letters."""
    yield tr_upper(entry)
    if entry == tr_lower(entry):
        yield tr_capitalize(entry)
