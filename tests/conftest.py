"""What all tests share: golden files, which `pytest --update` writes anew."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on what else the machine does. The same examples each time,
# so that a change is to blame for what fails; `python -m benchmarks.fuzz` looks for others.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of a name, as bytes."""

    def compare(name: str, actual: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode("utf-8"))
        assert actual == path.read_bytes().decode("utf-8"), f"differs from {path}"

    return compare


@pytest.fixture(autouse=True, scope="session")
def ctrl_c_is_heard() -> None:
    """Undo what a shell does to the programs that it starts in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
