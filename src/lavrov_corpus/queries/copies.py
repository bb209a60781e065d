"""Which articles are copies of one another, answered from the database."""

from __future__ import annotations

from collections.abc import Iterator

from lavrov_corpus.duplicates import Entry, Group, differences, find_groups
from lavrov_corpus.duplicates.groups import CONTAINMENT, SIMILARITY
from lavrov_corpus.queries.people import Row
from lavrov_corpus.store import Store


def duplicates(
    store: Store,
    *,
    similarity: float = SIMILARITY,
    containment: float = CONTAINMENT,
    where: str = "",
) -> Iterator[Row]:
    """Yield a row for each article that has copies, group by group, the first of each first.

    `differences` are where its text differs from the first one's, in code points of both:
    `start` and `end` in its own, `first_start` and `first_end` in the first one's. Reads the
    corpus twice and keeps some hundred numbers of each article. Raises StoreError as
    `quotations` does.
    """
    groups = _groups(store, similarity, containment, where)
    for number, group in enumerate(groups, start=1):
        first = store.text(group.first)
        for member in group.members:
            text = store.text(member.source)
            yield {
                "group": number,
                **store.facts(member.source),
                "first": member.source == group.first,
                "similarity": member.similarity,
                "containment": member.containment,
                "differences": [
                    {
                        "first_start": d.first_start,
                        "first_end": d.first_end,
                        "first_text": first[d.first_start : d.first_end],
                        "start": d.start,
                        "end": d.end,
                        "text": text[d.start : d.end],
                    }
                    for d in (differences(first, text) if text != first else ())
                ],
            }


def copies(store: Store, where: str = "") -> frozenset[str]:
    """Return the sources of all articles that are copies of an earlier one.

    What is left when they are left out is one article of each group: the earliest by date
    (articles without a date come last), then by source.
    """
    groups = _groups(store, SIMILARITY, CONTAINMENT, where)
    return frozenset(member.source for group in groups for member in group.members[1:])


def _groups(store: Store, similarity: float, containment: float, where: str) -> list[Group]:
    entries = (Entry(*row) for row in store.texts(where))
    return find_groups(entries, store.text, similarity=similarity, containment=containment)
