"""The sums of the report: totals, time, names, speakers, and who stands beside whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, groupby
from typing import Any

from lavrov_corpus.names import NameEntry
from lavrov_corpus.report.naming import Naming
from lavrov_corpus.store import ArticleSummary, Overview

MOST_NAMES = 25
MOST_SPEAKERS = 25
MOST_SPOKEN_OF = 5
MOST_NODES = 40
MOST_LINKS = 80
#: The most bars that the chart of time can show side by side.
MOST_BARS = 120

_COUNTED = ("paragraphs", "sentences", "tokens", "entities", "quotes")
_LABELS = ("PER", "LOC", "ORG")


def totals(summaries: Sequence[ArticleSummary]) -> dict[str, Any]:
    """Return how much there is, and the first and the last date ("" where there is none)."""
    dates = sorted(summary.date for summary in summaries if summary.date)
    counts = {name: sum(getattr(s, name) for s in summaries) for name in _COUNTED}
    ends = {"first": dates[0], "last": dates[-1]} if dates else {"first": "", "last": ""}
    return {"articles": len(summaries), **counts, "dated": len(dates), **ends}


def timeline(summaries: Iterable[ArticleSummary]) -> dict[str, Any]:
    """Return the number of articles in each day, month or year from the first to the last.

    The finest of the three that gives at most MOST_BARS bars; years if none does.
    """
    counts = Counter(summary.date for summary in summaries if summary.date)
    if not counts:
        return {"unit": "none", "bars": []}
    first, last = date.fromisoformat(min(counts)), date.fromisoformat(max(counts))
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if days <= MOST_BARS:
        unit, length = "day", 10
        keys = [date.fromordinal(first.toordinal() + i).isoformat() for i in range(days)]
    elif months <= MOST_BARS:
        unit, length = "month", 7
        begun = first.year * 12 + first.month - 1
        keys = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(begun, begun + months)]
    else:
        unit, length = "year", 4
        keys = [f"{year:04}" for year in range(first.year, last.year + 1)]
    bars: Counter[str] = Counter()
    for day, count in counts.items():
        bars[day[:length]] += count
    return {"unit": unit, "bars": [(key, bars[key]) for key in keys]}


def top_names(entries: Iterable[NameEntry]) -> list[dict[str, Any]]:
    """Return, for each label, its most mentioned names as (name, mentions, articles)."""
    by_label: dict[str, list[tuple[str, int, int]]] = {label: [] for label in _LABELS}
    sizes: Counter[str] = Counter()
    for entry in entries:
        kept = by_label.setdefault(entry.label, [])
        sizes[entry.label] += 1
        if len(kept) < MOST_NAMES:
            kept.append((entry.canonical, entry.mentions, entry.articles))
    return [{"label": key, "all": sizes[key], "names": kept} for key, kept in by_label.items()]


def top_speakers(overview: Overview, naming: Naming) -> dict[str, Any]:
    """Return who was quoted most, how often and about whom, and how many have no speaker.

    Of whom somebody speaks are the names inside the quotations, without the speaker's own.
    """
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    unknown = 0
    for source, speaker, kind, count in overview.speakers():
        if not speaker:
            unknown += count
            continue
        name = naming.speaker(source, speaker)
        kinds[name][kind] += count
        articles[name].add(source)
    ranked = sorted(kinds, key=lambda name: (-kinds[name].total(), name))[:MOST_SPEAKERS]
    about = _spoken_of(overview, naming, frozenset(ranked))
    return {
        "unknown": unknown,
        "all": len(kinds),
        "speakers": [
            {
                "name": name,
                "quotes": kinds[name].total(),
                "direct": kinds[name]["direct"],
                "articles": len(articles[name]),
                "about": [(*named, count) for named, count in about.get(name, ())],
            }
            for name in ranked
        ],
    }


def network(
    overview: Overview, naming: Naming, entries: Sequence[NameEntry]
) -> dict[str, list[Any]]:
    """Return the most mentioned names, and how many sentences name two of them together.

    `nodes` are (name, label, mentions), `links` (index, index, sentences), the strongest
    first. A pair that meets in one sentence alone is left out where there are enough others.
    """
    top = {(e.canonical, e.label): e.mentions for e in entries[:MOST_NODES]}
    pairs: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for _, mentions in groupby(overview.mentions(), key=lambda row: row[:2]):
        named = {
            (naming.name(source, label, name, canonical), label)
            for source, _, label, name, canonical in mentions
        }
        pairs.update(combinations(sorted(named & top.keys()), 2))
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:MOST_LINKS]
    repeated = [link for link in ranked if link[1] > 1]
    links = repeated if len(repeated) >= MOST_LINKS // 4 else ranked
    met = {name for pair, _ in links for name in pair}
    nodes = [named for named in top if named in met]
    place = {named: index for index, named in enumerate(nodes)}
    return {
        "nodes": [(*named, top[named]) for named in nodes],
        "links": [(place[one], place[other], count) for (one, other), count in links],
    }


def _spoken_of(
    overview: Overview, naming: Naming, speakers: frozenset[str]
) -> Mapping[str, list[tuple[tuple[str, str], int]]]:
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for source, speaker, label, name, canonical, count in overview.spoken_of():
        speaking = naming.speaker(source, speaker)
        named = naming.name(source, label, name, canonical)
        if speaking in speakers and named not in ("", speaking):
            found[speaking][named, label] += count
    return {
        speaker: sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_SPOKEN_OF]
        for speaker, counts in found.items()
    }
