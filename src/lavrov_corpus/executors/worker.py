"""What runs in a worker process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait

from lavrov_corpus.executors.outcomes import Function, Raised, outcomes_of, portable


def serve(
    function: Function,
    initializer: Callable[[], None] | None,
    connection: Connection,
) -> None:
    """Answer each batch with its outcomes, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        if initializer:
            initializer()
    except Exception as error:  # noqa: BLE001 - it is raised again in the parent
        connection.send(Raised(portable(error)))
        return
    connection.send(None)
    while True:
        try:
            items = connection.recv()
        except EOFError:
            return
        outcomes = outcomes_of(function, items)
        connection.send(
            [Raised(portable(o.error)) if isinstance(o, Raised) else o for o in outcomes]
        )


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
