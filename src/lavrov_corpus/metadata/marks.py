"""What the patterns hand on: marks found in the text, and the values that come of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says of itself; "" is what it does not say beyond doubt.

    `agency` is the short code of the agency that wrote it (two agencies: `AA, DHA`), `place`
    the place of the dateline, `author` the names of the byline (`, ` between two), `date` the
    day of publication in ISO form, `title` the headline.
    """

    title: str = ""
    agency: str = ""
    place: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A credit as it stands in the text, at code points `start` to `end`; see Metadata.

    A mark without any value (a camera credit, a desk, the date of an update) still tells
    that the words it covers are no part of the story. A bare name is a byline only where it
    is the one such line: rows of them are lists of people.
    """

    start: int
    end: int
    agency: str = ""
    place: str = ""
    author: str = ""
    date: str = ""
    is_bare_name: bool = False
