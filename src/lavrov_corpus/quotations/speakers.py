"""Who may be speaking: names, and nouns that stand for speakers, with their grammatical case."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lavrov_corpus.document import Mention
from lavrov_corpus.quotations.cues import lexicon
from lavrov_corpus.quotations.marks import Marked

Case = Literal["nominative", "genitive", "locative", "ablative", "other"]

#: Plural and possessive belong to the noun phrase; what follows them is the case.
_PHRASE = r"(?:l[ae]r)?(?:s?[ıiuü])?"
_SUFFIXES: tuple[tuple[Case, re.Pattern[str]], ...] = (
    ("nominative", re.compile(_PHRASE + r"()")),
    ("genitive", re.compile(_PHRASE + r"(n?[ıiuü]n)")),
    ("locative", re.compile(_PHRASE + r"(n?[dt][ae])")),
    ("ablative", re.compile(_PHRASE + r"(n?[dt][ae]n|nc[ae])")),
)
_UNMARKED_ENDING: tuple[tuple[Case, re.Pattern[str]], ...] = (
    ("genitive", re.compile(r"\w[ıiuü]n[ıiuü]n$")),
    ("ablative", re.compile(r"\w[ıiuü]nd[ae]n$|\w[ıiuü]nc[ae]$")),
    ("locative", re.compile(r"\w[ıiuü]nd[ae]$")),
    ("other", re.compile(r"\w[ıiuü](?:na|ne|nı|ni|nu|nü|yla|yle)$")),
)
#: Words that may stand between the start of a noun phrase and the noun that is its head.
_MODIFIER = re.compile(
    r"(?:bir|bazı|birçok|çok|sayıda|üst|düzey|düzeydeki|yerel|genç|yaşlı|kadın|eski|yeni|askeri|"
    r"adli|insani|resmi|yabancı|diğer|başka|ünlü|acil|servis|hastane|sağlık|polis|ordu|hükümet|"
    r"güvenlik|istihbarat|basın|medya|parti|aktivist|görgü|ana|üniversite|tıbbi|isimsiz|"
    r"adını|açıklamak|istemeyen|teknik|emekli|küçük|büyük|\w+l[ıi])\s+$"
)
_CAPITALIZED = re.compile(r"(?:[A-ZÇĞİÖŞÜ][\w-]*)\s+$")
_PEOPLE = re.compile(r"\b[A-ZÇĞİÖŞÜ]\w+l[ıiuü](?P<suffix>l[ae]r\w{0,6})(?![\w'’])")
_ACCUSATIVE = re.compile(r"(?:l[ae]r)?[ıiuü]")
_MARKED_SUBJECT = re.compile(r",|\s+(?:da|de|ise)\s*,?\s*[\"“”«]")
_PERSON = re.compile(
    r"(?<!\d )(?<!bin )(?<!yüz )\b[A-ZÇĞİÖŞÜ]\w+l[ıiuü](?P<suffix>)(?=,|\s+(?:da|de|ise)\s)"
)
_BEFORE_COMMA = re.compile(r"\b[A-ZÇĞİÖŞÜ][\w-]*(?=,)")
_OWNED = re.compile(r"n[ıiuü]n\s+$|'[ıiuü]n\s+$")
_INDEFINITE = re.compile(r"(?:bir|bazı|birçok|başka|diğer)\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible speaker: `text[start:end]` is its name or noun without the case suffix.

    `edge` is where the word with its suffix ends; `label` is that of the entity, NOUN for a
    noun that stands for people, TEXT for one that stands for a document.
    """

    start: int
    end: int
    edge: int
    name: str
    case: Case
    label: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a text in order, with their starts for bisection."""

    items: tuple[Candidate, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> Sequence[Candidate]:
        """Return the candidates that start in a stretch and end in it."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return [item for item in self.items[first:last] if item.edge <= end]


def find_candidates(
    text: str,
    low: str,
    mentions: Sequence[Mention],
    names: Sequence[tuple[str, str]],
    marked: Sequence[Marked],
) -> Candidates:
    """Return the names and speaker nouns that stand outside quotation marks."""
    named = [
        _of_mention(text, low, mention, name)
        for mention, name in zip(mentions, names, strict=True)
        if mention.label in {"PER", "LOC", "ORG"}
    ]
    taken = sorted([(mark.start, mark.end) for mark in marked])
    named = [item for item in named if not _inside(taken, item.start)]
    taken = sorted(taken + [(item.start, item.edge) for item in named])
    again = [item for item in _named_again(text, named) if not _inside(taken, item.start)]
    named = sorted([*named, *again], key=lambda item: item.start)
    taken = sorted(taken + [(item.start, item.edge) for item in again])
    nouns = [noun for noun in _nouns(text, low, named) if not _inside(taken, noun.edge - 1)]
    items = tuple(sorted([*named, *nouns], key=lambda item: (item.start, item.edge)))
    return Candidates(items, tuple(item.start for item in items))


def _named_again(text: str, named: Sequence[Candidate]) -> list[Candidate]:
    """Return where a person's last name stands again that the engine passed over."""
    people: dict[str, Candidate] = {}
    for item in named:
        if item.label == "PER":
            people.setdefault(item.name.rsplit(" ", 1)[-1], item)
    return [
        Candidate(*found.span(), found.end(), people[found.group()].name, "nominative", "PER")
        for found in _BEFORE_COMMA.finditer(text)
        if found.group() in people
    ]


def _inside(spans: Sequence[tuple[int, int]], position: int) -> bool:
    index = bisect_left(spans, (position + 1, 0)) - 1
    return index >= 0 and spans[index][1] > position


def _of_mention(text: str, low: str, mention: Mention, names: tuple[str, str]) -> Candidate:
    name, canonical = names
    label, edge = mention.label, mention.end
    while edge > mention.start and low[edge - 1] in ",;:( ":
        edge -= 1
    end = min(mention.start + len(name), edge)
    if not text.startswith(name, mention.start):
        end = edge
    apostrophe = low.rfind("'", mention.start, edge)
    if apostrophe > mention.start and end == edge:
        end = apostrophe
    suffix = low[end:edge].lstrip("'")
    case, _ = case_of(suffix)
    if case == "nominative" and suffix not in {"", "lar", "ler"}:
        case = "other"
    if end == edge and label != "PER":
        case = _unmarked_case(low[mention.start : edge])
    return Candidate(mention.start, end, edge, canonical or name, case, label)


def case_of(suffix: str) -> tuple[Case, int]:
    """Return the case that a suffix marks, and how many letters at its end mark it."""
    for case, form in _SUFFIXES:
        if match := form.fullmatch(suffix):
            return case, len(match[1])
    return "other", len(suffix)


def _unmarked_case(surface: str) -> Case:
    """Return the case of a name of several words that takes suffixes without an apostrophe."""
    if " " not in surface:
        return "nominative"
    found = (case for case, ending in _UNMARKED_ENDING if ending.search(surface))
    return next(found, "nominative")


def _nouns(text: str, low: str, named: Sequence[Candidate]) -> list[Candidate]:
    words = lexicon()
    edges = {item.edge: item for item in named if item.case == "nominative"}
    people = {item.start: item.name for item in named if item.label == "PER"}
    titled: dict[str, set[str]] = {}
    found: list[tuple[str, Candidate]] = []
    for label, source, pattern in (
        ("NOUN", low, words.speaker_noun),
        ("NOUN", text, _PEOPLE),
        ("NOUN", text, _PERSON),
        ("TEXT", low, words.source_noun),
    ):
        for match in pattern.finditer(source):
            stem = source[match.start() : match.start("suffix")]
            if name := _titled(text, match.end(), people):
                titled.setdefault(stem, set()).add(name)
            elif candidate := _noun(text, low, match, label, edges):
                found.append((stem, candidate))
    return [_resolved(low, noun, titled.get(stem, set())) for stem, noun in found]


def _noun(
    text: str, low: str, match: re.Match[str], label: str, edges: dict[int, Candidate]
) -> Candidate | None:
    suffix = match["suffix"].replace("'", "")
    case, marking = case_of(suffix)
    start = _phrase_start(text, low, match.start(), edges)
    alone = start == match.start() and not _OWNED.search(low, max(0, start - 20), start)
    # Without a modifier `doktoru` is no possessive but the accusative: no speaker.
    alone = alone and not _MARKED_SUBJECT.match(text, match.end())
    if case == "other" or (alone and _ACCUSATIVE.fullmatch(suffix)):
        return None
    end = match.end() - marking - (marking > 0 and "'" in match["suffix"])
    return Candidate(start, end, match.end(), text[start:end], case, label)


def _titled(text: str, end: int, people: dict[int, str]) -> str:
    """Return the person whose title a noun is, as `doktor` in `doktor Andre`."""
    return people.get(end + 1, "") if text[end : end + 1] == " " else ""


def _resolved(low: str, noun: Candidate, people: set[str]) -> Candidate:
    """Give `Filistinli aktivist` the name of the one person the article calls an activist."""
    if noun.label != "NOUN" or len(people) != 1 or _INDEFINITE.match(low, noun.start):
        return noun
    return replace(noun, name=next(iter(people)))


def _phrase_start(text: str, low: str, start: int, edges: dict[int, Candidate]) -> int:
    for _ in range(5):
        if text[start - 1 : start] == " " and (before := edges.get(start - 1)):
            start = before.start
            continue
        window = max(0, start - 30)
        word = _CAPITALIZED.search(text, window, start) or _MODIFIER.search(low, window, start)
        if word is None:
            break
        start = word.start()
    return start
