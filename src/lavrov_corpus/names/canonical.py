"""Inside one article: from the surname, the short form, the acronym to the fullest name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lavrov_corpus.document import Mention
from lavrov_corpus.names.base import base_name
from lavrov_corpus.names.capitals import Capitals
from lavrov_corpus.names.facts import usual_name
from lavrov_corpus.names.fuller import FullerNames, Key
from lavrov_corpus.turkish import tr_fold, tr_upper

_ARTICLE = re.compile(r"^(?:al|el|es|er|en|ed|ez|eş|et|ebu'l)-", re.UNICODE)
_ARTICLE_WORDS = frozenset({"al", "el", "es", "er", "en", "ed", "ez", "eş", "et"})
_INITIAL = re.compile(r"(?<!\S)(\w\.)(?=\w\w)")
_FAMILY = re.compile(r"[\"”’']?\s+(?:ailesi|kardeşler)")
_BRACKET = re.compile(r"\s*[(\[]\s*$")
_HEAD_NOUNS = """
hastanesi partisi örgütü derneği vakfı bankası üniversitesi gazetesi kampı hareketi holding
şirketi televizyonu kulübü sendikası havalimanı
"""
#: What may be left out of an organisation's name once it was given in full.
_HEADS = frozenset(_HEAD_NOUNS.split())

# As many as there are base forms kept; the same names are in many articles.
_CACHED_NAMES = 32_768


@lru_cache(_CACHED_NAMES)
def name_key(name: str) -> Key:
    """Return the words by which a name is compared, without the Arabic article.

    `Muntasır es-Savvaf` and `Muntasır Savvaf` have one key; `G.Doğanspor` has two words.
    """
    words = _INITIAL.sub(r"\1 ", tr_fold(name)).split()
    bare = [_ARTICLE.sub("", word) for word in words if word not in _ARTICLE_WORDS]
    return tuple(word for word in bare if word) or tuple(words)


def canonical_names(text: str, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Return `(name, canonical)` of each mention of one article, in order.

    Mention spans are code points of `text`. A short name gets the fullest name that the
    article gives to one person, place or organisation alone; where two could be meant, it
    stays as it is.
    """
    names = [base_name(text[mention.start : mention.end], mention.label) for mention in mentions]
    known = _Known(text, mentions, names)
    result = []
    for name, mention in zip(names, mentions, strict=True):
        is_family = mention.label == "PER" and _FAMILY.match(text, mention.end) is not None
        result.append((name, known.canonical(name, mention.label, is_family=is_family)))
    return result


class _Known:
    """The names of one article; what is found out of one is kept for its next mention."""

    def __init__(self, text: str, mentions: Sequence[Mention], names: Sequence[str]) -> None:
        self._keys = {name: name_key(name) for name in dict.fromkeys(names)}
        labels = [mention.label for mention in mentions]
        self._spelled = _spellings([self._keys[name] for name in names], names, labels)
        self._brackets = _bracketed(text, mentions, names)
        self._capitals = Capitals(text)
        self._of_label: dict[str, _OfLabel] = {}
        self._found: dict[tuple[Key, str, bool], str] = {}

    def canonical(self, name: str, label: str, *, is_family: bool) -> str:
        """Return the canonical name; a family is not the person of the same name."""
        asked = (self._keys[name], label, is_family)
        if asked not in self._found:
            key = self._keys[name]
            best = self._spelled[label][key if is_family else self._full(key, label)]
            self._found[asked] = usual_name(best) or self._capitals.calmed(best, label)
        return self._found[asked]

    def _full(self, key: Key, label: str) -> Key:
        if label not in self._of_label:
            self._of_label[label] = _OfLabel(self._spelled[label])
        of_label = self._of_label[label]
        if label == "PER":
            return of_label.names.fullest(key)
        in_brackets = self._brackets.get((label, key))
        if in_brackets:
            return in_brackets
        elsewhere = any(key in keys for other, keys in self._spelled.items() if other != label)
        return of_label.organisation(key, elsewhere=elsewhere)


class _OfLabel:
    """The names of one type in an article, by what may stand for them."""

    def __init__(self, known: Iterable[Key]) -> None:
        self.names = FullerNames(known)
        self._headed: dict[Key, list[Key]] = {}
        self._expansions: dict[Key, list[Key]] = {}
        for key in known:
            if key and key[-1] in _HEADS:
                self._headed.setdefault(key[:-1], []).append(key)
            if acronym := _initials(key):
                self._expansions.setdefault(acronym, []).append(key)

    def organisation(self, key: Key, *, elsewhere: bool) -> Key:
        """Return the one fuller name; a name `elsewhere` of another type gets no head noun."""
        headed = [] if elsewhere else self._headed.get(key, [])
        for found in (headed, self.names.spelled_out(key), self._expansions.get(key, [])):
            if len(found) == 1:
                return found[0]
        return key


def _spellings(
    keys: Sequence[Key], names: Sequence[str], labels: Sequence[str]
) -> dict[str, dict[Key, str]]:
    """Return by label the spelling of each key: the most frequent one, the longer of two."""
    counts: dict[str, dict[Key, Counter[str]]] = {}
    for key, name, label in zip(keys, names, labels, strict=True):
        counts.setdefault(label, {}).setdefault(key, Counter())[name] += 1
    return {
        label: {
            key: max(found, key=lambda name: (found[name], len(name), name))
            for key, found in keys_of_label.items()
        }
        for label, keys_of_label in counts.items()
    }


@lru_cache(_CACHED_NAMES)
def _initials(key: Key) -> Key:
    """Return the acronym of a name of three words or more, as a key."""
    words = [word for word in key if word not in ("ve", "ile")]
    return ("".join(word[0] for word in words),) if len(words) > 2 else ()


def _bracketed(
    text: str, mentions: Sequence[Mention], names: Sequence[str]
) -> dict[tuple[str, Key], Key]:
    """Return what the text's own brackets say: `Birleşmiş Milletler (BM)`."""
    found: dict[tuple[str, Key], Key] = {}
    for index in range(len(mentions) - 1):
        left, right = mentions[index], mentions[index + 1]
        between = text[left.end : right.start]
        closes = text[right.end : right.end + 1] in (")", "]")
        if left.label != right.label or not closes or not _BRACKET.fullmatch(between):
            continue
        keys = name_key(names[index]), name_key(names[index + 1])
        if is_acronym(names[index + 1]):
            found[left.label, keys[1]] = keys[0]
        elif is_acronym(names[index]):
            found[left.label, keys[0]] = keys[1]
    return found


def is_acronym(name: str) -> bool:
    """Tell whether a name is one word of two to ten capitals."""
    return 2 <= len(name) <= 10 and name.isalpha() and name == tr_upper(name)
