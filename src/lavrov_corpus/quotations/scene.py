"""A text made ready for reading: its marks, its candidate speakers, its reporting verbs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.quotations.cues import Cue, reporting_verbs
from lavrov_corpus.quotations.marks import Marked, find_marked
from lavrov_corpus.quotations.speakers import Candidate, Candidates, find_candidates
from lavrov_corpus.quotations.subjects import Clause, subject
from lavrov_corpus.turkish import tr_fold

#: How many sentences back the speaker of a sentence without subject is looked for.
_MEMORY = 4
#: What stands between marks is blotted out with this where only the narrator is asked.
_BLANK = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Scene:
    """One text with all that is found in it before quotations are.

    `low` is the folded text, `narrated` the same with all marked stretches blotted out; both
    have the length of the text. `verbs` are the narrator's reporting verbs, in order.
    """

    source: SegmentedText
    low: str
    narrated: str
    marked: Sequence[Marked]
    candidates: Candidates
    verbs: Sequence[Cue]
    verb_starts: Sequence[int]
    sentence_starts: Sequence[int]
    mark_starts: Sequence[int]

    @property
    def text(self) -> str:
        """The text that all spans count in."""
        return self.source.text

    def sentence_at(self, position: int) -> int:
        """Return the index of the sentence that a position lies in, or the one before it."""
        return max(bisect_right(self.sentence_starts, position) - 1, 0)

    def is_heading(self, sentence: int) -> bool:
        """Tell whether a sentence stands in a heading."""
        return self.source.paragraphs[self.source.sentences[sentence][2]].kind == "heading"

    def verbs_between(self, start: int, end: int) -> Sequence[Cue]:
        """Return the reporting verbs that start in a stretch."""
        first = bisect_left(self.verb_starts, start)
        return self.verbs[first : bisect_left(self.verb_starts, end)]

    def next_verb(self, start: int, end: int) -> Cue | None:
        """Return the first reporting verb that starts in a stretch."""
        first = bisect_left(self.verb_starts, start)
        found = first < len(self.verbs) and self.verb_starts[first] < end
        return self.verbs[first] if found else None

    def mark_before(self, position: int) -> Marked | None:
        """Return the last marked stretch that opens before a position."""
        index = bisect_left(self.mark_starts, position) - 1
        return self.marked[index] if index >= 0 else None


def prepare(
    text: SegmentedText, mentions: Sequence[Mention], names: Sequence[tuple[str, str]]
) -> Scene:
    """Return a text made ready; takes one pass for each thing looked for."""
    low = tr_fold(text.text)
    marked = find_marked(text.text, text.paragraphs)
    pieces, position = [], 0
    for mark in marked:
        pieces.append(low[position : mark.start])
        pieces.append(_BLANK * (mark.end - mark.start))
        position = mark.end
    narrated = "".join([*pieces, low[position:]])
    candidates = find_candidates(text.text, low, mentions, names, marked)
    verbs = reporting_verbs(narrated)
    return Scene(
        source=text,
        low=low,
        narrated=narrated,
        marked=marked,
        candidates=candidates,
        verbs=verbs,
        verb_starts=[verb.start for verb in verbs],
        sentence_starts=[start for start, _, _ in text.sentences],
        mark_starts=[mark.outer_start for mark in marked],
    )


class Memory:
    """Who spoke last, for sentences that do not say it."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._spoken: dict[int, Candidate] = {}

    def note(self, sentence: int, speaker: Candidate) -> None:
        """Remember who speaks in a sentence."""
        self._spoken[sentence] = speaker

    def before(self, sentence: int, passive: bool) -> Candidate | None:
        """Return the speaker or else the subject of the nearest of the sentences before.

        A passive verb (`denildi`) goes on only with a text or an organisation.
        """
        scene = self._scene
        for index in range(sentence - 1, max(sentence - 1 - _MEMORY, -1), -1):
            if speaker := self._spoken.get(index):
                return speaker if not passive or speaker.label in {"ORG", "TEXT"} else None
            start, end, _ = scene.source.sentences[index]
            if passive or scene.is_heading(index):
                continue
            clause = Clause(scene.text, scene.low, start, end, end, end)
            if found := subject(clause, scene.candidates):
                return found
        return None
