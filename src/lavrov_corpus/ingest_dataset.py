"""From source files to a dataset of Parquet parts, each written by the worker that made it."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from lavrov_corpus.annotate import Settings
from lavrov_corpus.dataset import Dataset, PartRecord, write_part
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.executors import run_batches
from lavrov_corpus.folders import Folders
from lavrov_corpus.ingest import Options, Progress, Reporter, Summary
from lavrov_corpus.jobs import (
    Job,
    annotate_jobs,
    batches_of,
    failed_job,
    read_to_store,
    require_same_tools,
    tools_for,
    workers_for,
)
from lavrov_corpus.loading import find_inputs
from lavrov_corpus.run_log import SILENT, RunLog

#: A part ends at this many bytes of source files or this many files, whichever comes first:
#: enough for Parquet to compress well, little enough to be made in memory and made again.
PART_BYTES = 2_000_000
PART_FILES = 1024
#: It ends sooner, by chance, so that a file that comes or goes moves the edges of few parts.
SHORTEST_PART_FILES = 256
_CHANCE_OF_AN_END = 128


@dataclass(frozen=True, slots=True)
class Part:
    """The files of one part, and its name."""

    name: str
    jobs: tuple[Job, ...]

    @property
    def is_readable(self) -> bool:
        """Tell whether all of its files could be read; what could not, may be by now."""
        return not any(job.failure for job in self.jobs)


def ingest_to_dataset(
    paths: Sequence[str],
    url: str,
    settings: Settings,
    options: Options,
    progress: Progress,
    log: RunLog = SILENT,
) -> Summary:
    """Annotate the files that the paths name into a dataset; return what became of each.

    Parts that are there already are kept; the manifest then lists just what the paths name.
    It is not written by a run that ends early, whose parts the next run takes over. Raises
    ModelError where the tools cannot be loaded, CorpusError where nothing can be written.
    """
    tools = tools_for(settings)
    inputs = find_inputs(paths)
    options = replace(options, workers=options.workers or workers_for(len(inputs.sources)))
    dataset = Dataset(url)
    dataset.require_paths(paths)
    summary = Summary(failed=len(inputs.failures), failures=list(inputs.failures))
    for failure in inputs.failures:
        log.file(failure.source, "failed", failure)
    records: dict[str, PartRecord] = {}
    with progress(len(inputs.sources)) as reporter:
        sources = inputs.sources[: options.limit or None]
        folders = Folders(inputs.sources, options.encoding, repair=settings.repair)
        # What is refused for its quality is no part of the tools' fingerprint.
        made_by = f"{tools.fingerprint} {settings.min_quality}"
        parts = _parts(_jobs(sources, folders), made_by, folders)
        waiting = _waiting(parts, dataset, options, (records, summary, reporter))
        with closing(_written(waiting, url, settings, options, tools.fingerprint)) as written:
            for record in written:
                records[record.name] = record
                _count(record, summary, reporter, log)
                if options.fail_fast and summary.failures:
                    return summary
    dataset.publish(list(records.values()), paths, tools.fingerprint)
    return summary


def _jobs(sources: Iterable[str], folders: Folders) -> Iterator[Job]:
    for source in sources:
        yield replace(read_to_store(source), furniture=folders.furniture(source))


def _parts(jobs: Iterable[Job], fingerprint: str, folders: Folders) -> Iterator[Part]:
    """Yield the jobs in parts whose edges depend on the names nearby, not on those before."""
    held: list[Job] = []
    size = 0
    for job in jobs:
        if held and size + len(job.data) > PART_BYTES:
            yield _part(held, fingerprint, folders)
            held, size = [], 0
        held.append(job)
        size += len(job.data)
        by_chance = zlib.crc32(job.source.encode()) % _CHANCE_OF_AN_END == 0
        if len(held) >= PART_FILES or (len(held) >= SHORTEST_PART_FILES and by_chance):
            yield _part(held, fingerprint, folders)
            held, size = [], 0
    if held:
        yield _part(held, fingerprint, folders)


def _part(jobs: Sequence[Job], fingerprint: str, folders: Folders) -> Part:
    files = ((job.source, job.sha256 + folders.fingerprint(job.source, "")) for job in jobs)
    name = Dataset.name_of(fingerprint, files)
    return Part(name, tuple(jobs))


def _waiting(
    parts: Iterable[Part],
    dataset: Dataset,
    options: Options,
    kept: tuple[dict[str, PartRecord], Summary, Reporter],
) -> Iterator[list[Part]]:
    """Yield the parts that must be made, each one as a batch; take over the others."""
    records, summary, reporter = kept
    for part in parts:
        known = None if options.force or not part.is_readable else dataset.finished(part.name)
        if known is None or (options.retry_failed and known.failures):
            # Its place among the others is that of its files.
            records[part.name] = PartRecord(
                name=part.name, articles=0, size=0, sha256="", failures=()
            )
            yield [part]
            continue
        records[part.name] = known
        summary.unchanged += known.articles
        summary.failed += len(known.failures)
        reporter.skip(len(part.jobs))


def _written(
    waiting: Iterator[list[Part]], url: str, settings: Settings, options: Options, fingerprint: str
) -> Generator[PartRecord, None, None]:
    """Yield the record of each part in order, once it is on the storage."""
    done = run_batches(
        partial(_write_parts, url, settings, options.encoding),
        waiting,
        workers=options.workers,
        scheduler=options.scheduler,
        initializer=partial(require_same_tools, settings, fingerprint),
        on_error=partial(_write_one_by_one, url, settings, options),
    )
    with closing(done):
        yield from chain.from_iterable(done)


def _write_parts(
    url: str, settings: Settings, encoding: str, parts: Sequence[Part]
) -> list[PartRecord]:
    """Annotate and write parts; runs in a worker."""
    return [
        write_part(
            url,
            part.name,
            (annotate_jobs(settings, encoding, jobs) for jobs in batches_of(part.jobs)),
        )
        for part in parts
    ]


def _write_one_by_one(
    url: str, settings: Settings, options: Options, part: Part, error: Exception
) -> PartRecord:
    """Write a part over which workers died, each of its articles annotated apart from the others.

    Raises what has another cause: that the storage is full is nobody's fault.
    """
    if isinstance(error, CorpusError):
        raise error
    alone = run_batches(
        partial(annotate_jobs, settings, options.encoding),
        ([job] for job in part.jobs),
        workers=max(2, options.workers),  # never in this process, which must outlive them
        scheduler=options.scheduler,
        on_error=failed_job,
    )
    with closing(alone):
        return write_part(url, part.name, alone)


def _count(record: PartRecord, summary: Summary, reporter: Reporter, log: RunLog) -> None:
    summary.new += record.articles
    summary.failed += len(record.failures)
    summary.failures += record.failures
    reporter.advance(record.articles + len(record.failures))
    log.event("part", path=record.path, articles=record.articles, size=record.size)
    for failure in record.failures:
        log.file(failure.source, "failed", failure)
