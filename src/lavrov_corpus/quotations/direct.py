"""Which marked stretches of a text are quotations, and who speaks them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lavrov_corpus.document import Speech
from lavrov_corpus.quotations.certainty import HEADING, Evidence, certainty
from lavrov_corpus.quotations.cues import (
    Cue,
    count_words,
    cue_after,
    is_naming,
    is_predicate,
    is_reported,
    is_title,
    lead_in,
)
from lavrov_corpus.quotations.marks import Marked
from lavrov_corpus.quotations.scene import Memory, Scene
from lavrov_corpus.quotations.speakers import Candidate
from lavrov_corpus.quotations.subjects import (
    Clause,
    after_participle,
    inverted,
    nearest,
    source,
    subject,
)

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
_SAID = re.compile(r"d[ei](?:d|y|nil|nd|m)|diye\s+(?:konuş|seslen|bağır|yanıt|cevap)")
_QUESTION = re.compile(r"soru")
#: How many characters after a quotation its reporting expression may take.
_REACH = 200
#: A short partial quotation is one only where its reporting verb is no further than this.
_NEAR = 28
#: How many characters before a quotation the genitive stands that owns it: close to a noun
#: (`Trump'ın "..." açıklaması`), further from a verb (`Trump'ın, ..., "..." dediğini`).
_OWNER_REACH = {"noun": 60, "nominal": 150}


@dataclass(frozen=True, slots=True)
class _Place:
    """A marked stretch in its sentence; `left` and `right` are the edges of its neighbours."""

    mark: Marked
    clause: Clause
    left: int
    right: int
    sentence: int


def read_marked(scene: Scene, memory: Memory, index: int) -> Speech | None:
    """Return the quotation that a marked stretch is, if it is one."""
    place = _place(scene, index)
    words = count_words(scene.text[place.mark.start : place.mark.end])
    if scene.is_heading(place.sentence):
        return _heading(scene, place, words)
    cue = _cue(scene, place, words)
    if cue is None:
        return None
    speaker = _speaker(scene, place, cue)
    asked = speaker is None and bool(_QUESTION.match(scene.low, cue.start))
    implicit = speaker is None and not asked
    if implicit:
        speaker = memory.before(place.sentence, cue.passive)
    if speaker:
        memory.note(scene.sentence_at(place.mark.end - 1), speaker)
    mark = place.mark
    return Speech(
        mark.start,
        mark.end,
        "direct",
        scene.text[speaker.start : speaker.end] if speaker else "",
        speaker.name if speaker else "",
        scene.text[cue.start : cue.end],
        implicit,
        _is_partial(scene, mark, cue),
        certainty(_evidence(mark, cue), speaker is not None, implicit),
    )


def _is_partial(scene: Scene, mark: Marked, cue: Cue) -> bool:
    """Tell a piece of the narrator's clause from an utterance of its own."""
    if _SENTENCE_END.search(scene.text, mark.start, mark.end):
        return False
    small = scene.text[mark.start].islower()
    return small or _is_distant(mark, cue) or is_reported(scene.low, mark.start, mark.end)


def _is_distant(mark: Marked, cue: Cue) -> bool:
    return cue.start - mark.outer_end > 2


def _evidence(mark: Marked, cue: Cue) -> Evidence:
    """Return what shows that a marked stretch is a quotation."""
    if cue.start == cue.end >= mark.outer_end:
        return "none"
    if _is_distant(mark, cue):
        return "distant cue"
    return "noun" if cue.form == "noun" else "cue"


def _heading(scene: Scene, place: _Place, words: int) -> Speech | None:
    mark, clause = place.mark, place.clause
    whole = mark.outer_end - mark.outer_start >= 0.6 * (clause.end - clause.start)
    named = is_naming(scene.low, mark.outer_end, place.right)
    if words < (3 if whole else 4) or named or is_title(scene.text[mark.start : mark.end]):
        return None
    return Speech(mark.start, mark.end, "heading", "", "", "", False, False, HEADING)


def _place(scene: Scene, index: int) -> _Place:
    mark, sentences = scene.marked[index], scene.source.sentences
    first, last = scene.sentence_at(mark.outer_start), scene.sentence_at(mark.outer_end - 1)
    start, end = sentences[first][0], max(sentences[first][1], sentences[last][1])
    if last + 1 < len(sentences) and mark.outer_end >= end:
        following = sentences[last + 1]
        if scene.text[following[0]].islower():
            end = following[1]
    if first and mark.outer_start - start <= 1:
        before = sentences[first - 1]
        if scene.text[before[1] - 1] == ":":
            start = before[0]
    left = max(start, scene.marked[index - 1].outer_end) if index else start
    right = end
    if index + 1 < len(scene.marked):
        right = min(end, scene.marked[index + 1].outer_start)
    clause = Clause(scene.text, scene.low, start, mark.outer_start, mark.outer_end, end)
    return _Place(mark, clause, left, max(right, mark.outer_end), first)


def _cue(scene: Scene, place: _Place, words: int) -> Cue | None:
    """Return the reporting expression of a stretch; None where it is no quotation."""
    mark = place.mark
    if is_naming(scene.low, mark.outer_end, place.right):
        return None
    introduced = lead_in(scene.low, place.left, mark.outer_start)
    if introduced and introduced.end > introduced.start and words >= 3:
        return introduced
    stopped = bool(_SENTENCE_END.search(scene.text[mark.start : mark.end]))
    cue = cue_after(scene.low, mark.outer_end, min(place.right, mark.outer_end + _REACH))
    if cue and (stopped or words >= 3 or _is_said(scene, place, cue)):
        return cue
    if introduced and words >= 3:
        return introduced
    return _distant_cue(scene, place, words) if words >= 4 and mark.closed else None


def _before(scene: Scene, place: _Place) -> str:
    """Return the last of what stands before the opening mark, without white space."""
    start = max(place.left, place.mark.outer_start - 3)
    return scene.text[start : place.mark.outer_start].rstrip()


def _is_said(scene: Scene, place: _Place, cue: Cue) -> bool:
    """Tell a short quotation, `X, "Evet" dedi`, from a word in scare quotes."""
    capital = scene.text[place.mark.start].isupper()
    return (
        _before(scene, place).endswith(",") and capital and bool(_SAID.match(scene.low, cue.start))
    )


def _distant_cue(scene: Scene, place: _Place, words: int) -> Cue | None:
    """Return the cue of a quotation that has none right beside it."""
    mark = place.mark
    if is_title(scene.text[mark.start : mark.end]):
        return None
    begins = mark.outer_start - place.clause.start <= 1
    after = scene.text[mark.outer_end : mark.outer_end + 2].lstrip()
    # A pull quote that lost its line break stands before a sentence of its own.
    glued = begins and after[:1].isupper()
    found = None if glued else scene.next_verb(mark.outer_end, place.clause.end)
    if found:
        near = found.start - mark.outer_end <= _NEAR
        if words >= 6 or near or is_predicate(scene.low, mark.start, mark.end):
            return found
    introduced = begins or _before(scene, place).endswith(",")
    ends = mark.outer_end >= place.clause.end - 1
    stopped = bool(_SENTENCE_END.search(scene.text, mark.start, mark.end))
    silent = introduced and ends and stopped
    return Cue(mark.outer_end, mark.outer_end, "finite", False) if silent else None


def _speaker(scene: Scene, place: _Place, cue: Cue) -> Candidate | None:
    clause, candidates = place.clause, scene.candidates
    if cue.form == "participle":
        return after_participle(clause, cue, candidates)
    if cue.form in {"nominal", "noun"}:
        owner = nearest(clause, {"genitive", "ablative"}, candidates, _OWNER_REACH[cue.form])
        if owner and owner.start >= place.left:
            return owner
    if _QUESTION.match(scene.low, cue.start) and cue.form == "noun":
        return None
    if cue.passive and (found := source(clause, candidates)):
        return found
    return inverted(clause, cue, candidates) or subject(clause, candidates)
