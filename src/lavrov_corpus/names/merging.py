"""Across the corpus: one row for each canonical name, and why its mentions were joined."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lavrov_corpus.errors import InputError
from lavrov_corpus.names.canonical import is_acronym, name_key
from lavrov_corpus.names.fuller import Key

_COLUMNS = ["label", "name", "canonical", "article"]


@dataclass(frozen=True, slots=True)
class NameRecord:
    """How often an article has a name with this canonical name; `date` is ISO or ""."""

    article: str
    date: str
    label: str
    name: str
    canonical: str
    mentions: int = 1


@dataclass(frozen=True, slots=True)
class Alias:
    """A user's word on a name: it has another canonical name, or is dropped where that is "".

    `label` and `article` hold for all where they are "".
    """

    label: str
    name: str
    canonical: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A variant of a canonical name and the reason why it was joined to it."""

    variant: str
    mentions: int
    reason: str


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A canonical name of the corpus; dates are ISO, "" where no article has one."""

    canonical: str
    label: str
    mentions: int
    articles: int
    variants: tuple[str, ...]
    first_seen: str
    last_seen: str
    joined: tuple[Joined, ...]


def read_aliases(text: str, source: str) -> tuple[Alias, ...]:
    """Return the aliases of a CSV text with the columns label, name, canonical, article.

    The last column may be missing. Raises InputError, naming `source` and the line, for
    anything else.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if list(rows.fieldnames or []) not in (_COLUMNS, _COLUMNS[:3]):
        raise InputError(
            f"{source}: the first line is not {','.join(_COLUMNS)}.",
            f"Let {source} begin with the line: {','.join(_COLUMNS)}",
        )
    aliases = []
    for row in rows:
        name = (row["name"] or "").strip()
        if not name or None in row or row["canonical"] is None:
            raise InputError(
                f"{source}, line {rows.line_num}: not label,name,canonical[,article].",
                'Leave "canonical" empty to drop a name, "label" or "article" for all of them.',
            )
        aliases.append(
            Alias(row["label"].strip(), name, row["canonical"].strip(), row.get("article") or "")
        )
    return tuple(aliases)


def merge_names(
    records: Iterable[NameRecord], aliases: Sequence[Alias] = ()
) -> tuple[NameEntry, ...]:
    """Return one entry for each canonical name, most mentions first.

    Names are joined if they are equal without case, circumflexes and the Arabic article, if
    a surname belongs to one full name of the corpus only, or if an acronym stands for one
    name alone in every article that spells it out; a user's alias decides over all of them.
    """
    decided = [(record, *decide(record, aliases)) for record in records]
    kept = [(record, canonical, reason) for record, canonical, reason in decided if canonical]
    surnames = _surnames({(r.label, canonical) for r, canonical, _ in kept})
    acronyms = _acronyms(kept)
    groups: dict[tuple[str, Key], list[tuple[NameRecord, str, str]]] = {}
    for record, canonical, reason in kept:
        key = name_key(canonical)
        full = surnames.get((record.label, key))
        why = "the one person of the corpus with this surname"
        if full is None and _is_telling(record.name):
            full = acronyms.get((record.label, key))
            why = "the one name that articles of the corpus give to this acronym"
        if full is None or full == key or reason.startswith("alias"):
            groups.setdefault((record.label, key), []).append((record, canonical, reason))
        else:
            told = f"{why}: {' '.join(full)}"
            groups.setdefault((record.label, full), []).append((record, canonical, told))
    entries = [_entry(label, key, rows) for (label, key), rows in groups.items()]
    return tuple(sorted(entries, key=lambda entry: (-entry.mentions, entry.label, entry.canonical)))


def decide(record: NameRecord, aliases: Sequence[Alias]) -> tuple[str, str]:
    """Return the canonical name before the corpus is looked at, and why; "" for a dropped one."""
    for alias in sorted(aliases, key=lambda alias: (alias.article == "", alias.label == "")):
        named = name_key(alias.name) in (name_key(record.name), name_key(record.canonical))
        here = alias.article in ("", record.article) and alias.label in ("", record.label)
        if named and here:
            return alias.canonical, f"alias: {alias.name} is {alias.canonical or 'dropped'}"
    if record.name == record.canonical:
        return record.canonical, "the name itself"
    if name_key(record.name) == name_key(record.canonical):
        return record.canonical, "another spelling of the name"
    return record.canonical, f"stands for {record.canonical} in its article"


def _surnames(names: set[tuple[str, str]]) -> Mapping[tuple[str, Key], Key]:
    """Return the full name of each single surname that one person alone has."""
    owners: dict[Key, set[Key]] = {}
    for label, name in names:
        key = name_key(name)
        if label == "PER" and len(key) > 1:
            owners.setdefault(key[-1:], set()).add(key)
    return {("PER", last): next(iter(full)) for last, full in owners.items() if len(full) == 1}


def _is_telling(name: str) -> bool:
    """Tell whether a name is an acronym that is long enough to mean one thing: not `AP`."""
    return is_acronym(name) and len(name) > 2


def _acronyms(kept: Iterable[tuple[NameRecord, str, str]]) -> Mapping[tuple[str, Key], Key]:
    """Return the name of each acronym that means one thing in every article that tells."""
    owners: dict[tuple[str, Key], set[Key]] = {}
    for record, canonical, reason in kept:
        key, full = name_key(record.name), name_key(canonical)
        told = record.label != "PER" and _is_telling(record.name) and len(full) > 1
        # A headline's `BEŞİKTAŞ` is a part of the full name, not its acronym.
        if told and key[0] not in full and not reason.startswith("alias"):
            owners.setdefault((record.label, key), set()).add(full)
    return {owner: next(iter(full)) for owner, full in owners.items() if len(full) == 1}


def _entry(label: str, key: Key, rows: list[tuple[NameRecord, str, str]]) -> NameEntry:
    spellings: Counter[str] = Counter()
    variants: Counter[str] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    for record, canonical, reason in rows:
        if name_key(canonical) == key:
            spellings[canonical] += record.mentions
        variants[record.name] += record.mentions
        reasons[record.name, reason] += record.mentions
    dates = sorted(record.date for record, _, _ in rows if record.date)
    return NameEntry(
        canonical=max(spellings, key=lambda name: (spellings[name], len(name), name)),
        label=label,
        mentions=sum(variants.values()),
        articles=len({record.article for record, _, _ in rows}),
        variants=tuple(sorted(variants, key=lambda name: (-variants[name], name))),
        first_seen=dates[0] if dates else "",
        last_seen=dates[-1] if dates else "",
        joined=tuple(
            Joined(name, count, reason)
            for (name, reason), count in sorted(reasons.items(), key=lambda i: (-i[1], i[0]))
        ),
    )
