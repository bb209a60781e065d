"""A pool of worker processes that loses nothing but the item that kills a worker.

Processes are started afresh (`spawn`), since a fork copies locks that another thread may
hold. The pool is our own rather than that of `concurrent.futures`, which cannot tell which
batch a dead worker had and gives up the work of all others with it.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from lavrov_corpus.executors.outcomes import Done, Raised, WorkerDiedError

#: How many batches for each worker may be begun before the oldest one is handed back.
LOOK_AHEAD = 4
# A worker that is busy is sent its next batch only if that fits into the pipe: a parent
# that waits to write, and a worker that waits to write, would wait for ever.
_FITS_INTO_PIPE = 8192


@dataclass(slots=True)
class _Batch:
    """A batch that was begun; `outcomes` fills up as its jobs come back."""

    items: Sequence[Any]
    outcomes: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Job:
    """Items of one batch, from `first` on, as they go to a worker in one message."""

    batch: _Batch
    first: int
    items: Sequence[Any]
    message: bytes
    deaths: int = 0


@dataclass(eq=False, slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    jobs: deque[_Job] = field(default_factory=deque)
    is_ready: bool = False
    given: int = 0


class Pool:
    """Worker processes and the batches that they have at hand."""

    def __init__(self, serve: Callable[[Connection], None], size: int, per_worker: int) -> None:
        self._serve = serve
        self._size = size
        self._per_worker = per_worker
        self._workers: list[_Worker] = []
        self._retired: list[_Worker] = []
        self._begun: deque[_Batch] = deque()
        self._waiting: deque[_Job] = deque()

    def run(self, batches: Iterable[Sequence[Any]]) -> Done:
        """Yield each batch with its outcomes, in order; end all workers when closed."""
        source = iter(batches)
        try:
            while True:
                self._hand_out(source)
                if not self._begun:
                    return
                oldest = self._begun[0]
                if len(oldest.outcomes) < len(oldest.items):
                    self._collect()
                    continue
                self._begun.popleft()
                yield oldest.items, [oldest.outcomes[i] for i in range(len(oldest.items))]
        finally:
            self._end()

    def _hand_out(self, source: Iterator[Sequence[Any]]) -> None:
        while job := self._next_job(source):
            worker = self._worker_for(job)
            if worker is None:
                self._waiting.appendleft(job)
                return
            worker.jobs.append(job)
            worker.given += 1
            # A worker that just died is found, with this job, when its answers are read.
            with suppress(ConnectionError):
                worker.connection.send_bytes(job.message)

    def _next_job(self, source: Iterator[Sequence[Any]]) -> _Job | None:
        if self._waiting:
            return self._waiting.popleft()
        if len(self._begun) >= self._size * LOOK_AHEAD:
            return None
        items = next(source, None)
        if items is None:
            return None
        batch = _Batch(items)
        self._begun.append(batch)
        return _job(batch, 0, items)

    def _worker_for(self, job: _Job) -> _Worker | None:
        open_ones = [worker for worker in self._workers if worker.given < self._per_worker]
        for worker in open_ones:
            if not worker.jobs:
                return worker
        if len(self._workers) < self._size:
            return self._start()
        if len(job.message) <= _FITS_INTO_PIPE:
            for worker in open_ones:
                if len(worker.jobs) == 1:
                    return worker
        return None

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serve, args=(theirs,), daemon=True)
        worker = _Worker(process, ours)
        with _interrupts_held():
            process.start()
            self._workers.append(worker)
        theirs.close()  # so that the end of the worker is the end of the pipe
        return worker

    def _collect(self) -> None:
        """Wait until some worker has answered or died, and take what has come."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection)):
            worker = by_connection[connection]  # type: ignore[index]  # wait() knows more kinds
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self._bury(worker)
            else:
                self._take(worker, answer)

    def _take(self, worker: _Worker, answer: Any) -> None:
        if not worker.is_ready:
            if isinstance(answer, Raised):
                raise answer.error
            worker.is_ready = True
            return
        job = worker.jobs.popleft()
        job.batch.outcomes.update(enumerate(answer, start=job.first))
        if worker.given >= self._per_worker and not worker.jobs:
            self._workers.remove(worker)
            self._retired = [old for old in self._retired if old.process.is_alive()] + [worker]
            worker.connection.close()  # at which it ends by itself

    def _bury(self, worker: _Worker) -> None:
        """Give the jobs of a dead worker to others; the first one is what it died of."""
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join()
        died = WorkerDiedError(f"the worker process ended with code {worker.process.exitcode}")
        if not worker.is_ready:
            raise died
        if not worker.jobs:
            return
        suspect = worker.jobs.popleft()
        self._waiting.extendleft(reversed(worker.jobs))
        if len(suspect.items) == 1 and suspect.deaths:
            suspect.batch.outcomes[suspect.first] = Raised(died)
            return
        # Its own death may have had another cause, so a single item gets a second chance.
        alone = [
            _job(suspect.batch, suspect.first + i, [item], deaths=1)
            for i, item in enumerate(suspect.items)
        ]
        self._waiting.extendleft(reversed(alone))

    def _end(self) -> None:
        workers = self._workers + self._retired
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.connection.close()


def _job(batch: _Batch, first: int, items: Sequence[Any], deaths: int = 0) -> _Job:
    return _Job(batch, first, items, pickle.dumps(items), deaths)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process is started, which inherits this and never hears it.

    Otherwise it would print a traceback if it came while Python itself was starting.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # its own start would let the signal through
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
