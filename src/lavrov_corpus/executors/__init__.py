"""Batches of work, done in turn, by worker processes or by a cluster, with equal results."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.executors.outcomes import Done, Function, Raised, WorkerDiedError, outcomes_of
from lavrov_corpus.executors.processes import Pool
from lavrov_corpus.executors.worker import serve

if TYPE_CHECKING:
    from lavrov_corpus.executors.cluster import Cluster

__all__ = ["BATCHES_PER_WORKER", "WorkerDiedError", "run_batches"]

Item = TypeVar("Item")
Result = TypeVar("Result")

#: After so many batches a worker makes place for a new one, so that no leak can grow.
BATCHES_PER_WORKER = 500


def run_batches(  # noqa: PLR0913 - each is one choice of how to run
    function: Callable[[Sequence[Item]], Sequence[Result]],
    batches: Iterable[Sequence[Item]],
    *,
    workers: int = 1,
    scheduler: str = "",
    initializer: Callable[[], None] | None = None,
    on_error: Callable[[Item, Exception], Result] | None = None,
    batches_per_worker: int = BATCHES_PER_WORKER,
) -> Generator[list[Result], None, None]:
    """Yield `function(batch)`, one result an item, for each batch in the order of the batches.

    With `workers` above 1 that many processes share the batches; with the address of a
    `scheduler` the workers of its Dask cluster do. All that goes to them and comes back must
    be picklable. `initializer` runs first in each process, or once in this.

    A batch that raises, or whose worker dies, is done again item by item. An item that
    does so alone gives `on_error(item, error)`, called in this process, where `error` is
    what was raised, or WorkerDiedError. Without `on_error`, and for what the initializer
    raises, the error is raised here. Closing the iterator ends the workers at once; those
    of a cluster go on with others' work. Raises CorpusError for a cluster that is not there.
    """
    if scheduler:
        done = _cluster(function, initializer, scheduler).run(batches)
    elif workers > 1:
        pool = Pool(partial(serve, function, initializer), workers, batches_per_worker)
        done = pool.run(batches)
    else:
        done = _run_serially(function, batches, initializer)
    try:
        for items, outcomes in done:
            yield [
                _settled(item, outcome, on_error)
                for item, outcome in zip(items, outcomes, strict=True)
            ]
    finally:
        done.close()


def _cluster(function: Function, initializer: Callable[[], None] | None, scheduler: str) -> Cluster:
    try:
        from lavrov_corpus.executors.cluster import Cluster  # noqa: PLC0415 - an extra, and slow
    except ModuleNotFoundError as error:
        raise CorpusError(
            f"a cluster needs {error.name}, which is not installed",
            "pip install 'lavrov-corpus[cluster]'",
        ) from error
    return Cluster(function, initializer, scheduler)


def _run_serially(
    function: Function,
    batches: Iterable[Sequence[Any]],
    initializer: Callable[[], None] | None,
) -> Done:
    if initializer:
        initializer()
    for items in batches:
        yield items, outcomes_of(function, items)


def _settled(
    item: Item, outcome: Any, on_error: Callable[[Item, Exception], Result] | None
) -> Result:
    if not isinstance(outcome, Raised):
        result: Result = outcome
        return result
    if on_error is None:
        raise outcome.error
    return on_error(item, outcome.error)
