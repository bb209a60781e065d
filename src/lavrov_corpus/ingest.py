"""From source files to Articles, and on to the database; what is current is skipped."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from lavrov_corpus import __version__
from lavrov_corpus.annotate import Settings, Tools, annotate_all, load_tools
from lavrov_corpus.document import Article, Failure, RawText
from lavrov_corpus.errors import CorpusError, InputError, ModelError
from lavrov_corpus.executors import run_batches
from lavrov_corpus.interrupts import interrupts_held
from lavrov_corpus.loading import (
    STANDARD_INPUT,
    Inputs,
    decode,
    find_inputs,
    read_source,
    unescape_path,
)
from lavrov_corpus.run_log import SILENT, RunLog
from lavrov_corpus.store import ArticleRows, Store, article_rows

#: A batch ends at this many files or bytes, whichever comes first: enough for a tagger that
#: works on many sentences at once, little enough to bound the memory and what a kill loses.
BATCH_FILES = 32
BATCH_BYTES = 200_000


class Reporter(Protocol):
    """Takes the progress of a long run."""

    def advance(self, done: int) -> None:
        """Count `done` more files as finished."""

    def skip(self, done: int) -> None:
        """Count `done` more files that needed no work, and say nothing of the speed of it."""


Progress = Callable[[int], AbstractContextManager[Reporter]]


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about its files; only `encoding` changes what comes out of a file."""

    encoding: str = ""
    workers: int = 1
    scheduler: str = ""
    fail_fast: bool = False
    force: bool = False
    retry_failed: bool = False
    prune: bool = False
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One file to annotate; `failure` says why there are no bytes."""

    source: str
    data: bytes
    failure: Failure | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(slots=True)
class Summary:
    """How many files a run met, by what became of them."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    removed: int = 0
    failures: list[Failure] = field(default_factory=list)

    def line(self) -> str:
        """Return the closing line of a run."""
        counts = f"{self.new} new, {self.updated} updated, {self.unchanged} unchanged"
        removed = f", {self.removed} removed" if self.removed else ""
        return f"{counts}, {self.failed} failed{removed}"

    def as_json(self) -> str:
        """Return the same as one line of JSON, with each failure."""
        return json.dumps(
            asdict(replace(self, failures=[]))
            | {"failures": [failure.model_dump() for failure in self.failures]},
            ensure_ascii=False,
        )

    def count(self, outcome: str) -> None:
        """Count one more file of that outcome."""
        setattr(self, outcome, getattr(self, outcome) + 1)


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


def annotate_files(
    sources: Sequence[str], settings: Settings, options: Options, reporter: Reporter
) -> Iterator[Article | Failure]:
    """Yield an Article or a Failure for each source, in order, without a database.

    Raises ModelError where the tools cannot be loaded.
    """
    tools_for(settings)
    jobs = map(read_job, sources)
    function = partial(annotate_jobs, settings, options.encoding)
    for results in run_batches(
        function, batches_of(jobs), workers=options.workers, on_error=failed_job
    ):
        reporter.advance(len(results))
        yield from results


def ingest_files(
    paths: Sequence[str],
    database: Path,
    settings: Settings,
    options: Options,
    progress: Progress,
    log: RunLog = SILENT,
) -> Summary:
    """Annotate the files that the paths name and store them; return what became of each.

    Each batch of finished articles is one transaction, which Ctrl-C waits for. Raises
    ModelError or StoreError where nothing can be done at all.
    """
    fingerprint = tools_for(settings).fingerprint
    inputs = find_inputs(paths)
    summary = Summary()
    with Store.open(database, create=True) as store, progress(len(inputs.sources)) as reporter:
        planner = _Planner.of(store, fingerprint, options)
        record = partial(_record, store, summary, fingerprint, log)
        record(inputs.failures)
        waiting = _waiting(inputs.sources, planner, summary, reporter)
        done = run_batches(
            partial(_rows_of_jobs, settings, options.encoding),
            batches_of(waiting),
            workers=options.workers,
            scheduler=options.scheduler,
            initializer=partial(require_same_tools, settings, fingerprint),
            on_error=failed_job,
        )
        with closing(done):
            for results in () if options.fail_fast and summary.failures else done:
                record(results)
                reporter.advance(len(results))
                if options.fail_fast and summary.failures:
                    break
        if options.prune and not (options.fail_fast and summary.failures):
            summary.removed = store.remove(_gone(paths, inputs, store))
    return summary


def preview(
    paths: Sequence[str], database: Path, settings: Settings, options: Options
) -> Iterator[tuple[str, str]]:
    """Yield (state, source) for each file of a run that is not done; nothing is written.

    States: new, changed, unchanged, failed (before, and not tried again), unreadable, gone.
    """
    inputs = find_inputs(paths)
    for failure in inputs.failures:
        yield "unreadable", failure.source
    if not database.exists():
        for source in inputs.sources:
            yield "new", source
        return
    with Store.open(database, read_only=True) as store:
        planner = _Planner.of(store, tools_for(settings).fingerprint, options)
        known = set(store.sources())
        for job in map(read_to_store, inputs.sources):
            due = "changed" if job.source in known else "new"
            yield "unreadable" if job.failure else planner.settled(job) or due, job.source
        for source in _gone(paths, inputs, store) if options.prune else ():
            yield "gone", source


@dataclass(frozen=True, slots=True)
class _Planner:
    """Tells what needs to be done from what is stored."""

    store: Store
    fingerprint: str
    options: Options
    failed_before: frozenset[str]

    @classmethod
    def of(cls, store: Store, fingerprint: str, options: Options) -> _Planner:
        failed = frozenset(failure.source for failure in store.failures())
        return cls(store, fingerprint, options, failed)

    def settled(self, job: Job) -> str:
        """Return why a job need not be done: "unchanged", "failed", or "" if it must be."""
        retry = self.options.retry_failed
        if self.options.force or not self.store.is_current(
            job.source, job.sha256, self.fingerprint, retry_failed=retry
        ):
            return ""
        return "failed" if job.source in self.failed_before else "unchanged"


def _waiting(
    sources: Iterable[str], planner: _Planner, summary: Summary, reporter: Reporter
) -> Iterator[Job]:
    """Yield the jobs that must be done; count the others."""
    begun = 0
    for source in sources:
        job = read_to_store(source)
        if settled := "" if job.failure else planner.settled(job):
            summary.count(settled)
            reporter.skip(1)
            continue
        yield job
        begun += 1
        if begun == planner.options.limit:
            return


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


def _record(
    store: Store,
    summary: Summary,
    fingerprint: str,
    log: RunLog,
    results: Sequence[ArticleRows | Failure],
) -> None:
    storable = [store.storable(result) for result in results]
    with interrupts_held():
        for result, outcome in zip(storable, store.put_many(storable, fingerprint), strict=True):
            summary.count(outcome)
            log.file(result.source, outcome, result)
        summary.failures += [result for result in storable if isinstance(result, Failure)]


def _gone(paths: Sequence[str], inputs: Inputs, store: Store) -> list[str]:
    """Return the stored sources inside the given folders whose files are there no more."""
    folders = [PurePosixPath(Path(path).as_posix()) for path in paths if Path(path).is_dir()]
    found = set(inputs.sources)
    return [
        source
        for source in store.vanished(lambda source: source in found)
        if any(PurePosixPath(unescape_path(source)).is_relative_to(folder) for folder in folders)
        and not is_there(source)
    ]


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


def _rows_of_jobs(
    settings: Settings, encoding: str, jobs: Sequence[Job]
) -> list[ArticleRows | Failure]:
    return [
        result if isinstance(result, Failure) else article_rows(result)
        for result in annotate_jobs(settings, encoding, jobs)
    ]


def _decoded(job: Job, encoding: str, repair: bool) -> RawText | Failure:
    if job.failure:
        return job.failure
    try:
        return decode(job.data, job.source, encoding or None, repair)
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
