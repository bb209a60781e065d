"""A Dask cluster for the tests: a real scheduler and two real worker processes."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: One lost worker is enough to give a batch up, so that a poisonous one costs a test seconds.
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.profile.enabled": False,
}


@contextmanager
def running_cluster(workers: int = 2) -> Iterator[str]:
    """Give the address of a scheduler whose workers are started again when they die."""
    import dask
    from distributed import LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # of workers that are killed
    paths = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=":0",
            memory_limit=None,
            env={"PYTHONPATH": paths},
        ) as cluster,
    ):
        yield cluster.scheduler_address
