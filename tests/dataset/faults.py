"""What the tests do to a dataset from another process, on a disk that has no room."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lavrov_corpus.dataset import Dataset, write_part
from lavrov_corpus.errors import CorpusError
from tests.store.faults import numbered


def fill(folder: Path) -> None:
    """Write parts on a small disk until it is full; tell what is left afterwards."""
    url = str(folder / "to")
    names = [f"{number:032x}" for number in range(1000)]
    for written, name in enumerate(names):
        try:
            write_part(url, name, [list(numbered(20))])
        except CorpusError as error:
            dataset = Dataset(url)
            facts = {
                "message": error.message,
                "written": written,
                "finished": sum(dataset.finished(other) is not None for other in names),
                "left": [path.name for path in folder.rglob("*") if path.name.startswith(".")],
            }
            sys.stdout.write(json.dumps(facts) + "\n")
            return


if __name__ == "__main__":
    {"fill": fill}[sys.argv[1]](Path(sys.argv[2]))
