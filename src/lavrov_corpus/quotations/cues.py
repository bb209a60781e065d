"""Reporting expressions around a quotation, found on surface forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

#: What the verb of a reporting expression is: the sentence's main verb (`dedi`), a converb
#: (`diyerek`), a participle before its subject (`diyen`), the verb of a clause inside another
#: (`dediğini`), or no verb at all (`gerekçesiyle`).
Form = Literal["finite", "converb", "participle", "nominal", "noun"]

_FORMS: tuple[Form, ...] = ("finite", "converb", "participle", "nominal")
#: `bulun-` and `savun-` end like passives and are none.
_PASSIVE = (
    r"(?P<passive>(?<!bul)(?<!bulu)(?<!sav)(?<!savu)"
    r"(?:[ıiuü]l|[ıiuü]n|n[ıiuü]l|(?<=[aeıiuü])n)(?=[dtmıiuüaey]))?"
)
_ENDING = (
    r"(?:(?P<finite>(?:[dt][ıiuü]|m[ıiuü]ş|[ıiuü]?yor|m[ae]kt[ae])(?:l[ae]r)?"
    r"(?:y?[dt][ıiuü]r?|m[ıiuü]ş)?(?:l[ae]r)?)"
    r"|(?P<converb>y?[ae]r[ae]k(?:ten)?|y?[ıiuü]p|[aeıiuü]?rken)"
    r"|(?P<participle>y?[ae]n(?:l[ae]r)?)"
    r"|(?P<nominal>(?:[dt][ıiuü][ğk]|y?[ae]c[ae][ğk]|m[ae]s[ıi]|m[ae]l[ae]r[ıi]|m[ae]y|s[ae])\w*))"
    r"(?![\w'])"
)
_MANNER = re.compile(r"(?:diye|şeklinde|şeklindeki|biçiminde)(?!\w)")
#: The next verb reports the answer to a question, and not at all what was a reason.
_NO_VERB = re.compile(
    r"(?:soru(?:su|ları)n?a?(?:\s+üzerine)?|(?:gerekçe|iddia)s[ıi]yla|gerekçesiyle)(?!\w)"
)
_GAP = re.compile(r"[\s,;.…)]*")
_WORD = re.compile(r"[\w'-]+")
_PASSIVE_VERB = re.compile(
    r"(?<!bul)(?<!sav)(?:[ıiuü][ln]|(?<=[aeıiuü])n)(?:d[ıiuü]|m[ıiuü]şt[ıiuü]|[ıiuü]yor)$"
)
_LITTLE_WORDS = frozenset({"ve", "ile", "için", "bir", "mi", "mı", "mu", "mü", "da", "de", "ya"})
_LAST_WORD = re.compile(r"[\w'-]+\W*$")
_VERBAL = re.compile(
    r"(?:[dt][ıiuü][ğk](?:[ıi]|l[ae]r)|[ae]c[ae][ğk]|m[ae](?:s[ıi]|y|l[ae]r|kt|k)|[ıiuü]yor|olarak|"
    r"m[ıiuü]ş|[dt][ıiuü](?:k|m|l[ae]r)?\W*$|[mn][ae]m[ae]k)"
)
_REPORTED = re.compile(
    r"(?:[dt][ıiuü][ğk]|[ae]c[ae][ğk])(?:[ıiuü]|l[ae]r[ıi])(?:m[ıiuü]z)?(?:n\w{0,3})?$"
    r"|m[ae](?:s[ıi]|l[ae]r[ıi])(?:n\w{0,3})?$"
)
_LEAD_IN = re.compile(
    r"(?P<this>\b(?:şun\w+|şöyle|şu(?:\s+\w+){1,2}|aşağıdaki\s+\w+|sözlerin\w+)\s+)?"
    r"(?:(?:şöyle|devam|dile|yer|ifade|ileri)\s+)?(?P<last>\w+)\s*[:;]\s*$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting expression: `text[start:end]`, the form of its verb, active or passive."""

    start: int
    end: int
    form: Form
    passive: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists and the patterns that are made of them; see the resource's card."""

    reporting: re.Pattern[str]
    direct: re.Pattern[str]
    light: re.Pattern[str]
    joined: re.Pattern[str]
    any_verb: re.Pattern[str]
    speech_noun: re.Pattern[str]
    naming: re.Pattern[str]
    speaker_noun: re.Pattern[str]
    source_noun: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """Read the bundled lists, once."""
    source = files("lavrov_corpus.resources").joinpath("quotation_cues.toml")
    lists: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    reporting, quoting = lists["reporting_verbs"], lists["quoting_verbs"]
    return Lexicon(
        reporting=re.compile(r"\b" + _verbs(reporting)),
        direct=re.compile(_verbs(reporting + quoting)),
        light=re.compile(r"(?:[\w'-]+\s+){0,3}?" + _verbs(lists["light_verbs"])),
        joined=re.compile(
            r"\b"
            + _verbs(reporting + quoting + lists["light_verbs"] + lists["other_verbs"])
            + r"\s+ve\s+"
        ),
        any_verb=re.compile(r"(?:[\w'-]+,?\s+){0,4}?\w{1,20}?" + _PASSIVE + _ENDING),
        speech_noun=re.compile(_alternatives(lists["speech_nouns"]) + r"(?!cü|l[ae]ş)\w{0,9}"),
        naming=re.compile(_alternatives(lists["naming_words"]) + r"(?!\w)"),
        speaker_noun=_noun(lists["speaker_nouns"]),
        source_noun=_noun(lists["source_nouns"]),
    )


def _alternatives(words: Iterable[str]) -> str:
    """Return a pattern of these words, the longest first, parted by first letter for speed."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    groups = (f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(by_letter.items()))
    return "(?:" + "|".join(groups) + ")"


def _verbs(stems: Iterable[str]) -> str:
    """Return the pattern of any form of these verbs; `söyle` also gives `söylüyor`."""
    forms = {form for stem in stems for form in stem.split("|")}
    narrowed = {form[:-1] for form in forms if form[-1] in "ae" and len(form) > 2}
    spaced = _alternatives(forms).replace(r"\ ", r"\s+")
    narrow = _alternatives(narrowed) + r"(?=[ıiuü]yor)" if narrowed else "(?!)"
    return f"(?:{spaced}|{narrow})" + _PASSIVE + _ENDING


def _noun(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b" + _alternatives(words) + r"(?P<suffix>\w{0,12}(?:'\w{1,6})?)(?![\w'])")


def _form(match: re.Match[str]) -> Form:
    return next(form for form in _FORMS if match.group(form))


def cue_after(low: str, position: int, limit: int) -> Cue | None:
    """Return the reporting expression that stands right after a quotation.

    `low` is the folded text; `position` is where the closing mark ends; nothing from `limit`
    on is looked at.
    """
    words = lexicon()
    gap = _GAP.match(low, position, limit)
    start = gap.end() if gap else position
    if manner := _MANNER.match(low, start, limit):
        return _with_verb(low, start, manner.end(), limit, words.any_verb)
    if alone := _NO_VERB.match(low, start, limit):
        return Cue(start, alone.end(), "noun", False)
    noun = words.speech_noun.match(low, start, limit)
    cue = _with_verb(low, start, noun.end(), limit, words.light) if noun else None
    if cue and cue.form != "noun":
        return cue
    # `açıklamasına` is a form of the noun as well as of the verb, and more often of the noun.
    direct = None if cue else words.direct.match(low, start, limit)
    if direct:
        return Cue(start, direct.end(), _form(direct), bool(direct.group("passive")))
    return cue


def _with_verb(low: str, start: int, end: int, limit: int, verbs: re.Pattern[str]) -> Cue:
    gap = _GAP.match(low, end, limit)
    verb = verbs.match(low, gap.end() if gap else end, limit)
    if verb is None:
        return Cue(start, end, "noun", False)
    passive = bool(verb.group("passive")) or "yer al" in verb.group()
    return Cue(start, verb.end(), _form(verb), passive)


def lead_in(low: str, start: int, end: int) -> Cue | None:
    """Return the reporting expression that ends in a colon right before a quotation."""
    start = max(start, end - 80)
    stripped = low[start:end].rstrip()
    if not stripped.endswith((":", ";")):
        return None
    found = _LEAD_IN.search(low, start, end)
    if found and found["this"]:
        passive = bool(_PASSIVE_VERB.search(found["last"]))
        return Cue(found.start(), start + len(stripped) - 1, "finite", passive)
    if not stripped.endswith(":"):
        return None
    verb = cue_after(low, found.start("last"), end) if found else None
    return verb or Cue(end, end, "finite", False)


def reporting_verbs(low: str) -> list[Cue]:
    """Return all reporting verbs of a folded text, in order."""
    return [
        Cue(match.start(), match.end(), _form(match), bool(match.group("passive")))
        for match in lexicon().reporting.finditer(low)
    ]


def is_title(text: str) -> bool:
    """Tell whether each word but the little ones begins with a capital, as in a title."""
    words = [word for word in _WORD.findall(text) if word not in _LITTLE_WORDS]
    return len(words) > 1 and all(word[0].isupper() or word[0].isdigit() for word in words)


def is_predicate(low: str, start: int, end: int) -> bool:
    """Tell whether a stretch ends in a verb, of a main clause or of a reported one."""
    last = _LAST_WORD.search(low, max(start, end - 40), end)
    return last is not None and bool(_VERBAL.search(last.group()))


def is_reported(low: str, start: int, end: int) -> bool:
    """Tell whether a stretch ends in the verb of a reported clause, as in `"açık olduğunu"`."""
    last = _LAST_WORD.search(low, max(start, end - 40), end)
    return last is not None and bool(_REPORTED.search(last.group()))


def is_naming(low: str, position: int, limit: int) -> bool:
    """Tell whether the word after a marked stretch makes it a title or a name."""
    gap = _GAP.match(low, position, limit)
    return bool(lexicon().naming.match(low, gap.end() if gap else position, limit))


def count_words(text: str) -> int:
    """Return the number of words of a text."""
    return sum(1 for _ in _WORD.finditer(text))
