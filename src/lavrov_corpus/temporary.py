"""Names for files that are renamed when they are whole, and the end of those that never were."""

from __future__ import annotations

import os
import platform
import re
import zlib
from pathlib import Path


def temporary_beside(target: Path, ending: str) -> Path:
    """Return the name under which this process writes a file before it takes its place.

    Removes what processes of this machine that were killed have left of the same file.
    """
    machine = f"{zlib.crc32(platform.node().encode()):08x}"
    left_behind = re.compile(
        rf"\.{re.escape(target.name)}\.{machine}-(\d+)\.{re.escape(ending)}(-journal)?"
    )
    for path in target.parent.iterdir() if os.name == "posix" else ():
        found = left_behind.fullmatch(path.name)
        if found and not _is_alive(int(found[1])):
            path.unlink(missing_ok=True)
    return target.with_name(f".{target.name}.{machine}-{os.getpid()}.{ending}")


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
