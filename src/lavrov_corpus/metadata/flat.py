"""Bylines inside a paragraph: headline, byline and story that lost their line ends.

    AKP'nin başörtülü vekili olmayacak AYŞENUR YAMAN DHA AKP Genel Başkan Yardımcısı ...

Only capitals, a given name or a known place, and the story that begins behind tell them.
"""

from __future__ import annotations

import re

from lavrov_corpus.metadata.agencies import ONE_AGENCY, codes_of
from lavrov_corpus.metadata.marks import Mark
from lavrov_corpus.metadata.words import (
    BETWEEN_NAMES,
    CAPITAL_NAME,
    LOWER,
    UPPER,
    is_person,
    known_place,
    may_be_person,
    names_in,
    person_name,
    place_name,
)

#: So far into an article its headline, the lines below it and its byline reach.
REACH = 450

_NAMES = rf"(?P<names>{CAPITAL_NAME}(?:{BETWEEN_NAMES}{CAPITAL_NAME}){{0,2}})"
_PLACE = rf"(?P<place>[{UPPER}](?:[{UPPER}]+|[{LOWER}]+)(?: [{UPPER}](?:[{UPPER}]+|[{LOWER}]+))?)"
_STORY = rf"(?= [\"“”'‘’]?[{UPPER}0-9])"
_BEFORE = r"(?:^|(?<=[\s]))"
_PAPER = r"(?:Milliyet|Hürriyet|Radikal|Sabah|Vatan|Cumhuriyet|Akşam)"

_SIGNED = re.compile(
    rf"{_BEFORE}{_NAMES}(?: ?[/–-] ?| )(?:{_PLACE}(?: ?[,/–-] ?| ))?"
    rf"(?P<agency>{ONE_AGENCY}){_STORY}"
)
_DATELINE = re.compile(rf"{_BEFORE}{_PLACE}(?: ?[,/–-] ?| )(?P<agency>{ONE_AGENCY}){_STORY}")
_SIGNED_PLACE = re.compile(rf"{_BEFORE}{_NAMES}(?: ?[/–-] ?| ){_PLACE}{_STORY}")
_PLACE_SIGNED = re.compile(rf"{_BEFORE}{_PLACE}(?: ?[/–-] ?| ){_NAMES}{_STORY}")
_PAPER_DATELINE = re.compile(rf"{_BEFORE}{_PLACE} {_PAPER}{_STORY}")
_DESK = re.compile(
    rf"{_BEFORE}(?:HABER MERKEZİ|(?:EKONOMİ|SPOR|HABER|DIŞ HABERLER|MAGAZİN) SERVİSİ){_STORY}"
)


def byline_in(paragraph: str) -> Mark | None:
    """Return the byline that stands within the first REACH code points of a paragraph."""
    head = paragraph[:REACH]
    for reader in (_signed, _dateline, _signed_place, _place_signed, _paper_dateline, _desk):
        if mark := reader(head):
            return mark
    return None


def _signed(head: str) -> Mark | None:
    for match in _SIGNED.finditer(head):
        place, names = match["place"] or "", names_in(match["names"])
        if place and not known_place(place):
            continue
        # AA is a rating and İHA a drone too: a name or a place must stand by them.
        sure = all(map(is_person, names)) or place or match["agency"] == "DHA"
        if sure and all(map(may_be_person, names)):
            return _mark(match, names=names, place=place, agency=match["agency"])
    return None


def _dateline(head: str) -> Mark | None:
    for match in _DATELINE.finditer(head):
        if known_place(match["place"]) and match["place"].isupper():
            return _mark(match, place=match["place"], agency=match["agency"])
    return None


def _signed_place(head: str) -> Mark | None:
    for match in _SIGNED_PLACE.finditer(head):
        names, place = names_in(match["names"]), _longest_place(match["place"])
        if place and not place.isupper() and all(map(is_person, names)):
            if head[: match.start()].rstrip().endswith(","):
                return None  # one of several bylines, each with its place
            return _mark(match, names=names, place=place)
    return None


def _place_signed(head: str) -> Mark | None:
    for match in _PLACE_SIGNED.finditer(head):
        names, place = names_in(match["names"]), match["place"]
        if known_place(place) and place.isupper() and all(map(is_person, names)):
            return _mark(match, names=names, place=place)
    return None


def _paper_dateline(head: str) -> Mark | None:
    for match in _PAPER_DATELINE.finditer(head):
        if known_place(match["place"]) and match["place"].isupper():
            return _mark(match, place=match["place"])
    return None


def _desk(head: str) -> Mark | None:
    match = _DESK.search(head)
    return Mark(*match.span()) if match else None


def _longest_place(words: str) -> str:
    """Return the place that the words begin with: `Ankara` of `Ankara Samsun`."""
    first = words.split(maxsplit=1)[0]
    return words if known_place(words) else first if known_place(first) else ""


def _mark(
    match: re.Match[str], *, names: list[str] | None = None, place: str = "", agency: str = ""
) -> Mark:
    return Mark(
        *match.span(),
        agency=codes_of(agency),
        place=place_name(place) if place else "",
        author=", ".join(dict.fromkeys(map(person_name, names or []))),
    )
