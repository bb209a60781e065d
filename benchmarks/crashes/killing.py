"""Running a command, killing it at a random moment, and running it again to its end."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.crashes.scenarios import Scenario

ROOT = Path(__file__).parents[2]
# Seconds between two looks at a process; the kernel counts its time in hundredths.
_PAUSE = 0.003


@dataclass(frozen=True)
class Measured:
    """How an undisturbed run went; `seconds` of processor time of all its processes."""

    outcome: str
    seconds: float


@dataclass(frozen=True)
class Trial:
    """How a disturbed run went: when it was killed each time, and whether it was in time."""

    killed_at: tuple[float, ...]
    was_killed: int
    outcome: str


def undisturbed(scenario: Scenario, folder: Path) -> Measured:
    """Run a scenario in a fresh folder."""
    _fresh(scenario, folder)
    before = _spent_by_children()
    _finish(scenario, folder)
    seconds = _spent_by_children() - before
    return Measured(scenario.outcome(folder), seconds)


def disturbed(scenario: Scenario, folder: Path, seconds: float, chance: random.Random) -> Trial:
    """Kill a scenario one to three times within so many seconds of its beginning, then run it.

    The seconds are of processor time, so that other work beside it moves no moment.
    """
    _fresh(scenario, folder)
    moments = tuple(chance.uniform(0, seconds) for _ in range(chance.randint(1, 3)))
    killed = sum(_killed(scenario, folder, moment) for moment in moments)
    _finish(scenario, folder)
    return Trial(moments, killed, scenario.outcome(folder))


def _fresh(scenario: Scenario, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    scenario.prepare(folder)


def _finish(scenario: Scenario, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, *scenario.arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"{scenario.name}: code {done.returncode}: {done.stderr}")


def _killed(scenario: Scenario, folder: Path, moment: float) -> bool:
    """Kill the command and all its workers at a moment; tell whether it was still at work."""
    with subprocess.Popen(
        [sys.executable, *scenario.arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            if _spent(watched) >= moment:
                os.killpg(process.pid, signal.SIGKILL)
                return True
            time.sleep(_PAUSE)
    return False


def _spent(process: psutil.Process) -> float:
    """Return the processor time of a process and of the processes that it started."""
    seconds = 0.0
    with contextlib.suppress(psutil.NoSuchProcess):
        for each in (process, *process.children(recursive=True)):
            seconds += sum(each.cpu_times()[:2])
    return seconds


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def environment() -> dict[str, str]:
    """Return the environment in which a command of this tree runs from any folder."""
    paths = [str(ROOT), str(ROOT / "src"), *filter(None, sys.path)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
