"""Reported clauses: what someone said in the narrator's words, before a main reporting verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lavrov_corpus.document import Speech
from lavrov_corpus.quotations.certainty import certainty
from lavrov_corpus.quotations.cues import Cue, lexicon
from lavrov_corpus.quotations.scene import Memory, Scene
from lavrov_corpus.quotations.speakers import Candidate
from lavrov_corpus.quotations.subjects import Clause, source, subject

_POSSESSIVE = r"(?:[ıiuü]m[ıiuü]z|[ıiuü]n[ıiuü]z|[ıiuü]m|l[ae]r[ıi]|[ıiuü])"
_CASE = r"(?:n[ıiuü]n|n[ıiuü]|n[ae]|n[dt][ae]n)?"
#: The verb of a reported clause, and the words that may part it from the main verb.
_REPORTED = re.compile(
    rf"(?P<verb>[\w']*(?:[dt][ıiuü][ğk]|[ae]c[ae][ğk]){_POSSESSIVE}{_CASE})[\"”’»]?"
    r"(?:\s+(?:da|de|ise|ayrıca|bile|sık|çok))?\s+$"
)
_SUBJECT_END = re.compile(
    r"(?:\s*\([^()\n]{0,80}\))?(?:\s+(?:ise|de|da|ayrıca|bununla\s+birlikte))*\s*,?\s*"
)
_SPOKEN_WHERE = re.compile(
    r"(?:\b(?:açıklama|konuşma|paylaşım|mesaj|demeç|haber|rapor|analiz|bildiri|yazı|mektup|toplantı)"
    r"(?:(?:s)?[ıi]n)?[dt][ae](?:\s+(?:da|de|ise))?)(?:\s*,\s*|\s+)"
)
_SIGNALLED = re.compile(
    r"(?:yap\w+|yayı\w+|gönder\w+|ver\w+|düzenle\w+|paylaş\w+|hesabından\s+\w+)\s+(?:\w+\s+)?$"
)
_ABOUT = re.compile(r"\b(?:ilişkin|hakkında|üzerine)\s*,\s*")
_CONNECTIVE = re.compile(
    r"(?:öte\s+yandan|ayrıca|ancak|fakat|ama|ve|bununla\s+birlikte|bu\s+arada)\s*,?\s*"
)
#: A reported clause of fewer characters is a verb with nothing to report.
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """A reported clause, the main verb and its subject."""

    start: int
    end: int
    cue: Cue
    speaker: Candidate | None


def read_sentence(scene: Scene, memory: Memory, sentence: int) -> Iterator[Speech]:
    """Yield the reported clauses of a sentence, with their speakers."""
    start, end, _ = scene.source.sentences[sentence]
    floor = start
    for cue in scene.verbs_between(start, end):
        if cue.form != "finite":
            continue
        found = _clause(scene, floor, cue)
        floor = cue.end
        if found is None:
            continue
        speaker = found.speaker
        implicit = speaker is None
        if speaker is None:
            speaker = memory.before(sentence, cue.passive)
        else:
            memory.note(sentence, speaker)
        yield Speech(
            found.start,
            found.end,
            "indirect",
            scene.text[speaker.start : speaker.end] if speaker else "",
            speaker.name if speaker else "",
            scene.text[cue.start : cue.end],
            implicit,
            False,
            certainty("clause", speaker is not None, implicit),
        )


def _clause(scene: Scene, start: int, cue: Cue) -> _Found | None:
    verb = _REPORTED.search(scene.low, max(start, cue.start - 80), cue.start)
    if verb is None:
        return None
    end = verb.end("verb")
    clause = Clause(scene.text, scene.low, start, verb.start(), verb.start(), cue.start)
    speaker = source(clause, scene.candidates) if cue.passive else subject(clause, scene.candidates)
    begin = _begin(scene, start, verb.start(), speaker)
    mark = scene.mark_before(end)
    if mark and mark.outer_end >= end and mark.outer_start - begin <= 1:
        return None
    return _Found(begin, end, cue, speaker) if end - begin >= _SHORTEST else None


def _begin(scene: Scene, start: int, end: int, speaker: Candidate | None) -> int:
    """Return where the reported clause begins: after all that belongs to the main verb."""
    edges = [start]
    if speaker:
        edges.append(_skip(_SUBJECT_END, scene.low, speaker.edge, end))
    edges.extend(
        _skip(_SUBJECT_END, scene.low, verb.end, end)
        for verb in scene.verbs_between(start, end)
        if verb.form == "converb"
    )
    edges.extend(match.end() for match in _ABOUT.finditer(scene.narrated, start, end))
    joined = lexicon().joined.finditer(scene.narrated, start, end)
    edges.extend(joint.end() for joint in joined if joint.group("finite"))
    for place in _SPOKEN_WHERE.finditer(scene.narrated, start, end):
        told = "," in place.group() or _SIGNALLED.search(
            scene.low, max(start, place.start() - 60), place.start()
        )
        if told or place.start() == start:
            edges.append(place.end())
    begin = max(edge for edge in edges if edge <= end)
    begin = _skip(_CONNECTIVE, scene.low, begin, end)
    while begin < end and (scene.text[begin].isspace() or scene.text[begin] in ",;"):
        begin += 1
    return begin


def _skip(pattern: re.Pattern[str], text: str, position: int, end: int) -> int:
    match = pattern.match(text, position, end)
    return match.end() if match else position
