"""The same batches on a Dask cluster: a real scheduler, real workers, some of them killed."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path

import pytest

from lavrov_corpus.annotate import Settings
from lavrov_corpus.console import progress
from lavrov_corpus.errors import CorpusError, ModelError
from lavrov_corpus.executors import run_batches
from lavrov_corpus.ingest import Options, Reporter, ingest_files
from lavrov_corpus.ingest_dataset import ingest_to_dataset
from lavrov_corpus.store import Store
from tests.executors import work
from tests.executors.clusters import running_cluster
from tests.invariants import TEXT

pytest.importorskip("distributed", reason="needs the extra: pip install 'lavrov-corpus[cluster]'")

BATCHES = [[1, 2, 3], [4], [], [5, 6], [7], [8], [9], [10], [11], [12], [13, 14], [15]]


def describe(item: int, error: Exception) -> str:
    return f"{item}: {type(error).__name__}: {error}"


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with running_cluster() as address:
        yield address


@pytest.mark.parametrize("function", [work.squares_of_even, work.too_few])
def test_a_cluster_gives_what_one_process_gives(function: work.Numbers, scheduler: str) -> None:
    serial = list(run_batches(function, BATCHES, on_error=describe))
    assert list(run_batches(function, BATCHES, scheduler=scheduler, on_error=describe)) == serial


def test_workers_begin_once(scheduler: str) -> None:
    batches = [[i] for i in range(30)]
    counts = run_batches(work.initialized, batches, scheduler=scheduler, initializer=work.count_up)
    assert list(counts) == [[1]] * 30


def test_the_error_of_the_initializer_keeps_its_hint(scheduler: str) -> None:
    done = run_batches(
        work.square, [[1]], scheduler=scheduler, initializer=work.fail_to_begin, on_error=describe
    )
    with pytest.raises(ModelError) as caught:
        next(done)
    assert caught.value.hint == "corpus models download"
    assert list(run_batches(work.square, [[3]], scheduler=scheduler)) == [[9]]


def test_an_error_that_cannot_travel_is_told(scheduler: str) -> None:
    done = run_batches(work.raise_stubborn, [[5]], scheduler=scheduler, on_error=describe)
    assert list(done) == [["5: RuntimeError: StubbornError: one 5"]]


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    scheduler: str, tmp_path: Path
) -> None:
    mark = tmp_path / "held"
    batches = [[str(mark), "second"], *([f"item {number}"] for number in range(40))]
    with ThreadPoolExecutor(1) as killer:
        killed = killer.submit(kill_holder, mark)
        results = list(run_batches(work.held_once, batches, scheduler=scheduler))
    assert killed.result() > 0
    assert results == batches


def kill_holder(mark: Path) -> int:
    """Kill the process that holds an item back, once it does; return its number."""
    deadline = time.monotonic() + 60
    while not mark.exists() or not mark.read_text():
        assert time.monotonic() < deadline, "no worker began"
        time.sleep(0.01)
    holder = int(mark.read_text())
    os.kill(holder, signal.SIGKILL)
    return holder


def test_a_poisonous_item_takes_nothing_with_it(scheduler: str) -> None:
    batches = [list(range(first, first + 4)) for first in range(0, 40, 4)]
    done = list(run_batches(work.die_of_13, batches, scheduler=scheduler, on_error=describe))
    died = "13: WorkerDiedError: 1 workers ended over it"
    assert done == [[died if i == 13 else i * i for i in batch] for batch in batches]


def test_no_more_batches_are_taken_than_the_look_ahead(scheduler: str) -> None:
    taken = []

    def numbers() -> Iterator[list[int]]:
        for number in range(100):
            taken.append(number)
            yield [number]

    with closing(run_batches(work.square, numbers(), scheduler=scheduler)) as done:
        assert next(done) == [0]
        assert len(taken) <= 9


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from lavrov_corpus.executors import cluster

    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{reserved.getsockname()[1]}"
        with pytest.raises(CorpusError, match=f"no scheduler answers at {address}") as caught:
            list(run_batches(work.square, [[1]], scheduler=address))
    assert "dask scheduler" in caught.value.hint


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from lavrov_corpus.executors import cluster

    monkeypatch.setattr(cluster, "WITHOUT_WORKERS_SECONDS", 0.3)
    with (
        running_cluster(workers=0) as address,
        pytest.raises(CorpusError, match=f"the scheduler {address} has no workers"),
    ):
        list(run_batches(work.square, [[1]], scheduler=address))


def test_a_corpus_is_the_same_from_a_cluster(scheduler: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra: pip install 'lavrov-corpus[cluster]'")
    news, settings = tmp_path / "news", Settings()
    news.mkdir()
    for number in range(70):
        # One word that no file of ours has: it is worked out once and kept.
        text = f"{number}. haber.\n\nZırtıllıktaki gülümbültüler dindi. {TEXT}"
        (news / f"{number:02}.txt").write_text(text, encoding="utf-8")
    exports, datasets = [], []
    for name, options in {
        "alone": Options(),
        "workers": Options(workers=2),
        "cluster": Options(scheduler=scheduler),
        "cluster again": Options(scheduler=scheduler),
    }.items():
        database, folder = tmp_path / f"{name}.db", tmp_path / name
        summary = ingest_files([str(news)], database, settings, options, quiet)
        assert (summary.new, summary.failed) == (70, 0)
        with Store.open(database, read_only=True) as store:
            exports.append((list(store.articles()), list(store.rows("entity"))))
        ingest_to_dataset([str(news)], str(folder), settings, options, quiet)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        datasets.append([(path.relative_to(folder), path.read_bytes()) for path in files])
    assert all(export == exports[0] for export in exports)
    assert len(exports[0][0]) == 70
    assert all(dataset == datasets[0] for dataset in datasets)
    assert len(datasets[0]) == 3


def test_ctrl_c_does_not_wait_for_workers_that_load_their_models(
    scheduler: str, tmp_path: Path
) -> None:
    def interrupt() -> None:
        deadline = time.monotonic() + 60
        while not (tmp_path / "begun").exists():
            assert time.monotonic() < deadline, "no worker began"
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    loading = partial(work.begin_slowly, str(tmp_path))
    done = run_batches(work.square, [[1]], scheduler=scheduler, initializer=loading)
    with ThreadPoolExecutor(1) as other:
        interrupted = other.submit(interrupt)
        with pytest.raises(KeyboardInterrupt):
            next(done)
    interrupted.result()
    assert not (tmp_path / "ended").exists()


def quiet(total: int) -> AbstractContextManager[Reporter]:
    return progress(total, quiet=True)
