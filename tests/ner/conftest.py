"""Models for the tests of this folder, trained once a session."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of real stanza models, trained in seconds on sentences made for it."""
    folder = tmp_path_factory.mktemp("stanza") / "models"
    program = Path(__file__).with_name("tiny_stanza.py")
    done = subprocess.run(
        [sys.executable, program, folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder
