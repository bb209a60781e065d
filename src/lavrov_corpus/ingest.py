"""From source files to Articles, and on to the database; what is current is skipped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from lavrov_corpus import sidecar
from lavrov_corpus.annotate import QUALITY, Settings, Tools, annotate_all, load_tools
from lavrov_corpus.document import Article, Failure, RawText
from lavrov_corpus.errors import CorpusError, InputError
from lavrov_corpus.executors import run_batches
from lavrov_corpus.folders import Folders
from lavrov_corpus.loading import (
    STANDARD_INPUT,
    Inputs,
    decode,
    escape_path,
    find_inputs,
    read_source,
    unescape_path,
)
from lavrov_corpus.store import ArticleRows, Store, Words, article_rows
from lavrov_corpus.word_memory import MOST_WORDS, WordMemory, memory_key, new_words, teach

#: A batch ends at this many files or bytes, whichever comes first: enough for a tagger that
#: works on many sentences at once, little enough to bound the memory and what a kill loses.
BATCH_FILES = 32
BATCH_BYTES = 200_000


class Reporter(Protocol):
    """Takes the progress of a long run."""

    def advance(self, done: int) -> None:
        """Count `done` more files as finished."""


Progress = Callable[[int], AbstractContextManager[Reporter]]


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about its files; none of it changes what comes out of a file."""

    encoding: str = ""
    workers: int = 1
    force: bool = False
    retry_failed: bool = False
    prune: bool = False
    metadata: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One file to annotate; `failure` says why there are no bytes, `furniture` see RawText."""

    source: str
    data: bytes
    failure: Failure | None = None
    furniture: Mapping[str, bool] = field(default_factory=dict)

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
    warnings: list[str] = field(default_factory=list)

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


def _read_to_store(source: str) -> Job:
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
    _tools(settings)
    folders = Folders(sources, options.encoding, repair=settings.repair)
    jobs = (replace(read_job(source), furniture=folders.furniture(source)) for source in sources)
    function = partial(_annotate_jobs, settings, options.encoding)
    for results in run_batches(
        function, _batches(jobs), workers=options.workers, on_error=_failed_job
    ):
        reporter.advance(len(results))
        yield from results


def ingest_files(
    paths: Sequence[str], database: Path, settings: Settings, options: Options, progress: Progress
) -> Summary:
    """Annotate the files that the paths name and store them; return what became of each.

    Each batch of finished articles is one transaction, and each `metadata.csv` one before
    them. Raises InputError where such a file is none, and ModelError or StoreError
    where nothing can be done at all.
    """
    tools = _tools(settings)
    fingerprint = tools.fingerprint
    inputs = find_inputs(paths)
    folders = Folders(inputs.sources, options.encoding, repair=settings.repair)
    run = _Run(settings, fingerprint, folders)
    summary = Summary()
    with Store.open(database, create=True) as store, progress(len(inputs.sources)) as reporter:
        summary.warnings += _store_metadata(store, paths, inputs, options)
        planner = _Planner.of(store, run, options)
        key = memory_key(tools)
        memory = WordMemory(key, store.words(key, MOST_WORDS))
        _record(store, summary, [_Result(failure) for failure in inputs.failures], run, memory)
        waiting = _waiting(inputs.sources, planner, summary, reporter)
        function = partial(_rows_of_jobs, settings, options.encoding)
        for results in run_batches(
            function,
            _batches(waiting),
            workers=options.workers,
            # A worker that is started later is sent the words that were added until then.
            initializer=partial(_teach, settings, memory.words),
            on_error=_failed_rows,
        ):
            _record(store, summary, results, run, memory)
            reporter.advance(len(results))
        if options.prune:
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
        folders = Folders(inputs.sources, options.encoding, repair=settings.repair)
        run = _Run(settings, _tools(settings).fingerprint, folders)
        planner = _Planner.of(store, run, options)
        known = set(store.sources())
        for job in map(_read_to_store, inputs.sources):
            due = "changed" if job.source in known else "new"
            yield "unreadable" if job.failure else planner.settled(job) or due, job.source
        for source in _gone(paths, inputs, store) if options.prune else ():
            yield "gone", source


@dataclass(frozen=True, slots=True)
class _Run:
    """What decides on the result for a file besides its bytes."""

    settings: Settings
    tools: str
    folders: Folders

    def fingerprint(self, source: str) -> str:
        """Return the fingerprint of all that makes the article of a source."""
        return self.folders.fingerprint(source, self.tools)

    def fingerprint_of(self, result: ArticleRows | Failure) -> str:
        """Return the fingerprint of a result: a refusal depends on the threshold as well."""
        fingerprint = self.fingerprint(result.source)
        if isinstance(result, Failure) and result.stage == QUALITY:
            return self.refusal(fingerprint)
        return fingerprint

    def refusal(self, fingerprint: str) -> str:
        """Return the fingerprint of a refusal for its quality."""
        return f"{fingerprint} {self.settings.min_quality}"


@dataclass(frozen=True, slots=True)
class _Planner:
    """Tells what needs to be done from what is stored."""

    store: Store
    run: _Run
    options: Options
    failed_before: frozenset[str]

    @classmethod
    def of(cls, store: Store, run: _Run, options: Options) -> _Planner:
        failed = frozenset(failure.source for failure in store.failures())
        return cls(store, run, options, failed)

    def settled(self, job: Job) -> str:
        """Return why a job need not be done: "unchanged", "failed", or "" if it must be."""
        fingerprint = self.run.fingerprint(job.source)
        if self.options.force:
            return ""
        if job.source not in self.failed_before:
            least = self.run.settings.min_quality
            current = self.store.is_current(job.source, job.sha256, fingerprint, min_quality=least)
            return "unchanged" if current else ""
        retry = self.options.retry_failed
        current = any(
            self.store.is_current(job.source, job.sha256, seen, retry_failed=retry)
            for seen in (fingerprint, self.run.refusal(fingerprint))
        )
        return "failed" if current else ""


def _store_metadata(
    store: Store, paths: Sequence[str], inputs: Inputs, options: Options
) -> list[str]:
    """Store what the `metadata.csv` of each given folder says now; return the warnings."""
    sources = frozenset(inputs.sources)
    warnings: list[str] = []
    forgotten = store.metadata_origins()
    files = [Path(path, sidecar.FILE_NAME) for path in sorted(set(paths)) if Path(path).is_dir()]
    for file in [*files, *([Path(options.metadata)] if options.metadata else ())]:
        if file in files and not file.is_file():
            origin = escape_path(file.as_posix())
            if origin in forgotten:
                store.set_metadata(origin, {})
            continue
        read = sidecar.read_sidecar(
            file, lambda source: source in sources or store.has(source), options.encoding
        )
        store.set_metadata(read.origin, read.values)
        warnings += read.warnings
    return warnings


def _waiting(
    sources: Iterable[str], planner: _Planner, summary: Summary, reporter: Reporter
) -> Iterator[Job]:
    """Yield the jobs that must be done; count the others."""
    begun = 0
    for source in sources:
        job = _read_to_store(source)
        if settled := "" if job.failure else planner.settled(job):
            summary.count(settled)
            reporter.advance(1)
            continue
        yield replace(job, furniture=planner.run.folders.furniture(source))
        begun += 1
        if begun == planner.options.limit:
            return


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
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


@dataclass(frozen=True, slots=True)
class _Result:
    """What a file gave, and words that were new since the result before."""

    stored: ArticleRows | Failure
    words: Mapping[str, str] = field(default_factory=dict)


def _record(
    store: Store,
    summary: Summary,
    results: Sequence[_Result],
    run: _Run,
    memory: WordMemory,
) -> None:
    words: dict[str, str] = {}
    for result in results:
        words |= memory.add(result.words)
    stored = [result.stored for result in results]
    fingerprints = [run.fingerprint_of(result) for result in stored]
    for outcome in store.put_many(stored, fingerprints, Words(memory.key, words)):
        summary.count(outcome)
    summary.failures += [result for result in stored if isinstance(result, Failure)]


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
def _tools(settings: Settings) -> Tools:
    """Return the tools of this process, loaded once."""
    return load_tools(settings)


def _annotate_jobs(
    settings: Settings, encoding: str, jobs: Sequence[Job]
) -> list[Article | Failure]:
    tools = _tools(settings)
    decoded = [_decoded(job, encoding, tools.repair) for job in jobs]
    results = iter(annotate_all([raw for raw in decoded if isinstance(raw, RawText)], tools))
    return [raw if isinstance(raw, Failure) else next(results) for raw in decoded]


def _teach(settings: Settings, words: Mapping[str, str]) -> None:
    teach(_tools(settings), words)


def _rows_of_jobs(settings: Settings, encoding: str, jobs: Sequence[Job]) -> list[_Result]:
    results = [
        _Result(result if isinstance(result, Failure) else article_rows(result))
        for result in _annotate_jobs(settings, encoding, jobs)
    ]
    results[-1] = replace(results[-1], words=new_words(_tools(settings)))
    return results


def _decoded(job: Job, encoding: str, repair: bool) -> RawText | Failure:
    if job.failure:
        return job.failure
    try:
        raw = decode(job.data, job.source, encoding or None, repair)
        return replace(raw, furniture=job.furniture)
    except InputError as error:
        return load_failure(job.source, error, job.sha256)


def _failed_job(job: Job, error: Exception) -> Failure:
    return Failure(
        source=job.source,
        sha256=job.sha256,
        stage="annotate",
        error=f"{job.source}: {type(error).__name__}: {error}",
        hint=f"corpus annotate --debug {job.source}",
    )


def _failed_rows(job: Job, error: Exception) -> _Result:
    return _Result(_failed_job(job, error))
