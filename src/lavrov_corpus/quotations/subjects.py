"""Which candidate is the speaker, given the clause around a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lavrov_corpus.quotations.cues import Cue
from lavrov_corpus.quotations.speakers import Candidate, Candidates

#: No clause of news reaches further back than this many characters.
WINDOW = 1200
#: A candidate below this is taken for no subject at all.
_THRESHOLD = 2.0

_LABEL_WEIGHT = {"PER": 1.5, "ORG": 0.5, "LOC": -0.5, "NOUN": 0.0, "TEXT": -6.0}
_PARENTHESIS = re.compile(r"\s*\([^()\n]{0,80}\)")
_AFTER_WEIGHT: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"\s*(?:,\s*)?(?:[\"“”«'‘]|$)"), 3.5),
    (re.compile(r"\s*,"), 3.0),
    (re.compile(r"\s+(?:ise|de|da)(?!\w)"), 3.0),
    (re.compile(r"\s+(?:ve|ile|veya|ya\s+da)(?!\w)"), -1.5),
    (re.compile(r"\s+(?:tarafından|gibi|hakkında|için|sonrası|üzerine|olarak)(?!\w)"), -6.0),
    (re.compile(r"\s+(?:sözlerin|şun|şöyle|şu\s)"), 3.0),
    (re.compile(r"\s+(?:ayrıca|bu|şu|kendi|aynı|burada|daha|öte)(?!\w)"), 2.0),
)
#: One of several: `Hamas, Mısır ve Katar`, `Hamas, Mısır, Katar ve`.
_ENUMERATED = re.compile(
    r"\s*,(?:\s+[A-ZÇĞİÖŞÜ][\w-]*)+(?:\s+ve\s|,(?:\s+[A-ZÇĞİÖŞÜ][\w-]*)+(?:,|\s+ve\s))"
)
_PARTICIPLE = re.compile(r"\w+[aeıiuüy][ae]n\s+$|\w{2,}[ae]n\s+$")
_TITLE_WORD = re.compile(
    r"(?:[A-ZÇĞİÖŞÜ][\w.'’-]*|\([^()\s]{1,12}\)|ve|eski|doktor|lideri|yetkilisi)\s+$"
)
_OPENING_PHRASE = re.compile(r"((?:[\w'’-]+[ ]){0,3}[\w-]+),\s*(?:[\"“”«'‘]|$)")
_ADVERBIAL = re.compile(
    r"(?:(?<=\w\w)[dt][ae]n?|[ae]r[ae]k|ken|[ıiuü]p|l[ae]|[nc][ae]|n[ıiuü]|y[ae]|[ae]n|göre|yandan|"
    r"ayrıca|ancak|sonra|önce|yine|bugün|dün|şimdi|evet|hayır|ilişkin|üzerine|için|rağmen|"
    r"karşın|gibi|birlikte|birden|ardından|kez|defa|fakat|ama|oysa|üstelik|özetle|kısaca)$"
)
_RELATIVE = re.compile(r"[ae]n\s")
_ISSUED = re.compile(
    r"\s+(?:[\w'.]+\s+){0,5}?(?:yapılan|gelen|yay[ıi]\w+an|gönderilen|paylaşılan|alınan)\s"
)
_CLAUSE_END = re.compile(r"[,;:.!?\n]")


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands around a quotation: its sentence from `start` to `end`, the marks between."""

    text: str
    low: str
    start: int
    quote_start: int
    quote_end: int
    end: int


def subject(clause: Clause, candidates: Candidates) -> Candidate | None:
    """Return the best subject that stands before the quotation, if there is a fair one."""
    start = max(clause.start, clause.quote_start - WINDOW)
    before = candidates.between(start, clause.quote_start)
    scored = [
        (_score(clause, item), item.start, item) for item in before if item.case == "nominative"
    ]
    best = max(scored, default=None, key=lambda entry: entry[:2])
    if best and best[0] >= _THRESHOLD:
        return best[2]
    return _unknown_noun(clause)


def _unknown_noun(clause: Clause) -> Candidate | None:
    """Return the noun phrase that opens a sentence right before its quotation.

    It speaks whatever its noun is (`Güzel manken, "..." diyor`), unless it tells where, when
    or how.
    """
    found = _OPENING_PHRASE.match(clause.text, clause.start, clause.quote_start)
    if found is None or _ADVERBIAL.search(clause.low, *found.span(1)):
        return None
    start, end = found.span(1)
    return Candidate(start, end, end, clause.text[start:end], "nominative", "NOUN")


def _score(clause: Clause, item: Candidate) -> float:
    text, end = clause.text, item.edge
    while gap := _PARENTHESIS.match(text, end, clause.quote_start):
        end = gap.end()
    score = _LABEL_WEIGHT.get(item.label, 0.0)
    limit = min(len(text), clause.quote_start + 1)
    for pattern, weight in _AFTER_WEIGHT:
        if pattern.match(text, end, limit):
            score += weight
            break
    if _ENUMERATED.match(text, end, clause.quote_start):
        score -= 3.0
    head = _phrase_start(text, clause.start, item.start)
    if head == clause.start:
        score += 1.0
    elif _PARTICIPLE.search(clause.low, max(clause.start, head - 30), head):
        score += 2.0
    reach = max(clause.start, item.start - 100)
    if text.rfind("(", reach, item.start) > text.rfind(")", reach, item.start):
        score -= 6.0
    return score


def _phrase_start(text: str, limit: int, start: int) -> int:
    """Return where the titles begin that stand before a name."""
    for _ in range(10):
        word = _TITLE_WORD.search(text, max(limit, start - 40), start)
        if word is None:
            break
        start = word.start()
    return start


def after_participle(clause: Clause, cue: Cue, candidates: Candidates) -> Candidate | None:
    """Return the head of the noun phrase that a participle like `diyen` describes.

    After a passive one (`denilen açıklamada`) it is the text that speaks.
    """
    limit = min(clause.end, cue.end + 160)
    if cue.passive:
        texts = candidates.between(cue.end, min(clause.end, cue.end + 60))
        return next((item for item in texts if item.label == "TEXT"), None)
    stop = _CLAUSE_END.search(clause.text, cue.end, limit)
    window = candidates.between(cue.end, stop.start() if stop else limit)
    near = [item for item in window if item.start - cue.end <= 100 and item.label != "TEXT"]
    people = [item for item in near if item.label == "PER" and item.start - cue.end <= 80]
    if people:
        return people[0]
    if stop and near and near[-1].edge == stop.start():
        return near[-1]
    return near[0] if near else None


def inverted(clause: Clause, cue: Cue, candidates: Candidates) -> Candidate | None:
    """Return the subject that ends the sentence right after its verb: `"..." dedi Lavrov.`"""
    if cue.form != "finite" or cue.start < clause.quote_end:
        return None
    for item in candidates.between(cue.end, min(clause.end, cue.end + 60)):
        close = not clause.text[cue.end : item.start].strip() and item.case == "nominative"
        if close and _CLAUSE_END.match(clause.text, item.edge):
            return item
    return None


def nearest(
    clause: Clause, cases: Iterable[str], candidates: Candidates, reach: int
) -> Candidate | None:
    """Return the last candidate before the quotation in one of these cases."""
    wanted = frozenset(cases)
    start = max(clause.start, clause.quote_start - reach)
    window = candidates.between(start, clause.quote_start)
    found = [item for item in window if item.case in wanted and item.label != "TEXT"]
    return found[-1] if found else None


def source(clause: Clause, candidates: Candidates) -> Candidate | None:
    """Return who or what speaks in a passive clause: `Raporda ... denildi`.

    A name in the ablative or genitive (`Hamas'tan yapılan açıklamada`) goes before the text.
    """
    window = candidates.between(max(clause.start, clause.quote_start - 400), clause.quote_start)
    spoken = [item for item in window if item.case == "locative" and item.label in {"TEXT", "NOUN"}]
    last = spoken[-1] if spoken else None
    owners = [item for item in window if _owns(clause, item, last)]
    return owners[-1] if owners else last


def _owns(clause: Clause, item: Candidate, spoken: Candidate | None) -> bool:
    """Tell whether a text is somebody's: `Hamas'ın açıklamasında`, `Hamas'tan yapılan`."""
    if item.label == "TEXT" or item.case not in {"ablative", "genitive"}:
        return False
    between = clause.low[item.edge : spoken.start] if spoken else clause.low[item.edge :][:40]
    if spoken and item.start >= spoken.start:
        return False
    if item.case == "genitive":
        return spoken is not None and len(between) <= 25 and not _RELATIVE.search(between)
    return bool(_ISSUED.match(between))
