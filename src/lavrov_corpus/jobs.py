"""Files as jobs: read here, annotated in batches in whatever process they are sent to."""

from __future__ import annotations

import gc
import hashlib
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lavrov_corpus import __version__
from lavrov_corpus.annotate import Settings, Tools, annotate_all, load_tools
from lavrov_corpus.document import Article, Failure, RawText
from lavrov_corpus.errors import CorpusError, InputError, ModelError
from lavrov_corpus.loading import STANDARD_INPUT, decode, read_source, unescape_path

#: A batch ends at this many files or bytes, whichever comes first: enough for a tagger that
#: works on many sentences at once, little enough to bound the memory and what a kill loses.
BATCH_FILES = 32
BATCH_BYTES = 200_000

#: From so many files on, more processes gain more than they take to start; and so many processes
#: of some hundreds of megabytes are not exceeded unasked.
FEW_FILES = 256
MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Job:
    """One file to annotate; `failure` says why there are no bytes, `furniture` see RawText.

    `words` are readings that other workers have worked out since the files before.
    """

    source: str
    data: bytes
    failure: Failure | None = None
    furniture: Mapping[str, bool] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def read_job(source: str) -> Job:
    """Return the job for a source; one that cannot be read carries the failure."""
    try:
        return Job(source, read_source(source))
    except InputError as error:
        return Job(source, b"", load_failure(source, error))


def read_to_store(source: str) -> Job:
    """Return the job under the name by which it is stored.

    Standard input has no name to be found again by, so its source is named by its bytes:
    `-:` and the id of the article.
    """
    job = read_job(source)
    if source == STANDARD_INPUT and not job.failure:
        return replace(job, source=f"{STANDARD_INPUT}:{job.sha256[:16]}")
    return job


def is_there(source: str) -> bool:
    """Tell whether the file of a stored source is still there; standard input always is."""
    return source.startswith(f"{STANDARD_INPUT}:") or os.path.lexists(unescape_path(source))


def load_failure(source: str, error: CorpusError, sha256: str = "") -> Failure:
    """Return the record of a source that could not be read or decoded."""
    return Failure(source=source, sha256=sha256, stage="load", error=error.message, hint=error.hint)


def workers_for(files: int) -> int:
    """Return how many processes annotate so many files best: one, or as many as there are cores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 1 if files < FEW_FILES else min(cores or 1, MOST_WORKERS)


def batches_of(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Yield the jobs in batches of BATCH_FILES and BATCH_BYTES at most."""
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


def with_words(
    batches: Iterable[list[Job]], words: Callable[[], Mapping[str, str]]
) -> Iterator[list[Job]]:
    """Yield the batches, each with what `words()` gives when its turn comes."""
    for first, *others in batches:
        yield [replace(first, words=words()), *others]


@lru_cache(maxsize=1)
def tools_for(settings: Settings) -> Tools:
    """Return the tools of this process, loaded once.

    Raises ModelError where they cannot be loaded, InputError for bad abbreviations.
    """
    return load_tools(settings)


def require_same_tools(settings: Settings, fingerprint: str) -> None:
    """Load the tools of a worker, for good.

    Raise ModelError if this process would make other articles than that of the fingerprint.

    On a cluster each machine has its own installation, and a corpus must not mix two.
    """
    tools = tools_for(settings)
    # What the tools hold stays for good, and an article is thousands of small records without
    # cycles: to look through all of it after every 700 of them would cost a tenth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    if tools.fingerprint != fingerprint:
        raise ModelError(
            f"the worker on {platform.node()} has another version or other models: {__version__}",
            "install the same version of lavrov-corpus and the same models on each machine",
        )


def annotate_jobs(
    settings: Settings, encoding: str, jobs: Sequence[Job]
) -> list[Article | Failure]:
    """Return an Article or a Failure for each job, in order."""
    tools = tools_for(settings)
    decoded = [_decoded(job, encoding, tools.repair) for job in jobs]
    results = iter(annotate_all([raw for raw in decoded if isinstance(raw, RawText)], tools))
    return [raw if isinstance(raw, Failure) else next(results) for raw in decoded]


def _decoded(job: Job, encoding: str, repair: bool) -> RawText | Failure:
    if job.failure:
        return job.failure
    try:
        raw = decode(job.data, job.source, encoding or None, repair)
        return replace(raw, furniture=job.furniture)
    except InputError as error:
        return load_failure(job.source, error, job.sha256)


def failed_job(job: Job, error: Exception) -> Failure:
    """Return the record of a job over which a worker raised or died."""
    return Failure(
        source=job.source,
        sha256=job.sha256,
        stage="annotate",
        error=f"{job.source}: {type(error).__name__}: {error}",
        hint=f"corpus annotate --debug {job.source}",
    )
