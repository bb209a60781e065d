"""Writes docs/reference.md out of the code: `pytest tests/test_documents.py --update`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

import typer.main

from lavrov_corpus.cli import app
from lavrov_corpus.cli.boundary import ExitCode
from lavrov_corpus.document import (
    Article,
    Entity,
    Paragraph,
    Provenance,
    Quotation,
    Record,
    Sentence,
    Token,
)
from lavrov_corpus.exporting import COLUMNS
from lavrov_corpus.store.where import NUMBERS, TEXTS

MODELS = (Article, Paragraph, Sentence, Token, Entity, Quotation, Provenance)
EXIT_CODES = {
    ExitCode.DONE: "all was done; also where the reader of a pipe has gone",
    ExitCode.NOTHING_DONE: "nothing could be done; standard error says what mends it",
    2: "wrong usage: an unknown command or option",
    ExitCode.SOME_FAILED: "finished, but some files failed; `corpus status` lists them",
    ExitCode.INTERRUPTED: "interrupted; what was finished is kept",
}
_INTRODUCTION = """# Reference

Written out of the code by `pytest tests/test_documents.py --update`; a test holds it current.
"""


def reference() -> str:
    """Return the reference of commands, records, conditions and exit codes as Markdown."""
    return "\n".join(
        [
            _INTRODUCTION,
            "## Commands",
            "",
            *_commands(typer.main.get_command(app), "corpus"),
            *_exit_codes(),
            *_where(),
            *_records(),
            *_levels(),
        ]
    )


def _commands(command: Any, name: str) -> Iterator[str]:
    children = getattr(command, "commands", None)
    if children is not None:
        for child, inner in children.items():
            yield from _commands(inner, f"{name} {child}")
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = [f"{_argument(argument)}" for argument in arguments]
    yield f"### `{' '.join((name, *usage))}`"
    yield ""
    yield from _description(inspect.cleandoc(command.help or ""))
    rows = [row for parameter in command.params for row in _parameter(parameter)]
    if rows:
        yield from ("| argument or option | what it does | default |", "|---|---|---|", *rows, "")


def _argument(argument: Any) -> str:
    return f"{argument.name.upper()}{'...' if argument.nargs == -1 else ''}"


def _description(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        example = re.match(r"Example: (.*)", paragraph, re.DOTALL)
        yield from ([f"    {example[1]}"] if example else paragraph.splitlines())
        yield ""


def _parameter(parameter: Any) -> Iterator[str]:
    if parameter.name == "help" or getattr(parameter, "hidden", False):
        return
    if parameter.param_type_name == "argument":
        name = f"`{_argument(parameter)}`"
    else:
        opts = sorted(parameter.opts, key=len, reverse=True)
        name = ", ".join(f"`{opt}`" for opt in opts)
    choices = _choices(parameter.type_descriptor.annotation)
    text = _cell(parameter.help or "")
    if choices:
        text += f" One of {', '.join(f'`{choice}`' for choice in choices)}."
    if parameter.envvar:
        text += f" Also the variable `{parameter.envvar}`."
    yield f"| {name} | {text} | {_default(parameter)} |"


def _choices(annotation: Any) -> list[str]:
    """Return the values of the enumeration that is annotated, or one of whose alternatives is."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return [str(choice.value) for choice in kind]
    return []


def _default(parameter: Any) -> str:
    value = getattr(parameter.default, "value", parameter.default)
    if parameter.required:
        return "required"
    if value in (None, False, "", ()) or callable(value):
        return ""
    return f"`{value}`"


def _exit_codes() -> Iterator[str]:
    assert set(EXIT_CODES) - {2} == set(ExitCode)
    yield from ("## Exit codes", "", "| code | meaning |", "|---|---|")
    yield from (f"| {int(code)} | {text} |" for code, text in EXIT_CODES.items())
    yield ""


def _where() -> Iterator[str]:
    yield from ("## Columns of `--where`", "")
    yield f"Texts: {', '.join(f'`{name}`' for name in TEXTS)}."
    yield f"Numbers: {', '.join(f'`{name}`' for name in NUMBERS)}."
    yield "Operators: `=` `!=` `<` `<=` `>` `>=` `~` (contains), `and`, `or`, `not`, brackets;"
    yield "see [the database](database.md#choosing-articles)."
    yield ""


def _records() -> Iterator[str]:
    yield from ("## Records", "", "Every key is in every record; `corpus schema` prints the same")
    yield from ("as JSON Schema.", "")
    for model in MODELS:
        yield from (f"### {model.__name__}", "", *inspect.cleandoc(model.__doc__ or "").split("\n"))
        yield from ("", "| key | type |", "|---|---|", *_fields(model), "")


def _fields(model: type[Record]) -> Iterator[str]:
    for name, value in model.model_json_schema()["properties"].items():
        yield f"| `{name}` | {_cell(_type(value))} |"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return f"[{value['$ref'].rpartition('/')[2]}](#{value['$ref'].rpartition('/')[2].lower()})"
    if "enum" in value:
        return "one of " + ", ".join(f"`{each}`" for each in value["enum"])
    if "anyOf" in value:
        return " or ".join(map(_type, value["anyOf"]))
    if value["type"] == "array":
        return f"list of {_type(value['items'])}"
    if value["type"] == "object":
        return f"object of {_type(value['additionalProperties'])}"
    return str(value["type"])


def _levels() -> Iterator[str]:
    yield from ("## Levels of export", "", "| level | keys of a record |", "|---|---|")
    for level, keys in COLUMNS.items():
        yield f"| `{level}` | {' '.join(f'`{key}`' for key in keys)} |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
