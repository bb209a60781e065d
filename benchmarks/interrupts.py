"""How soon Ctrl-C ends each command: `CORPUS_DATA=... python -m benchmarks.interrupts`.

    python -m benchmarks.interrupts [--times 10] [--articles 300] [--only ingest]

Each command is interrupted at random moments of its run (of its first `--within` seconds, where
that is given), as a terminal does it: the whole group of processes hears it. Told is the time
from the signal to the end of the last process: by the clock, which a busy machine makes longer,
and of the processor. Afterwards the database must be sound, the exit code 130 and standard
error without a traceback; else the program exits with 1, and also where an end took longer than
`--most` seconds by the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.crashes.killing import environment
from benchmarks.growth import made_jobs
from lavrov_corpus.store import Store

SCHEDULER = "tcp://127.0.0.1:18786"

#: What is interrupted; `{}` is the scheduler. Those that begin with "ingest" begin with nothing.
COMMANDS = (
    "ingest news --effort fast",
    "ingest news",
    "ingest news --effort best",
    "ingest news --workers 2",
    "ingest news --effort fast --workers 2",
    "ingest news --to dataset",
    "ingest news --to dataset --workers 2",
    "ingest news --scheduler {}",
    "annotate news --workers 2",
    "clean news",
    "export -o out.jsonl",
    "export --format tei -o out.xml",
    "export --format parquet -o out.parquet",
    "export --format conllu",
    "search ve",
    "concordance ve",
    "frequency",
    "collocations ve",
    "keyness --target source~0 --reference source~1",
    "cooccurrence",
    "entities",
    "quotes",
    "duplicates",
    "report -o out.html",
    "doctor",
)
NEEDS_A_CLUSTER = "{}"


@dataclass(frozen=True)
class End:
    """How a command ended: after so many seconds since the signal, and with what."""

    at: float
    seconds: float
    processor: float
    code: int
    stderr: str
    problems: tuple[str, ...]

    @property
    def is_wrong(self) -> bool:
        """Tell whether it ended in another way than it should."""
        return self.code != 130 or "Traceback" in self.stderr or bool(self.problems)


def interrupted(command: list[str], folder: Path, moment: float) -> End | None:
    """Run a command and interrupt it at a moment; None where it had ended before."""
    with subprocess.Popen(
        [sys.executable, "-m", "lavrov_corpus", *command],
        cwd=folder,
        env=environment() | {"CORPUS_DB": "corpus.db"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            pass
        else:
            return None
        worked = processor_time(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        sent = time.monotonic()
        assert process.stderr is not None
        stderr = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        while is_alive(process.pid):  # its workers
            time.sleep(0.01)
        seconds = time.monotonic() - sent
        process.returncode = os.waitstatus_to_exitcode(status)
    processor = used.ru_utime + used.ru_stime - worked
    return End(moment, seconds, processor, process.returncode, stderr, tuple(problems(folder)))


def processor_time(process: int) -> float:
    """Return the seconds that a process and those that it waited for have worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def problems(folder: Path) -> Iterator[str]:
    """Yield what is wrong with what the command left behind."""
    if (folder / "corpus.db").exists():
        with Store.open(folder / "corpus.db", create=True) as store:
            yield from store.check()
    yield from (f"{path} is left" for path in folder.rglob(".*.part"))


def measure(command: str, folder: Path, options: argparse.Namespace) -> int:
    """Interrupt a command so many times; print the ends; return how many were wrong or late."""
    chance = random.Random(f"{options.seed} {command}")
    arguments = command.replace(NEEDS_A_CLUSTER, SCHEDULER).split()
    usual: float = options.within
    if not usual:
        prepare(folder, stored=arguments[0] != "ingest")
        started = time.monotonic()
        run(arguments, folder)
        usual = time.monotonic() - started
    ends: list[End] = []
    for _ in range(options.times):
        prepare(folder, stored=arguments[0] != "ingest")
        if end := interrupted(arguments, folder, chance.uniform(0.3, 1) * usual):
            ends.append(end)
    wrong = [end for end in ends if end.is_wrong or end.seconds > options.most]
    for end in wrong:
        print(
            f"  at {end.at:.2f} s: ended {end.seconds:.2f} s later, after"
            f" {end.processor:.2f} s of work, with {end.code}"
            f" {end.stderr[-300:]} {end.problems}"
        )
    slowest = max((end.seconds for end in ends), default=0)
    most_work = max((end.processor for end in ends), default=0)
    print(
        f"{command:45} within {usual:6.2f} s{len(ends):>4} ends, slowest {slowest:.2f} s by"
        f" the clock, {most_work:.2f} s of work",
        flush=True,
    )
    return len(wrong)


def prepare(folder: Path, *, stored: bool) -> None:
    """Remove what a command left behind; with `stored`, put the database back."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"corpus.db{ending}").unlink(missing_ok=True)
    shutil.rmtree(folder / "dataset", ignore_errors=True)
    if stored:
        shutil.copy(folder / "stored.db", folder / "corpus.db")


def run(arguments: list[str], folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "lavrov_corpus", *arguments],
        cwd=folder,
        env=environment() | {"CORPUS_DB": "corpus.db"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def cluster(folder: Path) -> Iterator[None]:
    """Run a scheduler and a worker, in a group of processes of their own."""
    port = SCHEDULER.rpartition(":")[2]
    arguments = (
        ["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"],
        ["worker", SCHEDULER, "--nthreads", "1", "--no-dashboard"],
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *each],
            cwd=folder,
            env=environment() | {"CORPUS_DB": "corpus.db"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for each in arguments
    ]
    try:
        yield
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="interruptions of each command")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="commands that have this in them")
    parser.add_argument("--within", type=float, default=0, help="seconds, not the whole run")
    parser.add_argument("--most", type=float, default=1.0, help="seconds that an end may take")
    options = parser.parse_args()
    chosen = [command for command in COMMANDS if options.only in command]
    # A shell lets what it starts in the background ignore Ctrl-C, and its children inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for job in islice(made_jobs(options.seed), options.articles):
            path = folder / "news" / job.source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(job.data)
        run(["ingest", "news", "--effort", "fast", "--db", "stored.db"], folder)
        for command in chosen:
            with cluster(folder) if NEEDS_A_CLUSTER in command else nullcontext():
                wrong += measure(command, folder, options)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
