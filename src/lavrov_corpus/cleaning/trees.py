"""Gradient-boosted decision trees, as they are bundled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

Split = tuple[int, float, int, int]


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees; a node is a leaf's value or `(feature, threshold, left, right)`."""

    baseline: float
    trees: tuple[tuple[float | Split, ...], ...]

    def score(self, features: Sequence[float]) -> float:
        """Return the log odds of the positive class."""
        total = self.baseline
        for nodes in self.trees:
            node = nodes[0]
            while isinstance(node, tuple):
                feature, threshold, left, right = node
                node = nodes[left if features[feature] <= threshold else right]
            total += node
        return total


@cache
def line_joining_trees() -> Trees:
    """Return the trees that tell whether a paragraph goes on over a line end."""
    path = resources.files("lavrov_corpus") / "resources" / "line_joining.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Trees(
        stored["baseline"],
        tuple(
            tuple(tuple(node) if isinstance(node, list) else node for node in nodes)
            for nodes in stored["trees"]
        ),
    )
