"""How far found quotations agree with the gold standard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from lavrov_corpus.document import Speech
from lavrov_corpus.turkish import tr_fold

#: Spans that share this part of their union are the same quotation.
_SAME_QUOTATION = 0.9
_SAME_CLAUSE = 0.5
_WORD = re.compile(r"[\w.']+")


class GoldSpan(TypedDict, total=False):
    """A quotation or a reported clause; any of `speakers` is right."""

    start: int
    end: int
    kind: str
    speakers: list[str]
    implicit: bool


class GoldArticle(TypedDict):
    """What is annotated in one article; see the README for the conventions."""

    doc_id: str
    quotations: list[GoldSpan]
    indirect: list[GoldSpan]
    ignore: list[tuple[int, int]]


@dataclass(slots=True)
class Tally:
    """Counts of one kind of quotation, and what went wrong."""

    found: int = 0
    gold: int = 0
    right: int = 0
    exact: int = 0
    attributed: int = 0
    implicit: int = 0
    implicit_attributed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of detection."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    @property
    def attribution(self) -> float:
        """The share of the rightly found ones whose speaker is right."""
        return self.attributed / self.right if self.right else 0.0


def read_gold(name: str) -> list[GoldArticle]:
    """Return the annotations of the half that is named, `tuning` or `test`."""
    path = Path(__file__).with_name(f"{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def overlap(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return the share of two spans' union that they have in common."""
    common = min(first[1], second[1]) - max(first[0], second[0])
    return max(common, 0) / (max(first[1], second[1]) - min(first[0], second[0]))


def same_speaker(speech: Speech, speakers: Sequence[str]) -> bool:
    """Tell whether a speaker is one of the right ones; a surname stands for the full name."""
    if not speech.speaker:
        return "" in speakers
    found = _WORD.findall(tr_fold(speech.speaker_name))
    for speaker in speakers:
        words = _WORD.findall(tr_fold(speaker))
        if (
            words
            and words[-1] == found[-1]
            and (set(words) <= set(found) or set(found) <= set(words))
        ):
            return True
    return False


def score(
    text: str, gold: GoldArticle, speeches: Iterable[Speech], tallies: dict[str, Tally]
) -> None:
    """Add one article to the tallies of `direct`, `heading` and `indirect`."""
    found = list(speeches)
    for kind, tally in tallies.items():
        spans = gold["indirect"] if kind == "indirect" else gold["quotations"]
        wanted = [span for span in spans if span.get("kind", "indirect") == kind]
        extra = _match(text, wanted, [speech for speech in found if speech.kind == kind], tally)
        for speech in extra:
            edges = (speech.start, speech.end)
            if not any(overlap(edges, span) > 0 for span in gold["ignore"]):
                tally.found += 1
                tally.errors.append(f"extra   {_shown(text, *edges)} <{speech.cue}>")


def _match(text: str, wanted: list[GoldSpan], found: list[Speech], tally: Tally) -> list[Speech]:
    """Count what is found of the wanted spans; return what is found beyond them."""
    tally.gold += len(wanted)
    left = list(found)
    for span in wanted:
        edges = (span["start"], span["end"])
        least = _SAME_CLAUSE if "kind" not in span else _SAME_QUOTATION
        match = max(
            left, default=None, key=lambda speech: overlap(edges, (speech.start, speech.end))
        )
        if match is None or overlap(edges, (match.start, match.end)) < least:
            tally.errors.append(f"missed  {_shown(text, *edges)}")
            continue
        left.remove(match)
        tally.found += 1
        tally.right += 1
        tally.exact += edges == (match.start, match.end)
        _attribute(text, span, match, tally)
    return left


def _attribute(text: str, span: GoldSpan, match: Speech, tally: Tally) -> None:
    right = same_speaker(match, span.get("speakers") or [""])
    tally.attributed += right
    if span.get("implicit"):
        tally.implicit += 1
        tally.implicit_attributed += right
    if not right:
        shown = _shown(text, match.start, match.end)
        tally.errors.append(f"speaker {match.speaker_name!r} for {span['speakers']}  {shown}")


def _shown(text: str, start: int, end: int) -> str:
    said = text[start:end]
    said = said if len(said) <= 70 else f"{said[:34]} … {said[-34:]}"
    return f"[{text[max(0, start - 30) : start]}] {said} [{text[end : end + 30]}]"
