"""Gradient-boosted decision trees, as they are bundled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

Node = tuple[int, float, int, int]

_LEAF = -1
# Log odds that the trees to come hardly ever turn.
_SURE = 3.0


class Trees:
    """A sum of trees; a node is `(feature, threshold, left, right)` or `(-1, value, 0, 0)`."""

    def __init__(self, baseline: float, trees: Sequence[Sequence[Node]]) -> None:
        self.baseline = baseline
        self.trees = trees

    def score(self, vector: Sequence[float]) -> float:
        """Return the log odds of the positive class for a vector of features.

        Where the first trees are sure, the log odds that they give.
        """
        total = self.baseline
        for nodes in self.trees:
            feature, value, left, right = nodes[0]
            while feature != _LEAF:
                feature, value, left, right = nodes[left if vector[feature] <= value else right]
            total += value
            if not -_SURE <= total <= _SURE:
                break
        return total


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
