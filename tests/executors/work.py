"""What the workers of the tests do; a module of its own, so that they can import it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lavrov_corpus.errors import ModelError

Numbers = Callable[[Sequence[int]], list[int]]

_state = {"initialized": 0}


class StubbornError(Exception):
    """An error that can be pickled, but not unpickled."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def count_up() -> None:
    _state["initialized"] += 1


def fail_to_begin() -> None:
    raise ModelError("There is no model.", "corpus models download")


def begin_slowly(folder: str) -> None:
    (Path(folder) / "begun").touch()
    time.sleep(30)
    (Path(folder) / "ended").touch()


def die_at_once() -> None:
    os._exit(7)


def initialized(items: Sequence[int]) -> list[int]:
    return [_state["initialized"] for _ in items]


def square(items: Sequence[int]) -> list[int]:
    return [item * item for item in items]


def squares_of_even(items: Sequence[int]) -> list[int]:
    if any(item % 2 for item in items):
        raise ValueError(f"odd: {list(items)}")
    return square(items)


def raise_stubborn(items: Sequence[int]) -> list[int]:
    raise StubbornError("one", str(items[0]))


def too_few(items: Sequence[int]) -> list[int]:
    return list(items[1:])


def die_of_13(items: Sequence[int]) -> list[int]:
    """Kill the worker as the kernel does when memory is short; slow, so that others wait."""
    time.sleep(0.01)
    if 13 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(items)


def die_once(items: Sequence[str]) -> list[str]:
    """Kill the worker the first time that an item is seen; the item is a path to mark."""
    for item in items:
        mark = Path(item)
        if not mark.exists():
            mark.touch()
            os._exit(1)
    return list(items)


def held_once(items: Sequence[str]) -> list[str]:
    """Sleep over an item that is a path the first time it is seen; leave the process there."""
    for item in items:
        mark = Path(item)
        if mark.is_absolute() and not mark.exists():
            mark.write_text(str(os.getpid()))
            time.sleep(120)
    return list(items)


def process_id(items: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in items]


def long_answer(items: Sequence[str]) -> list[str]:
    return [item * 2 for item in items]


def sleep_long(items: Sequence[str]) -> list[int]:
    """Leave a mark named by the process in the folder of each item, and sleep."""
    for item in items:
        (Path(item) / str(os.getpid())).touch()
    time.sleep(60)
    return [0 for _ in items]


def main() -> None:
    """Run two sleeping workers as a program does, until a signal comes."""
    from lavrov_corpus.executors import run_batches

    folder = sys.argv[1]
    try:
        for _ in run_batches(sleep_long, [[folder]] * 4, workers=2):
            pass
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
