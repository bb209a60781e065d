"""Nothing that lies in a file is ever run: no pickle, no eval, no array of objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "lavrov_corpus"
# Only what our own processes say to each other is pickled.
BETWEEN_PROCESSES = {"executors/outcomes.py", "executors/processes.py", "executors/cluster.py"}
BANNED = {
    "eval",
    "exec",
    "pickle.load",
    "pickle.loads",
    "yaml.load",
    "marshal.loads",
    "shelve.open",
}
NEEDED = {"np.load": ("allow_pickle", False), "torch.load": ("weights_only", True)}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(SOURCE).as_posix(), ast.unparse(node.func), node


def test_nothing_is_unpickled_or_run() -> None:
    found = [(file, name) for file, name, _ in calls() if name in BANNED]
    assert [entry for entry in found if entry[0] not in BETWEEN_PROCESSES] == []


def test_arrays_and_weights_are_read_as_plain_numbers() -> None:
    for file, name, call in calls():
        if name in NEEDED:
            key, value = NEEDED[name]
            given = {k.arg: ast.literal_eval(k.value) for k in call.keywords if k.arg == key}
            assert given == {key: value}, f"{file}: {name}"
