"""Who said what, and who and what is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lavrov_corpus.names import Alias, NameEntry, NameRecord, merge_names, name_key
from lavrov_corpus.store import Store
from lavrov_corpus.turkish import tr_fold

Row = dict[str, Any]


def quotations(
    store: Store, *, speaker: str = "", about: str = "", kind: str = "", where: str = ""
) -> Iterator[Row]:
    """Yield the quotations in the order of the corpus, as the export at level quote has them.

    `speaker` is one or more words of the speaker's name, as written or in full; `about` is
    words that the quotation has, each from the beginning of a word on, so that `Suriye` finds
    `Suriye'deki`. Case, circumflex and the kind of apostrophe do not matter. Raises
    StoreError where the database cannot be read or `where` is no condition.
    """
    is_speaker, is_about = _has_words(speaker), _has_words(about)
    for row in store.rows("quote", where):
        if kind and row["kind"] != kind:
            continue
        if is_speaker(f"{row['speaker']} {row['speaker_name']}") and is_about(str(row["text"])):
            yield row


def entities(store: Store, *, label: str = "", where: str = "") -> tuple[NameEntry, ...]:
    """Return one entry for each canonical name of the corpus, most mentions first.

    The user's aliases that are stored in the database decide over everything else. Raises
    StoreError as `quotations` does.
    """
    records = (NameRecord(*row) for row in store.names(where))
    aliases = [Alias(*row) for row in store.aliases()]
    entries = merge_names(records, aliases)
    return tuple(entry for entry in entries if label in ("", entry.label))


def explain(entries: Iterable[NameEntry], name: str) -> Iterator[Row]:
    """Yield why each variant was joined to the canonical names that `name` is or belongs to."""
    wanted = name_key(name)
    for entry in entries:
        if wanted not in map(name_key, (entry.canonical, *entry.variants)):
            continue
        for joined in entry.joined:
            yield {
                "canonical": entry.canonical,
                "label": entry.label,
                "variant": joined.variant,
                "mentions": joined.mentions,
                "reason": joined.reason,
            }


def _has_words(wanted: str) -> Callable[[str], bool]:
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}") for word in tr_fold(wanted).split()]
    return lambda text: all(pattern.search(tr_fold(text)) for pattern in patterns)
