"""The labels that can be asked for, and how names and expressions share a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.ner.expressions import find_expressions
from lavrov_corpus.turkish import tr_upper

#: What an engine finds, and what rules find beside it; `docs/annotation.md` defines them.
NAME_LABELS = ("PER", "LOC", "ORG")
EXPRESSION_LABELS = ("DATE", "MONEY", "PERCENT")
LABELS = NAME_LABELS + EXPRESSION_LABELS
DEFAULT_LABELS = ",".join(NAME_LABELS)


def parse_labels(text: str) -> tuple[str, ...]:
    """Return the labels of a list such as `PER,DATE`, in the order of `LABELS`, each once.

    Raises:
        CorpusError: one of them is no label, or there is none.

    """
    wanted = {label.strip() for label in text.split(",") if label.strip()}
    for label in sorted(wanted - set(LABELS)):
        nearest = get_close_matches(tr_upper(label), LABELS, 1, cutoff=0.5)
        hint = f"did you mean {nearest[0]}?" if nearest else f"choose of {','.join(LABELS)}"
        raise CorpusError(f"there is no label {label!r}", f"--labels: {hint}")
    if not wanted:
        raise CorpusError("no label is asked for", f"--labels {','.join(LABELS)}")
    return tuple(label for label in LABELS if label in wanted)


def only_names(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of names: some models have further labels of their own."""
    return tuple(mention for mention in mentions if mention.label in NAME_LABELS)


def labelled(
    text: SegmentedText, mentions: Sequence[Mention], labels: Collection[str]
) -> list[Mention]:
    """Return what is found of some labels: by an engine, and by the rules.

    `mentions` are those of the engine. Of expressions, which some engines find as well, the
    rules know better how far they reach, so the engine's stand where the rules see none. The
    result is sorted and without overlaps.
    """
    expressions = find_expressions(text, labels)
    starts, ends = [each.start for each in expressions], [each.end for each in expressions]
    further = [
        mention
        for mention in mentions
        if mention.label in EXPRESSION_LABELS
        and bisect_right(ends, mention.start) == bisect_left(starts, mention.end)
    ]
    expressions = sorted([*expressions, *further], key=lambda mention: mention.start)
    found = without_conflicts(only_names(mentions), expressions)
    return [mention for mention in found if mention.label in labels]


def without_conflicts(names: Sequence[Mention], expressions: Sequence[Mention]) -> list[Mention]:
    """Return names and expressions in one list, sorted and without overlaps.

    Both are sorted and without overlaps among themselves. A name gives way only to an
    expression that is longer and has all of it; else the expression gives way.
    """
    starts, ends = [name.start for name in names], [name.end for name in names]
    given_way: set[int] = set()
    kept: list[Mention] = []
    for expression in expressions:
        touched = range(bisect_right(ends, expression.start), bisect_left(starts, expression.end))
        if all(_is_inside(names[index], expression) for index in touched):
            given_way.update(touched)
            kept.append(expression)
    kept += [name for index, name in enumerate(names) if index not in given_way]
    return sorted(kept, key=lambda mention: mention.start)


def _is_inside(inner: Mention, outer: Mention) -> bool:
    """Tell whether a span is a part of another, shorter than the whole."""
    within = outer.start <= inner.start and inner.end <= outer.end
    return within and (inner.start, inner.end) != (outer.start, outer.end)
