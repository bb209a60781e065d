"""Small disks of their own for the tests that fill one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

# A user namespace may mount a small disk of its own, whoever runs the tests.
NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    trial = [*NAMESPACE, "mount", "-t", "tmpfs", "none", "/tmp"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


needs_mount = pytest.mark.skipif(not can_mount(), reason="may not mount a disk to fill")


def on_a_disk(module: str, fault: str, folder: Path, size: str) -> list[dict[str, Any]]:
    """Return what a fault of a module tells of a new disk of a size, mounted on `folder`."""
    script = f'mount -t tmpfs -o size={size} none "$1" && exec "$2" -m {module} {fault} "$1"'
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", script, "sh", str(folder), sys.executable],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]
