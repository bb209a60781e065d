"""The log of a run as JSON Lines: what was begun, what became of each file, how it ended."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from lavrov_corpus import __version__
from lavrov_corpus.document import Failure
from lavrov_corpus.errors import CorpusError


class RunLog:
    """Writes one event a line: `time` (UTC, ISO 8601), `event`, and what belongs to it.

    Without a stream it writes nothing. A line that cannot be written, on a full disk, is
    lost without ending the run whose database may be on another one.
    """

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream

    def event(self, event: str, **facts: Any) -> None:
        """Write a line and hand it to the system, so that it outlives this process."""
        if self._stream is None:
            return
        seconds = time.time()
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
        line = {"time": f"{stamp}.{int(seconds % 1 * 1000):03}Z", "event": event, **facts}
        try:
            self._stream.write(json.dumps(line, ensure_ascii=True) + "\n")
            self._stream.flush()
        except OSError:
            self._stream = None

    def file(self, source: str, outcome: str, result: object) -> None:
        """Write what became of a file, with the reason of a failure."""
        if isinstance(result, Failure):
            reason = {"stage": result.stage, "error": result.error, "hint": result.hint}
            self.event("file", source=source, outcome=outcome, **reason)
        else:
            self.event("file", source=source, outcome=outcome)


SILENT = RunLog()


@contextmanager
def run_log(path: Path | None, command: Mapping[str, Any]) -> Iterator[RunLog]:
    """Append the log of one run to a file; without a path, give the log that writes nothing.

    The first line has the version and the command, the last one how it ended: "end", or
    "interrupted" or "error" with what was raised. Raises CorpusError where the file cannot
    be opened.
    """
    if path is None:
        yield SILENT
        return
    try:
        stream = path.open("a", encoding="utf-8")
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be written: {error.strerror}", "name another file: --log-file"
        ) from error
    with stream:
        log = RunLog(stream)
        log.event("start", version=__version__, **command)
        try:
            yield log
        except KeyboardInterrupt:
            log.event("interrupted")
            raise
        except Exception as error:
            hint = error.hint if isinstance(error, CorpusError) else ""
            log.event("error", error=str(error), kind=type(error).__name__, hint=hint)
            raise
