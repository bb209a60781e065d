"""The words of an article as they are indexed: folded, sentence by sentence, four columns.

`form` and `lemma` have one term for each word (each token with a letter or a digit), at the
same places. `entity` has the words of each name in the sentence, `speaker` those of everybody
a quotation in it is given to, with BETWEEN_NAMES after each name, so that no phrase reaches
from one name into the next. The terms of a column are joined by single spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lavrov_corpus.document import Article
from lavrov_corpus.turkish import tr_fold

COLUMNS = ("form", "lemma", "entity", "speaker")
BETWEEN_NAMES = "|"

SentenceWords = tuple[str, str, str, str]

# To the tokenizer of the index all of these would be the end of a term.
_ENDS_OF_TERMS = {c: "\ufffd" for c in (*range(0x21), 0x7F)}
_NAME_WORD = re.compile(r"\w+(?:['.&\-]+\w+)*")


def fold(text: str) -> str:
    """Return the text as terms are cut out of it, at the same length."""
    return tr_fold(text).translate(_ENDS_OF_TERMS)


def term_of(folded: str) -> str:
    """Return the term of a folded token: without periods at its end; "" if it is no word."""
    if folded.isalnum():
        return folded
    return folded.rstrip(".") if any(map(str.isalnum, folded)) else ""


def name_terms(name: str) -> list[str]:
    """Return the terms of a name: its words, folded."""
    return _NAME_WORD.findall(tr_fold(name))


def words_of(article: Article) -> tuple[SentenceWords, ...]:
    """Return the words of each sentence of an article."""
    return _sentences(
        article.text,
        [(s.start, s.end) for s in article.sentences],
        ((t.start, t.end, t.sentence, t.lemma) for t in article.tokens),
        ((e.sentence, e.name, e.canonical) for e in article.entities),
        ((q.start, q.end, q.speaker, q.speaker_name) for q in article.quotes),
    )


def words_of_record(article: Mapping[str, Any]) -> tuple[SentenceWords, ...]:
    """Return the words of each sentence of an article that was read from its JSON."""
    return _sentences(
        article["text"],
        [(s["start"], s["end"]) for s in article["sentences"]],
        ((t["start"], t["end"], t["sentence"], t["lemma"]) for t in article["tokens"]),
        ((e["sentence"], e["name"], e["canonical"]) for e in article["entities"]),
        ((q["start"], q["end"], q["speaker"], q["speaker_name"]) for q in article["quotes"]),
    )


def word_spans(text: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the span of each word of a sentence, given its text and its terms in order.

    Between two words stand only characters that no term begins with a letter or digit of, so
    that each term stands at the first place after the term before it.
    """
    folded, end = fold(text), 0
    for term in terms:
        start = folded.index(term, end)
        end = start + len(term)
        yield start, end


def _sentences(
    text: str,
    spans: Sequence[tuple[int, int]],
    tokens: Iterable[tuple[int, int, int, str]],
    entities: Iterable[tuple[int, str, str]],
    quotes: Iterable[tuple[int, int, str, str]],
) -> tuple[SentenceWords, ...]:
    # Sentence by sentence, as whoever looks for the words in it will fold it.
    folded = [fold(text[start:end]) for start, end in spans]
    starts = [start for start, _ in spans]
    forms: list[list[str]] = [[] for _ in spans]
    lemmas: list[list[str]] = [[] for _ in spans]
    for start, end, sentence, lemma in tokens:
        origin = starts[sentence]
        if term := term_of(folded[sentence][start - origin : end - origin]):
            forms[sentence].append(term)
            lemmas[sentence].append(_lemma_term(lemma) or term.partition("'")[0] or term)
    names: list[dict[str, None]] = [{} for _ in spans]
    for sentence, *found in entities:
        names[sentence].update(dict.fromkeys(found))
    speakers: list[dict[str, None]] = [{} for _ in spans]
    for first, last, *found in quotes:
        for index in range(max(bisect_right(starts, first) - 1, 0), bisect_left(starts, last)):
            speakers[index].update(dict.fromkeys(found))
    return tuple(
        (" ".join(form), " ".join(lemma), _joined(name), _joined(speaker))
        for form, lemma, name, speaker in zip(forms, lemmas, names, speakers, strict=True)
    )


@lru_cache(maxsize=65_536)
def _lemma_term(lemma: str) -> str:
    return term_of(fold(lemma))


def _joined(names: Iterable[str]) -> str:
    terms = (_name_term(name) for name in names)
    return " ".join(f"{term} {BETWEEN_NAMES}" for term in terms if term)


@lru_cache(maxsize=65_536)
def _name_term(name: str) -> str:
    return " ".join(name_terms(name))
