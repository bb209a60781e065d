"""The words of an article by sentence, with their names: what every format of tokens needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lavrov_corpus.exporting.records import Record

# `str.splitlines`, and with it many a reader, ends a line at more than a line feed.
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A token, the white space after it in its sentence, and the entity that it belongs to.

    `index`, `start` and `end` are those of the token in the article. `after` of the last word
    of a sentence reaches to the next sentence of the paragraph; it is "\\n" where there is none.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    after: str
    entity: Record | None
    begins: bool

    @property
    def iob2(self) -> str:
        """The tag of the word: `O`, or `B-` or `I-` and the label of its entity."""
        if self.entity is None:
            return "O"
        return f"{'B' if self.begins else 'I'}-{label_of(self.entity)}"


def sentences(article: Record) -> Iterator[tuple[int, list[Word]]]:
    """Yield (index of the sentence, its words) for each sentence that has words."""
    words: list[Word] = []
    named = list(_named(article))
    for index, (token, (entity, begins)) in enumerate(zip(article["tokens"], named, strict=True)):
        last = index + 1 == len(named)
        ends = last or article["tokens"][index + 1]["sentence"] != token["sentence"]
        words.append(
            Word(
                index=index,
                start=token["start"],
                end=token["end"],
                text=article["text"][token["start"] : token["end"]],
                lemma=token["lemma"],
                pos=token["pos"],
                after="\n" if last else _between(article, index),
                entity=entity,
                begins=begins,
            )
        )
        if ends:
            yield token["sentence"], words
            words = []


def one_line(text: str, blank: str = " ") -> str:
    """Return the text with each run of white space and control characters as one `blank`."""
    return _BREAKS.sub(" ", text).strip(" ").replace(" ", blank)


def label_of(entity: Record) -> str:
    """Return the label of an entity as one word of a tag or an attribute."""
    return one_line(entity["label"], "_").replace("|", "_")


class Identifiers:
    """The id of each article, told apart where the same bytes came under two names.

    Some hundred bytes are kept for each article.
    """

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def of(self, article: Record) -> str:
        """Return the id of the article; from the second time on with `.2`, `.3` after it."""
        name: str = article["id"]
        self._times[name] = times = self._times.get(name, 0) + 1
        return name if times == 1 else f"{name}.{times}"


def _named(article: Record) -> Iterator[tuple[Record | None, bool]]:
    """Yield the entity of each token, if any, and whether it begins there."""
    entities: list[Record] = article["entities"]
    place = 0
    before: tuple[int, int] | None = None
    for token in article["tokens"]:
        while place < len(entities) and entities[place]["end"] <= token["start"]:
            place += 1
        if place == len(entities) or entities[place]["start"] >= token["end"]:
            before = None
            yield None, False
        else:
            here = (place, token["sentence"])
            yield entities[place], here != before
            before = here


def _between(article: Record, index: int) -> str:
    token, following = article["tokens"][index], article["tokens"][index + 1]
    paragraph, next_paragraph = (
        article["sentences"][each["sentence"]]["paragraph"] for each in (token, following)
    )
    if paragraph != next_paragraph:
        return "\n"
    between: str = article["text"][token["end"] : following["start"]]
    return between
