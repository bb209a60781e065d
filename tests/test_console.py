"""What a run says of its progress, with a clock that the tests move."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from lavrov_corpus import console


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_rate_and_time_left_are_those_of_the_work_that_was_done() -> None:
    clock = Clock()
    pace = console.Pace(1000, clock)
    assert str(pace) == ""
    pace.done, pace.skipped = 600, 600
    assert str(pace) == ""
    clock.seconds += 4
    pace.done = 640
    assert str(pace) == "10.0 files/s, 0:00:36 left"


def test_a_plain_line_comes_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = console.PlainLines(console.Pace(10_000, clock))
    lines.skip(1000)
    for _ in range(30):
        clock.seconds += 1
        lines.advance(2)
    lines.advance(8940)
    assert capsys.readouterr().err.splitlines() == [
        "1020 of 10000 files, 2.0 files/s, 1:14:50 left",
        "1040 of 10000 files, 2.0 files/s, 1:14:40 left",
        "1060 of 10000 files, 2.0 files/s, 1:14:30 left",
    ]


def test_the_bar_shows_rate_and_time_left_from_the_first_batch_on() -> None:
    clock = Clock()
    screen = Console(file=io.StringIO(), force_terminal=True, width=100)
    with Progress(*console.COLUMNS, console=screen) as progress:
        bar = console.Bar(progress, console.Pace(100, clock))
        clock.seconds += 2
        bar.skip(60)
        bar.advance(10)
        (task,) = progress.tasks
        assert (task.completed, task.fields["pace"]) == (70, "5.0 files/s, 0:00:06 left")
