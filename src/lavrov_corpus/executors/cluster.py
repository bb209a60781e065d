"""Batches done by the workers of a Dask cluster that is there already.

The scheduler does a batch again whose worker was lost, on another one, until it has cost
`distributed.scheduler.allowed-failures` workers (3 by default) their lives. What goes over
the wire is pickled: a cluster is as trusted as the programs that may reach its scheduler.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import pickle
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import distributed
from distributed.scheduler import KilledWorker

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.executors.outcomes import (
    Done,
    Function,
    Raised,
    WorkerDiedError,
    outcomes_of,
    portable,
)

#: How many batches for each thread of the cluster may be begun before the oldest comes back.
LOOK_AHEAD = 2
#: How long the scheduler may take to answer, and a cluster may stay without any worker.
CONNECT_SECONDS = 10.0
WITHOUT_WORKERS_SECONDS = 300.0
_LOOK_EVERY_SECONDS = 2.0
_GOODBYE_SECONDS = 0.4

_AGAIN = "run the same command again: what was finished is kept"
# Tools hold caches that are not made for threads, and a worker may have several.
_one_at_a_time = threading.Lock()


class _Prepare(distributed.WorkerPlugin):
    """Runs the initializer once in each worker, also in one that comes later."""

    def __init__(self, initializer: Callable[[], None], name: str) -> None:
        self.initializer = initializer
        self.name = name

    def setup(self, worker: distributed.Worker) -> None:  # noqa: ARG002 - dask's signature
        with _one_at_a_time:
            try:
                self.initializer()
            except Exception as error:  # noqa: BLE001 - it is raised again by the client
                raise portable(error) from None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Items that go to a worker together, and the promise of their outcomes."""

    items: Sequence[Any]
    future: distributed.Future[list[Any]]
    deaths: int = 0


class Cluster:
    """The batches that the workers of a scheduler have at hand."""

    def __init__(
        self, function: Function, initializer: Callable[[], None] | None, address: str
    ) -> None:
        self._function = function
        self._initializer = initializer
        self._address = address

    def run(self, batches: Iterable[Sequence[Any]]) -> Done:
        """Yield each batch with its outcomes, in order; give up what is begun when closed.

        Raises CorpusError where the scheduler does not answer or no worker is left, and
        what the initializer raised in a worker.
        """
        source = iter(batches)
        begun: deque[_Piece] = deque()
        with self._connected() as client, self._prepared(client):
            while True:
                room = LOOK_AHEAD * max(1, sum(client.nthreads().values())) - len(begun)
                for _, items in zip(range(room), source, strict=False):
                    begun.append(self._submit(client, items))
                if not begun:
                    return
                piece = begun.popleft()
                yield piece.items, self._outcomes(client, piece)

    @contextmanager
    def _connected(self) -> Iterator[distributed.Client]:
        # What it has to say of lost connections comes out as a CorpusError.
        for name in ("distributed", "distributed.client", "distributed.core"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            client = distributed.Client(
                self._address, timeout=CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise CorpusError(
                f"no scheduler answers at {self._address}: {error}",
                f"check the address, or start one: dask scheduler; dask worker {self._address}",
            ) from error
        try:
            yield client
        except (OSError, asyncio.CancelledError, distributed.client.FuturesCancelledError) as error:
            raise CorpusError(f"the scheduler {self._address} was lost", _AGAIN) from error
        finally:
            with suppress(OSError, TimeoutError, asyncio.CancelledError):
                client.close(timeout=_GOODBYE_SECONDS)

    @contextmanager
    def _prepared(self, client: distributed.Client) -> Iterator[None]:
        self._require_workers(client)
        if self._initializer is None:
            yield
            return
        digest = hashlib.sha256(pickle.dumps(self._initializer)).hexdigest()
        plugin = _Prepare(self._initializer, f"lavrov-corpus-{digest[:16]}")
        try:
            client.register_plugin(plugin)
            yield
        finally:
            _dismiss(client, plugin.name)

    def _submit(self, client: distributed.Client, items: Sequence[Any], deaths: int = 0) -> _Piece:
        return _Piece(items, client.submit(_perform, self._function, items, pure=False), deaths)

    def _outcomes(self, client: distributed.Client, piece: _Piece) -> list[Any]:
        try:
            return self._result(client, piece.future)
        except KilledWorker as error:
            died = WorkerDiedError(f"{error.allowed_failures + 1} workers ended over it")
        if len(piece.items) == 1 and piece.deaths:
            return [Raised(died)]
        # The scheduler blames all that waited at a worker for its death, so each item gets a
        # second chance, and alone, one after the other, so that none is blamed for the next.
        return [
            outcome
            for item in piece.items
            for outcome in self._outcomes(client, self._submit(client, [item], deaths=1))
        ]

    def _result(
        self, client: distributed.Client, future: distributed.Future[list[Any]]
    ) -> list[Any]:
        while True:
            try:
                outcomes: list[Any] = future.result(timeout=_LOOK_EVERY_SECONDS)
            except TimeoutError:
                self._require_workers(client)
            else:
                return outcomes

    def _require_workers(self, client: distributed.Client) -> None:
        since = time.monotonic()
        while not client.nthreads():
            if time.monotonic() - since > WITHOUT_WORKERS_SECONDS:
                raise CorpusError(
                    f"the scheduler {self._address} has no workers",
                    f"start some, `dask worker {self._address}`, and {_AGAIN}",
                )
            time.sleep(_LOOK_EVERY_SECONDS / 10)


def _dismiss(client: distributed.Client, plugin: str) -> None:
    """Ask for the end of a plugin, and wait a moment for it.

    A worker answers when it has loaded its models, and Ctrl-C must not wait for that. Whoever
    ends may find the scheduler gone.
    """

    def ask() -> None:
        with suppress(Exception, asyncio.CancelledError):
            client.unregister_worker_plugin(plugin)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_GOODBYE_SECONDS)


def _perform(function: Function, items: Sequence[Any]) -> list[Any]:
    """Return the outcomes of a batch; runs in a worker."""
    with _one_at_a_time:
        outcomes = outcomes_of(function, items)
    return [Raised(portable(o.error)) if isinstance(o, Raised) else o for o in outcomes]
