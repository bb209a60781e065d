"""From source files to the database: what is current is skipped, the rest is annotated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from lavrov_corpus.annotate import Settings, Tools, annotate_all, load_tools
from lavrov_corpus.document import Article, Failure, RawText
from lavrov_corpus.errors import InputError
from lavrov_corpus.executors import run_batches
from lavrov_corpus.loading import decode, read_source

#: A batch ends at this many files or bytes, whichever comes first: enough for a tagger that
#: works on many sentences at once, little enough to bound the memory and what a kill loses.
BATCH_FILES = 32
BATCH_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Job:
    """One file to annotate; `encoding` is "" where the bytes are to tell."""

    source: str
    data: bytes
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does with a source: `data` is None where nothing needs to be done."""

    source: str
    state: str
    data: bytes | None = None
    failure: Failure | None = None


@dataclass(slots=True)
class Summary:
    """How many files a run met, by what became of them."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    removed: int = 0
    failures: list[Failure] = field(default_factory=list)


def read_job(source: str, encoding: str = "", stdin: BinaryIO | None = None) -> Job:
    """Return the job for a source; raises InputError where it cannot be read."""
    return Job(source, read_source(source, stdin), encoding)


def load_failure(source: str, error: InputError, data: bytes = b"") -> Failure:
    """Return the record of a source that could not be read or decoded."""
    sha256 = hashlib.sha256(data).hexdigest() if data else ""
    return Failure(source=source, sha256=sha256, stage="load", error=error.message, hint=error.hint)


def annotate_jobs(jobs: Sequence[Job], tools: Tools) -> list[Article | Failure]:
    """Decode and annotate the jobs of one batch; an Article or a Failure each, in order."""
    decoded: list[RawText | Failure] = []
    for job in jobs:
        try:
            decoded.append(decode(job.data, job.source, job.encoding or None, tools.repair))
        except InputError as error:
            decoded.append(load_failure(job.source, error, job.data))
    results = iter(annotate_all([raw for raw in decoded if isinstance(raw, RawText)], tools))
    return [raw if isinstance(raw, Failure) else next(results) for raw in decoded]


def batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Group the jobs into batches bounded in files and bytes, in order."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        if batch and (len(batch) >= BATCH_FILES or size + len(job.data) > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(job)
        size += len(job.data)
    if batch:
        yield batch
