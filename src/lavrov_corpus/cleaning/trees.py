"""Gradient-boosted decision trees, as they are bundled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Node = tuple[int, float, int, int]

_LEAF = -1
# Log odds that the trees to come hardly ever turn.
_SURE = 3.0
# So many vectors are scored at once: what that needs stays small, however long the text is.
_BATCH = 4096


class Trees:
    """A sum of trees; a node is `(feature, threshold, left, right)` or `(-1, value, 0, 0)`."""

    def __init__(self, baseline: float, trees: Sequence[Sequence[Node]]) -> None:
        self.baseline = baseline
        self.trees = trees

    def scores(self, vectors: Sequence[Sequence[float]]) -> list[float]:
        """Return for each vector of features the log odds of the positive class.

        Where the first trees are sure, the log odds that they give.
        """
        batches = (vectors[i : i + _BATCH] for i in range(0, len(vectors), _BATCH))
        return [score for batch in batches for score in self._batch(batch)]

    def _batch(self, vectors: Sequence[Sequence[float]]) -> list[float]:
        import numpy as np  # noqa: PLC0415  # only texts in lines need it

        nodes = self._nodes
        matrix = np.array(vectors, dtype=np.float64)
        rows = np.arange(len(matrix))[:, None]
        places = np.broadcast_to(nodes.roots, (len(matrix), len(nodes.roots)))
        for _ in range(nodes.depth):
            goes_left = matrix[rows, nodes.features[places]] <= nodes.values[places]
            places = np.where(goes_left, nodes.left[places], nodes.right[places])
        baseline = np.full((len(matrix), 1), self.baseline)
        totals = np.cumsum(np.hstack([baseline, nodes.values[places]]), axis=1)[:, 1:]
        sure = np.abs(totals) > _SURE
        sure[:, -1] = True
        scores: list[float] = totals[rows[:, 0], sure.argmax(axis=1)].tolist()
        return scores

    @cached_property
    def _nodes(self) -> _Nodes:
        return _Nodes(self.trees)


class _Nodes:
    """The nodes of all trees in one row of arrays; both sides of a leaf are the leaf itself."""

    features: npt.NDArray[np.intp]
    values: npt.NDArray[np.float64]
    left: npt.NDArray[np.intp]
    right: npt.NDArray[np.intp]
    roots: npt.NDArray[np.intp]

    def __init__(self, trees: Sequence[Sequence[Node]]) -> None:
        import numpy as np  # noqa: PLC0415  # only texts in lines need it

        flat: list[Node] = []
        roots: list[int] = []
        for nodes in trees:
            base = len(flat)
            roots.append(base)
            for place, (feature, value, left, right) in enumerate(nodes):
                if feature == _LEAF:
                    flat.append((0, value, base + place, base + place))
                else:
                    flat.append((feature, value, base + left, base + right))
        self.features = np.array([node[0] for node in flat], dtype=np.intp)
        self.values = np.array([node[1] for node in flat])
        self.left = np.array([node[2] for node in flat], dtype=np.intp)
        self.right = np.array([node[3] for node in flat], dtype=np.intp)
        self.roots = np.array(roots, dtype=np.intp)
        self.depth = max(map(_depth, trees))


def _depth(nodes: Sequence[Node], place: int = 0) -> int:
    """Return how many steps lead from a node to its farthest leaf."""
    feature, _, left, right = nodes[place]
    return 0 if feature == _LEAF else 1 + max(_depth(nodes, left), _depth(nodes, right))


@cache
def line_joining_trees() -> Trees:
    """Return the trees that tell whether a paragraph goes on over a line end."""
    path = resources.files("lavrov_corpus") / "resources" / "line_joining.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Trees(stored["baseline"], tuple(tuple(map(_node, nodes)) for nodes in stored["trees"]))


def _node(stored: float | list[float]) -> Node:
    if isinstance(stored, list):
        feature, threshold, left, right = stored
        return int(feature), threshold, int(left), int(right)
    return _LEAF, stored, 0, 0
