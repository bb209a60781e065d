"""From source files to Articles, and on to the database; what is current is skipped."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from lavrov_corpus import sidecar
from lavrov_corpus.annotate import QUALITY, Settings
from lavrov_corpus.document import Article, Failure
from lavrov_corpus.executors import run_batches
from lavrov_corpus.folders import Folders
from lavrov_corpus.interrupts import interrupts_held
from lavrov_corpus.jobs import (
    Job,
    annotate_jobs,
    batches_of,
    failed_job,
    is_there,
    read_job,
    read_to_store,
    require_same_tools,
    tools_for,
    with_words,
    workers_for,
)
from lavrov_corpus.loading import Inputs, escape_path, find_inputs, unescape_path
from lavrov_corpus.run_log import SILENT, RunLog
from lavrov_corpus.store import ArticleRows, Store, Words, article_rows
from lavrov_corpus.word_memory import MOST_WORDS, WordMemory, memory_key, new_words, teach, tell

#: A worker hears of the words that came with so many batches for each worker; in between it
#: is sent a batch at least once.
_SHARED = 4


class Reporter(Protocol):
    """Takes the progress of a long run."""

    def advance(self, done: int) -> None:
        """Count `done` more files as finished."""

    def skip(self, done: int) -> None:
        """Count `done` more files that needed no work, and say nothing of the speed of it."""


Progress = Callable[[int], AbstractContextManager[Reporter]]


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about its files; only `encoding` changes what comes out of a file.

    `workers` is how many processes annotate; with 0 it depends on the number of files.
    """

    encoding: str = ""
    workers: int = 0
    scheduler: str = ""
    fail_fast: bool = False
    force: bool = False
    retry_failed: bool = False
    prune: bool = False
    metadata: str = ""
    limit: int = 0


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


def annotate_files(
    sources: Sequence[str], settings: Settings, options: Options, reporter: Reporter
) -> Iterator[Article | Failure]:
    """Yield an Article or a Failure for each source, in order, without a database.

    Raises ModelError where the tools cannot be loaded.
    """
    tools_for(settings)
    folders = Folders(sources, options.encoding, repair=settings.repair)
    jobs = (replace(read_job(source), furniture=folders.furniture(source)) for source in sources)
    function = partial(annotate_jobs, settings, options.encoding)
    for results in run_batches(
        function,
        batches_of(jobs),
        workers=options.workers or workers_for(len(sources)),
        on_error=failed_job,
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

    Each batch of finished articles is one transaction, which Ctrl-C waits for, and each
    `metadata.csv` one before them. Raises InputError where such a file is none, and
    ModelError or StoreError where nothing can be done at all.
    """
    tools = tools_for(settings)
    inputs = find_inputs(paths)
    folders = Folders(inputs.sources, options.encoding, repair=settings.repair)
    run = _Run(settings, tools.fingerprint, folders)
    summary = Summary()
    with Store.open(database, create=True) as store, progress(len(inputs.sources)) as reporter:
        summary.warnings += _store_metadata(store, paths, inputs, options)
        planner = _Planner.of(store, run, options)
        key = memory_key(tools)
        workers = options.workers or workers_for(len(inputs.sources))
        shared = _SHARED * workers if workers > 1 or options.scheduler else 0
        memory = WordMemory(key, store.words(key, MOST_WORDS), deque(maxlen=shared))
        record = partial(_record, store, summary, run, memory, log)
        _tell_of_paths(inputs.failures, summary, log)
        waiting = _waiting(inputs.sources, planner, summary, reporter)
        done = run_batches(
            partial(_rows_of_jobs, settings, options.encoding),
            with_words(batches_of(waiting), memory.news),
            workers=workers,
            scheduler=options.scheduler,
            # A worker that is started later is sent the words that were added until then.
            initializer=partial(_prepare, settings, tools.fingerprint, memory.words),
            on_error=_failed_rows,
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
        folders = Folders(inputs.sources, options.encoding, repair=settings.repair)
        run = _Run(settings, tools_for(settings).fingerprint, folders)
        planner = _Planner.of(store, run, options)
        known = set(store.sources())
        for job in map(read_to_store, inputs.sources):
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


def _tell_of_paths(failures: Iterable[Failure], summary: Summary, log: RunLog) -> None:
    """Count the paths that lead to no file.

    They are not stored: the path is mistyped or is searched anew by the next run.
    """
    for failure in failures:
        summary.count("failed")
        log.file(failure.source, "failed", failure)
        summary.failures.append(failure)


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
        yield replace(job, furniture=planner.run.folders.furniture(source))
        begun += 1
        if begun == planner.options.limit:
            return


@dataclass(frozen=True, slots=True)
class _Result:
    """What a file gave, and words that were new since the result before."""

    stored: ArticleRows | Failure
    words: Mapping[str, str] = field(default_factory=dict)


def _record(
    store: Store,
    summary: Summary,
    run: _Run,
    memory: WordMemory,
    log: RunLog,
    results: Sequence[_Result],
) -> None:
    words: dict[str, str] = {}
    for each in results:
        words |= memory.add(each.words)
    storable = [store.storable(each.stored) for each in results]
    fingerprints = [run.fingerprint_of(result) for result in storable]
    with interrupts_held():
        outcomes = store.put_many(storable, fingerprints, Words(memory.key, words))
        for result, outcome in zip(storable, outcomes, strict=True):
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


def _prepare(settings: Settings, fingerprint: str, words: Mapping[str, str]) -> None:
    """Load the tools of a worker, and teach it the words that the corpus knows."""
    require_same_tools(settings, fingerprint)
    teach(tools_for(settings), words)


def _rows_of_jobs(settings: Settings, encoding: str, jobs: Sequence[Job]) -> list[_Result]:
    for job in jobs:
        tell(tools_for(settings), job.words)
    results = [
        _Result(result if isinstance(result, Failure) else article_rows(result))
        for result in annotate_jobs(settings, encoding, jobs)
    ]
    results[-1] = replace(results[-1], words=new_words(tools_for(settings)))
    return results


def _failed_rows(job: Job, error: Exception) -> _Result:
    return _Result(failed_job(job, error))
