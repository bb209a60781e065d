"""Which names of one article are fuller forms of which: found by their words, not one by one."""

from __future__ import annotations

from collections.abc import Iterable

Key = tuple[str, ...]

#: So many fuller forms are those of several persons; and a name of so many words is no short
#: one. Without such bounds an article that is a list of names would take forever.
_MOST_FULLER = 20
_MOST_WORDS = 8


class FullerNames:
    """The names of one type in an article, by their keys, to find fuller forms among them.

    To ask costs the same however many names there are.
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        self._of_edge: dict[Key, list[Key]] = {}
        self._of_both_edges: dict[Key, list[Key]] = {}
        self._of_initials: dict[Key, list[Key]] = {}
        for key in keys:
            words = len(key)
            for length in range(1, min(words - 1, _MOST_WORDS) + 1):
                _add(self._of_edge, key[:length], key)
                if key[:length] != key[-length:]:
                    _add(self._of_edge, key[-length:], key)
            if words > 2:
                _add(self._of_both_edges, (key[0], key[-1]), key)
            if words > 1:
                _add(self._of_initials, _initials_and_last(key), key)

    def fullest(self, key: Key) -> Key:
        """Return the one fullest name that ends or begins with these words, or holds them all."""
        while (fuller := self._widest(key)) is not None:
            key = fuller
        return key

    def spelled_out(self, key: Key) -> list[Key]:
        """Return the names for whose words this one gives initials."""
        if not any(_is_initial(word) for word in key[:-1]):
            return []
        same = self._of_initials.get(_initials_and_last(key), ())
        return [other for other in same if _has_initials_of(key, other)]

    def _widest(self, key: Key) -> Key | None:
        """Return the one fuller name that all other fuller ones are short for."""
        fuller = self._fuller(key)
        if not fuller or len(fuller) > _MOST_FULLER:
            return None
        longest = max(map(len, fuller))
        widest = fuller[0]
        for other in fuller:
            if len(other) == longest and (len(widest) < longest or is_short_for(widest, other)):
                widest = other
        others = [other for other in fuller if other != widest]
        if all(is_short_for(other, widest) for other in others):
            return None if any(is_short_for(widest, other) for other in others) else widest
        return None

    def _fuller(self, key: Key) -> list[Key]:
        found = list(self._of_edge.get(key, ()))
        if len(key) < 2:
            return found
        between = self._of_both_edges.get((key[0], key[-1]), [])
        if len(between) > _MOST_FULLER:
            return between
        found += [other for other in between if len(other) > len(key)]
        return list(dict.fromkeys([*found, *self.spelled_out(key)]))


def is_short_for(short: Key, full: Key) -> bool:
    """Tell whether a name is a part of another that may stand for it, or has its initials."""
    if len(short) >= len(full):
        return _has_initials_of(short, full)
    if full[-len(short) :] == short or full[: len(short)] == short:
        return True
    return len(short) > 1 and (short[0], short[-1]) == (full[0], full[-1])


def _has_initials_of(short: Key, full: Key) -> bool:
    """Tell whether one name gives initials for words of the other: `a. gül` for `abdullah gül`."""
    if len(short) != len(full) or short == full or len(short) < 2 or short[-1] != full[-1]:
        return False
    pairs = zip(short[:-1], full[:-1], strict=True)
    return all(a == b or (len(a) == 2 and a == f"{b[0]}." and len(b) > 2) for a, b in pairs)


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."


def _initials_and_last(key: Key) -> Key:
    return (*(word[0] for word in key[:-1]), key[-1])


def _add(index: dict[Key, list[Key]], place: Key, key: Key) -> None:
    entry = index.setdefault(place, [])
    if len(entry) <= _MOST_FULLER:
        entry.append(key)
