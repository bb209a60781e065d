"""Finds and reads annotated files, and brings their labels to ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lavrov_corpus.errors import CorpusError, InputError
from lavrov_corpus.evaluation.conll import read_conll
from lavrov_corpus.evaluation.documents import Document
from lavrov_corpus.evaluation.records import read_records
from lavrov_corpus.evaluation.scoring import Span
from lavrov_corpus.ner import LABELS

#: What other corpora call our labels; `*` stands for every label that is not named.
USUAL_LABELS: Mapping[str, str] = {
    "PERSON": "PER",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "ORGANIZATION": "ORG",
    "PERCENTAGE": "PERCENT",
}
_REST = "*"
_SUFFIXES = frozenset({".conll", ".iob", ".iob2", ".bio", ".bioes", ".txt", ".tsv", ".jsonl"})


def parse_map(pairs: Iterable[str]) -> dict[str, str]:
    """Return the mapping of labels that `A=B` and `A=` (left out) and `*=` say, on top of ours.

    Raises:
        CorpusError: a pair is none, or B is no label of ours.

    """
    mapping = dict(USUAL_LABELS)
    for pair in (part.strip() for text in pairs for part in text.split(",")):
        theirs, equals, ours = (part.strip() for part in pair.partition("="))
        if not equals or not theirs:
            raise CorpusError(f"{pair!r} maps no label", "--map FAC=LOC, or --map FAC= without one")
        if ours and ours not in LABELS:
            raise CorpusError(f"there is no label {ours!r}", f"choose one of {', '.join(LABELS)}")
        mapping[theirs] = ours
    return mapping


def read_documents(
    paths: Sequence[Path],
    mapping: Mapping[str, str] = USUAL_LABELS,
    *,
    encoding: str = "",
    by_file: bool = False,
) -> list[Document]:
    """Return the documents of files and folders, in their order, with our labels.

    A file that begins with `{` is JSON Lines, any other one CoNLL. UTF-8 is asked for unless
    another `encoding` is named. `by_file` takes a CoNLL file without markers of documents for
    one document; else each of its sentences is one.

    Raises:
        InputError: a path has no such file, or a line is wrong.
        CorpusError: a label is none of ours and not mapped.

    """
    documents: list[Document] = []
    for path in _files(paths):
        text = _decoded(path, encoding)
        if text.lstrip("\ufeff \t\r\n").startswith("{"):
            found = read_records(text, str(path))
        else:
            found = read_conll(text, str(path), by_file=by_file)
        if not found:
            hint = "leave it out, or look whether it is the right file"
            raise InputError(f"{path}: there is no annotated text in it", hint)
        documents += found
    _refuse_unknown(documents, mapping)
    return [_mapped(document, mapping) for document in documents]


def _files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix in _SUFFIXES and file.is_file() and not file.name.startswith(".")
        ]
        if not inside:
            known = " ".join(sorted(_SUFFIXES))
            raise InputError(f"{path}: the folder has no annotated file", f"endings: {known}")
        files += inside
    return files


def _decoded(path: Path, encoding: str) -> str:
    data = path.read_bytes()
    try:
        return data.decode(encoding or "utf-8")
    except LookupError as error:
        raise InputError(f"there is no encoding {encoding!r}", "--encoding cp1254") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}, line {line}: this is not {encoding or 'utf-8'}"
            f" (byte 0x{data[error.start]:02x})",
            "name the encoding of the file: --encoding cp1254; if only some lines have another"
            " one, mend them first",
        ) from error


def _label(label: str, mapping: Mapping[str, str]) -> str | None:
    """Return our label, "" for one that is left out, None for an unknown one."""
    if label in mapping:
        return mapping[label]
    return label if label in LABELS else mapping.get(_REST)


def _refuse_unknown(documents: Sequence[Document], mapping: Mapping[str, str]) -> None:
    unknown: Counter[str] = Counter()
    places: dict[str, str] = {}
    for document in documents:
        for span in document.spans:
            if _label(span.label, mapping) is None:
                unknown[span.label] += 1
                places.setdefault(span.label, document.place)
    if unknown:
        first = next(iter(places))
        counts = ", ".join(f"{label} {number}" for label, number in sorted(unknown.items()))
        raise CorpusError(
            f"{places[first]}: there is no label {first!r} (unknown in all: {counts})",
            f"--map {first}=LOC to read it as another, --map {first}= to leave it out,"
            " --map '*=' to leave out all of them",
        )


def _mapped(document: Document, mapping: Mapping[str, str]) -> Document:
    return replace(
        document,
        spans=_relabelled(document.spans, mapping),
        raw_spans=_relabelled(document.raw_spans, mapping),
    )


def _relabelled(spans: Sequence[Span], mapping: Mapping[str, str]) -> tuple[Span, ...]:
    labelled = (span._replace(label=_label(span.label, mapping) or "") for span in spans)
    return tuple(span for span in labelled if span.label)
