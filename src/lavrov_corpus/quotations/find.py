"""Which marked stretches of a text are quotations, and who speaks them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lavrov_corpus.document import Analysis, Mention, SegmentedText, Speech
from lavrov_corpus.quotations.cues import (
    Cue,
    count_words,
    cue_after,
    governing,
    is_naming,
    lead_in,
)
from lavrov_corpus.quotations.marks import Marked, find_marked
from lavrov_corpus.quotations.speakers import Candidate, Candidates, find_candidates
from lavrov_corpus.quotations.subjects import Clause, after_participle, nearest, source, subject
from lavrov_corpus.turkish import tr_fold

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
#: How many sentences back the speaker of a sentence without subject is looked for.
_MEMORY = 4
#: How many characters after a quotation its reporting expression may take.
_REACH = 200


def find_quotations(
    text: SegmentedText,
    analyses: Sequence[Analysis],
    mentions: Sequence[Mention],
    names: Sequence[tuple[str, str]],
) -> tuple[Speech, ...]:
    """Return the quotations of an article, in order, with their speakers.

    `analyses[i]` belongs to `text.tokens[i]`, `names[i]` is the name and the canonical name
    of `mentions[i]`. Spans are code points of `text.text`, inside the marks.
    """
    del analyses  # cues and cases show on the surface forms
    low = tr_fold(text.text)
    marked = find_marked(text.text, text.paragraphs)
    candidates = find_candidates(text.text, low, mentions, names, marked)
    reader = _Reader(text, low, marked, candidates)
    found = (reader.read(index) for index in range(len(marked)))
    return tuple(speech for speech in found if speech)


@dataclass(frozen=True, slots=True)
class _Place:
    """A marked stretch among its neighbours, in its sentence and paragraph."""

    mark: Marked
    clause: Clause
    left: int
    right: int
    heading: bool


class _Reader:
    """Reads the marked stretches of one text in order, remembering who spoke last."""

    def __init__(
        self, text: SegmentedText, low: str, marked: Sequence[Marked], candidates: Candidates
    ) -> None:
        self._text, self._low, self._marked = text, low, marked
        self._candidates = candidates
        self._starts = [start for start, _, _ in text.sentences]
        self._spoken: dict[int, Candidate] = {}

    def read(self, index: int) -> Speech | None:
        """Return the quotation that a marked stretch is, if it is one."""
        place = self._place(index)
        words = count_words(self._text.text[place.mark.start : place.mark.end])
        if place.heading:
            return self._heading(place, words)
        cue = self._cue(place, words)
        if cue is None:
            return None
        speaker = self._speaker(place, cue)
        implicit = speaker is None
        sentence = self._sentence_at(place.mark.outer_start)
        if speaker is None:
            speaker = self._remembered(sentence)
        if speaker:
            self._spoken[self._sentence_at(place.mark.end - 1)] = speaker
        return self._speech(place.mark, cue, speaker, implicit)

    def _speech(self, mark: Marked, cue: Cue, speaker: Candidate | None, implicit: bool) -> Speech:
        written = self._text.text[speaker.start : speaker.end] if speaker else ""
        name = speaker.name if speaker else ""
        said = self._text.text[cue.start : cue.end]
        return Speech(mark.start, mark.end, "direct", written, name, said, implicit)

    def _heading(self, place: _Place, words: int) -> Speech | None:
        mark = place.mark
        whole = mark.outer_end - mark.outer_start >= 0.6 * (place.clause.end - place.clause.start)
        if (
            words < 3
            or not (whole or words >= 4)
            or is_naming(self._low, mark.outer_end, place.right)
        ):
            return None
        return Speech(mark.start, mark.end, "heading", "", "", "", False)

    def _sentence_at(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)

    def _place(self, index: int) -> _Place:
        mark, sentences = self._marked[index], self._text.sentences
        first = self._sentence_at(mark.outer_start)
        last = self._sentence_at(mark.outer_end - 1)
        start, end, paragraph = sentences[first]
        end = max(end, sentences[last][1])
        kind = self._text.paragraphs[paragraph].kind
        if last + 1 < len(sentences) and mark.outer_end >= end:
            following = sentences[last + 1]
            if self._text.text[following[0]].islower():
                end = following[1]
        if first and mark.outer_start - start <= 1:
            before = sentences[first - 1]
            if self._text.text[before[0] : before[1]].rstrip().endswith(":"):
                start = before[0]
        left = max(start, self._marked[index - 1].outer_end) if index else start
        right = end
        if index + 1 < len(self._marked):
            right = min(end, self._marked[index + 1].outer_start)
        clause = Clause(self._text.text, self._low, start, mark.outer_start, mark.outer_end, end)
        return _Place(mark, clause, left, max(right, mark.outer_end), kind == "heading")

    def _cue(self, place: _Place, words: int) -> Cue | None:
        """Return the reporting expression of a stretch; None where it is no quotation."""
        mark = place.mark
        if is_naming(self._low, mark.outer_end, place.right):
            return None
        introduced = lead_in(self._low, place.left, mark.outer_start)
        if introduced and words >= 3:
            return introduced
        stopped = bool(_SENTENCE_END.search(self._text.text[mark.start : mark.end]))
        cue = cue_after(self._low, mark.outer_end, min(place.right, mark.outer_end + _REACH))
        if cue and (stopped or words >= 3):
            return cue
        return self._distant_cue(place, stopped) if words >= 4 and mark.closed else None

    def _distant_cue(self, place: _Place, stopped: bool) -> Cue | None:
        """Return the cue of a quotation that has none right beside it."""
        mark = place.mark
        if self._text.text[mark.start : mark.end].istitle():
            return None
        if found := governing(self._low, mark.outer_end, place.clause.end):
            return found
        alone = stopped and mark.outer_start - place.clause.start <= 1
        return Cue(mark.outer_end, mark.outer_end, "finite", False) if alone else None

    def _speaker(self, place: _Place, cue: Cue) -> Candidate | None:
        clause, candidates = place.clause, self._candidates
        if cue.form == "participle" and not cue.passive:
            return after_participle(clause, cue, candidates)
        if cue.form in {"nominal", "noun"}:
            owner = nearest(clause, {"genitive", "ablative"}, candidates, 120)
            if owner and owner.start >= place.left:
                return owner
        if cue.passive and (found := source(clause, candidates)):
            return found
        return subject(clause, candidates)

    def _remembered(self, sentence: int) -> Candidate | None:
        for index in range(sentence - 1, max(sentence - 1 - _MEMORY, -1), -1):
            if speaker := self._spoken.get(index):
                return speaker
            start, end, paragraph = self._text.sentences[index]
            if self._text.paragraphs[paragraph].kind == "heading":
                continue
            clause = Clause(self._text.text, self._low, start, end, end, end)
            if found := subject(clause, self._candidates):
                return found
        return None
