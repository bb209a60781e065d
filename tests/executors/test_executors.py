from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.errors import ModelError
from lavrov_corpus.executors import WorkerDiedError, run_batches
from tests.executors import work

BATCHES = [[1, 2, 3], [4], [], [5, 6], [7], [8], [9], [10], [11], [12], [13, 14], [15]]
ROOT = Path(__file__).parents[2]


def describe(item: int, error: Exception) -> str:
    return f"{item}: {type(error).__name__}: {error}"


@settings(deadline=None)
@given(st.lists(st.lists(st.integers())))
def test_serial_results_are_those_of_the_function(batches: list[list[int]]) -> None:
    assert list(run_batches(work.square, batches)) == [work.square(batch) for batch in batches]


@pytest.mark.parametrize("function", [work.square, work.squares_of_even, work.too_few])
def test_processes_give_what_one_process_gives(function: work.Numbers) -> None:
    serial = list(run_batches(function, BATCHES, on_error=describe))
    parallel = list(run_batches(function, BATCHES, workers=3, on_error=describe))
    assert parallel == serial
    assert len(serial) == len(BATCHES)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_that_raises_is_done_again_item_by_item(workers: int) -> None:
    done = run_batches(work.squares_of_even, [[1, 2, 4], [6]], workers=workers, on_error=describe)
    assert list(done) == [["1: ValueError: odd: [1]", 4, 16], [36]]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_that_nobody_takes_is_raised(workers: int) -> None:
    done = run_batches(work.squares_of_even, [[2], [3]], workers=workers)
    assert next(done) == [4]
    with pytest.raises(ValueError, match=r"odd: \[3\]"):
        next(done)


def test_an_error_that_cannot_travel_is_told() -> None:
    done = run_batches(work.raise_stubborn, [[5]], workers=2, on_error=describe)
    assert list(done) == [["5: RuntimeError: StubbornError: one 5"]]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_error_of_the_initializer_keeps_its_hint(workers: int) -> None:
    done = run_batches(
        work.square, [[1]], workers=workers, initializer=work.fail_to_begin, on_error=describe
    )
    with pytest.raises(ModelError) as caught:
        next(done)
    assert caught.value.hint == "corpus models download"


def test_a_worker_that_cannot_begin_is_not_started_for_ever() -> None:
    with pytest.raises(WorkerDiedError, match="code 7"):
        list(run_batches(work.square, BATCHES, workers=2, initializer=work.die_at_once))


def test_a_poisonous_item_takes_nothing_with_it() -> None:
    batches = [list(range(first, first + 4)) for first in range(0, 40, 4)]
    done = list(run_batches(work.die_of_13, batches, workers=2, on_error=describe))
    died = "13: WorkerDiedError: the worker process ended with code -9"
    assert done == [[died if i == 13 else i * i for i in batch] for batch in batches]


def test_an_item_whose_worker_was_killed_by_chance_gets_another_chance(tmp_path: Path) -> None:
    batches = [[str(tmp_path / "a")], [str(tmp_path / "b")], [str(tmp_path / "c")]]
    assert list(run_batches(work.die_once, batches, workers=2)) == batches


def test_workers_begin_once_and_are_replaced() -> None:
    batches = [[i] for i in range(9)]
    counts = run_batches(work.initialized, batches, workers=2, initializer=work.count_up)
    assert list(counts) == [[1]] * 9
    processes = run_batches(work.process_id, batches, workers=2, batches_per_worker=2)
    seen = [process for (process,) in processes]
    assert max(seen.count(process) for process in seen) <= 2
    assert os.getpid() not in seen


def test_long_messages_both_ways_do_not_block() -> None:
    batches = [[letter * 500_000] for letter in "abcdefghij"]
    assert list(run_batches(work.long_answer, batches, workers=2)) == [
        [item * 2 for item in batch] for batch in batches
    ]


def test_no_more_batches_are_taken_than_the_look_ahead() -> None:
    taken = []

    def numbers() -> Iterator[list[int]]:
        for number in range(100):
            taken.append(number)
            yield [number]

    with closing(run_batches(work.square, numbers(), workers=2)) as done:
        assert next(done) == [0]
        assert len(taken) <= 9


def test_closing_ends_the_workers_at_once(tmp_path: Path) -> None:
    def batches() -> Iterator[Sequence[str]]:
        yield [str(tmp_path)]
        yield [str(tmp_path)]
        wait_for_marks(tmp_path, 2)
        raise KeyboardInterrupt  # as it comes while the next file is looked for

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(run_batches(work.sleep_long, batches(), workers=2))
    assert time.monotonic() - started < 30  # of 60 that each one sleeps
    assert not alive(tmp_path)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
@pytest.mark.parametrize(
    ("signal_number", "whole_group", "code"),
    [(signal.SIGINT, True, 130), (signal.SIGTERM, False, -15), (signal.SIGKILL, False, -9)],
    ids=["Ctrl-C", "terminated", "killed"],
)
def test_workers_end_quietly_with_their_program(
    signal_number: int, whole_group: bool, code: int, tmp_path: Path
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.executors.work", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for_marks(tmp_path, 2)
    send = os.killpg if whole_group else os.kill
    send(program.pid, signal_number)
    _, complaints = program.communicate(timeout=20)
    assert (program.returncode, complaints) == (code, b"")
    deadline = time.monotonic() + 20
    while alive(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not alive(tmp_path)


def wait_for_marks(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 30
    while len(list(folder.iterdir())) < count:
        assert time.monotonic() < deadline, "the workers did not begin"
        time.sleep(0.01)


def alive(folder: Path) -> list[int]:
    found = []
    for mark in folder.iterdir():
        try:
            os.kill(int(mark.name), 0)
        except ProcessLookupError:
            continue
        state = Path(f"/proc/{mark.name}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z":
            found.append(int(mark.name))
    return found
