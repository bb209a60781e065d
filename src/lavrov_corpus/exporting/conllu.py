"""CoNLL-U as Universal Dependencies defines it, without a syntactic analysis.

https://universaldependencies.org/format.html. The official validator takes it at levels 1 and
2. Level 2 wants a tree and a word class for every word; what is not known gets the value that
UD has for this: the word class `X`, and the relation `dep`, of every word to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lavrov_corpus.exporting.records import Record, Source, rendered
from lavrov_corpus.exporting.words import Identifiers, Word, one_line, sentences

#: What is told of an article in comments, where it is known.
_METADATA = ("source", "title", "agency", "place", "author", "date")
_NO_SYNTAX = "# syntax = none: HEAD and DEPREL are placeholders"
_OFFSETS = frozenset({"start", "end", "raw_start", "raw_end", "sentence", "label", "text"})


def chunks(articles: Iterable[Source]) -> Iterator[str]:
    """Yield the sentences of each article that has any."""
    identifiers = Identifiers()
    for article in articles:
        yield rendered(article, lambda loaded: _document(loaded, identifiers.of(loaded)))


def _document(article: Record, name: str) -> str:
    blocks: list[str] = []
    paragraph = -1
    for index, words in sentences(article):
        lines = [] if blocks else _heading(article, name)
        if article["sentences"][index]["paragraph"] != paragraph:
            paragraph = article["sentences"][index]["paragraph"]
            lines.append(f"# newpar id = {name}-p{paragraph}")
            lines.append(f"# kind = {article['paragraphs'][paragraph]['kind']}")
        forms = [one_line(word.text) or "_" for word in words]
        text = "".join(
            form + " " * bool(word.after) for form, word in zip(forms, words, strict=True)
        )
        lines.append(f"# sent_id = {name}-{index}")
        lines.append(f"# text = {text.rstrip()}")
        lines += map(_line, range(1, len(words) + 1), forms, words)
        blocks.append("".join(f"{line}\n" for line in lines) + "\n")
    return "".join(blocks)


def _heading(article: Record, name: str) -> list[str]:
    known = [f"# {key} = {one_line(article[key])}" for key in _METADATA if one_line(article[key])]
    return [f"# newdoc id = {name}", *known, _NO_SYNTAX]


def _line(number: int, form: str, word: Word) -> str:
    head, relation = ("0", "root") if number == 1 else ("1", "dep")
    lemma = one_line(word.lemma) or "_"
    upos = word.pos or "X"
    return "\t".join(
        [str(number), form, lemma, upos, "_", "_", head, relation, "_", "|".join(_misc(word))]
    )


def _misc(word: Word) -> Iterator[str]:
    if word.entity is not None:
        yield f"NER={word.iob2}"
        if word.begins:
            yield from (
                f"NER_{key}={_value(value)}"
                for key, value in word.entity.items()
                if key not in _OFFSETS
            )
    if not word.after:
        yield "SpaceAfter=No"
    yield f"TokenRange={word.start}:{word.end}"


def _value(value: object) -> str:
    """Return a value without the bar that separates the values, escaped as UDPipe does it."""
    return one_line(str(value)).replace("\\", "\\\\").replace("|", "\\p") or "_"
