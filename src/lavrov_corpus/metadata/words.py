"""Given names and places, and the shapes that words have in credits."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from lavrov_corpus.turkish import tr_capitalize, tr_fold

UPPER = "A-ZÇĞİÖŞÜÂÎÛ"
LOWER = "a-zçğıöşüâîû"
_CAPITALS = rf"[{UPPER}](?:[{UPPER}]|[’'-](?=[{UPPER}]))+"
_TITLE = rf"[{UPPER}][{LOWER}]+(?:-[{UPPER}][{LOWER}]+)?"
_INITIAL = rf"[{UPPER}]\."
_WORD = rf"(?:{_CAPITALS}|{_TITLE}|{_INITIAL})"

#: Words of a person's name, of a name all in capitals, of a place.
NAME = rf"{_WORD}(?:(?: |(?<=\.)){_WORD}){{1,3}}"
CAPITAL_NAME = rf"{_CAPITALS}(?: {_CAPITALS}){{1,2}}"
PLACE = rf"(?:{_CAPITALS}|{_TITLE})(?: (?:{_CAPITALS}|{_TITLE})){{0,2}}"
BETWEEN_NAMES = r"\s*(?:[,;&/–-]|\bve\b)\s*"

#: Words that are in no person's name: desks, sections, institutions.
_NO_NAME = frozenset(
    (
        *("ajans", "ajansı", "araştırma", "bürosu", "dairesi", "dış", "ekonomi", "fotoğraf"),
        *("genel", "gündem", "haber", "haberler", "haberleri", "istihbarat", "kamera", "kurulu"),
        *("magazin", "merkezi", "müdürlüğü", "özel", "politika", "redaksiyon", "servis"),
        *("servisi", "spor", "yurt"),
    )
)
_WITHOUT_MARKS = str.maketrans("ıçğöşüâîû", "icgosuaiu")


def plain_key(word: str) -> str:
    """Return the word as it is looked up: folded, with no mark on any letter."""
    return tr_fold(word).translate(_WITHOUT_MARKS)


def _lines(name: str) -> list[str]:
    text = (resources.files("lavrov_corpus") / "resources" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _given_names() -> frozenset[str]:
    return frozenset(tr_fold(name) for line in _lines("given_names.txt") for name in line.split())


@cache
def _places() -> dict[str, str]:
    return {
        plain_key(place.strip()): place.strip()
        for line in _lines("dateline_places.txt")
        for place in line.split(",")
    }


def known_place(words: str) -> str:
    """Return the usual spelling of a place that datelines have, "" of any other words.

    Capitals and letters that lost their marks do not matter: `ISTANBUL` is İstanbul.
    """
    return _places().get(plain_key(words), "")


def place_name(words: str) -> str:
    """Return a place as it is stored: in its usual spelling, else with capital initials."""
    return known_place(words) or _with_initials(words)


def is_person(words: str) -> bool:
    """Tell whether the words are a person's name beyond doubt: they begin with a given name.

    `-oğlu`, which only surnames end in, is as good.
    """
    parts = tr_fold(words).split()
    return (
        len(parts) > 1
        and not _NO_NAME.intersection(parts)
        and (parts[0] in _given_names() or (len(parts) > 1 and parts[-1].endswith("oğlu")))
    )


def may_be_person(words: str) -> bool:
    """Tell whether words where a byline puts a name can be one: no desk, no place, no agency."""
    parts = tr_fold(words).split()
    return len(parts) > 1 and not _NO_NAME.intersection(parts) and not known_place(words)


def person_name(words: str) -> str:
    """Return a person's name as it is stored: `Ayşe YILMAZ` as `Ayşe Yılmaz`."""
    return _with_initials(words)


def names_in(credit: str) -> list[str]:
    """Return the names of a list of names, as they are written."""
    return [name for name in re.split(BETWEEN_NAMES, credit) if name]


def _with_initials(words: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: _unshouted(m.group()), words)


def _unshouted(word: str) -> str:
    return tr_capitalize(word) if len(word) > 1 and word.isupper() else word
