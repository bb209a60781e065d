"""Inside one article: from the surname, the short form, the acronym to the fullest name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lavrov_corpus.document import Mention
from lavrov_corpus.names.base import base_name
from lavrov_corpus.names.capitals import without_capitals
from lavrov_corpus.names.facts import usual_name
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

Key = tuple[str, ...]

# As many as there are base forms kept: a name is compared with all others of its article.
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
    labels = [mention.label for mention in mentions]
    spelled = _spellings(names, labels)
    brackets = _bracketed(text, mentions, names)
    fullest: dict[tuple[str, str, bool], str] = {}
    result = []
    for name, label, mention in zip(names, labels, mentions, strict=True):
        family = label == "PER" and _FAMILY.match(text, mention.end) is not None
        if (name, label, family) not in fullest:
            key = name_key(name)
            if label == "PER":
                full = key if family else _person(key, spelled[label])
            else:
                full = brackets.get((label, key)) or _organisation(key, label, spelled)
            best = spelled[label][full]
            spelling = usual_name(best) or without_capitals(best, label, text)
            fullest[name, label, family] = spelling
        result.append((name, fullest[name, label, family]))
    return result


def _spellings(names: Sequence[str], labels: Sequence[str]) -> dict[str, dict[Key, str]]:
    """Return by label the spelling of each key: the most frequent one, the longer of two."""
    counts: dict[str, dict[Key, Counter[str]]] = {}
    for name, label in zip(names, labels, strict=True):
        counts.setdefault(label, {}).setdefault(name_key(name), Counter())[name] += 1
    return {
        label: {
            key: max(found, key=lambda name: (found[name], len(name), name))
            for key, found in keys.items()
        }
        for label, keys in counts.items()
    }


def _person(key: Key, known: Mapping[Key, str]) -> Key:
    """Return the one fuller name that ends or begins with these words, or holds them all."""
    while True:
        fuller = [other for other in known if _is_short_for(key, other)]
        widest = [other for other in fuller if not any(_is_short_for(other, o) for o in fuller)]
        if len(widest) != 1 or not all(
            _is_short_for(other, widest[0]) for other in fuller if other != widest[0]
        ):
            return key
        key = widest[0]


def _is_short_for(short: Key, full: Key) -> bool:
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


def _organisation(key: Key, label: str, spelled: Mapping[str, Mapping[Key, str]]) -> Key:
    known = spelled[label]
    fuller = [
        other
        for other in known
        if other[: len(key)] == key and len(other) == len(key) + 1 and other[-1] in _HEADS
    ]
    elsewhere = any(key in keys for other, keys in spelled.items() if other != label)
    if len(fuller) == 1 and not elsewhere:
        return fuller[0]
    if len(key) > 1:
        spelled_out = [other for other in known if _has_initials_of(key, other)]
        return spelled_out[0] if len(spelled_out) == 1 else key
    expansions = [other for other in known if _initials(other) == key]
    return expansions[0] if len(expansions) == 1 else key


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
