"""Reads the public NER corpora and brings them to one guideline: PER, LOC, ORG.

Guideline: an entity is whole words with their case suffix; titles, adjectives of origin,
events, works and products are none; a river, province or airport is LOC; a school, club,
court, council or newspaper is ORG; `Name (ACRONYM)` is two entities; a small-letter noun
after a name (`İsrail ordusu`, `Ren nehri`) stands outside.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lavrov_corpus.turkish import straight_apostrophes, tr_fold

LABELS = ("PER", "LOC", "ORG")
TRAIN_ARTICLES, DEV_ARTICLES, TEST_ARTICLES = slice(0, 70), slice(70, 83), slice(83, 103)
_INSTITUTIONS = ("üniversite", "hastane", "lise", "okul", "kolej", "enstitü", "fakülte", "akademi",
                 "müze", "tiyatro", "kütüphane", "sinema", "partisi", "örgüt", "konsey", "hareketi",
                 "federasyon", "derneğ", "vakf")  # fmt: skip
_COMPETITIONS = (
    "lig", "ligi", "kupa", "kupası", "league", "şampiyona", "şampiyonası", "serie", "bundesliga",
    "ligue", "sezonu", "turnuvası", "olimpiyatları", "savaşı",
)  # fmt: skip
_SKY = {"güneş", "ay", "dünya", "mars", "venüs", "jüpiter", "satürn", "neptün", "merkür", "uranüs"}
_TITLES = frozenset({
    "dr", "prof", "doç", "yard", "yrd", "op", "uzm", "av", "org", "korg", "tümg", "tuğg", "general",
    "orgeneral", "albay", "yüzbaşı", "binbaşı", "mareşal", "amiral", "bakan", "başkan", "başbakan",
    "cumhurbaşkanı", "vali", "kral", "kraliçe", "prens", "prenses", "imparator", "papa", "lord",
    "sir", "şeyh", "şehzade", "kaptan", "kont", "dük", "mr", "mrs",
})  # fmt: skip
_ADDRESSES = frozenset({
    "bey", "beyin", "hanım", "hanımın", "paşa", "paşanın", "ağa", "efendi", "hoca", "hazretleri",
})  # fmt: skip
_WIKINER_LABELS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
_BREAKS = frozenset(',();:"') | {"''", "“", "”"}

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|\S")
_WINDOWS_MARKS = {code: bytes([code]).decode("cp1252", "ignore") or " " for code in range(128, 160)}
_JOINTS = frozenset("-’'")

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """The words of a sentence and its entities, as half-open spans of words."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def tags(self) -> list[str]:
        """The IOB2 tag of each word."""
        tags = ["O"] * len(self.words)
        for start, end, label in self.spans:
            tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        return tags


Articles = list[list[TaggedSentence]]


def data_folder() -> Path:
    """Return the folder of public data, as the variable CORPUS_DATA names it."""
    return Path(os.environ["CORPUS_DATA"])


def spans_of(tags: Sequence[str]) -> list[Span]:
    """Return the entities of IOB2 tags; an `I-` with nothing to continue begins one."""
    spans: list[Span] = []
    for index, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        if kind == "I" and spans and spans[-1][1:] == (index, label):
            spans[-1] = (spans[-1][0], index + 1, label)
        elif kind in "BI":
            spans.append((index, index + 1, label))
    return spans


def read_articles(path: Path) -> Articles:
    """Read NakbaTR: `#doc_id` begins an article, `#text` is the sentence as printed."""
    articles: Articles = []
    text, rows = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#doc_id"):
            articles.append([])
        elif line.startswith("#text"):
            text = line.partition("=")[2].strip()
        elif " " in line and not line.startswith("#"):
            rows.append(line.rsplit(" ", 1))
        elif rows and not line:
            articles[-1].append(_rejoined(text, rows))
            rows = []
    return articles


def _rejoined(text: str, rows: list[list[str]]) -> TaggedSentence:
    """Join the parts of a hyphenated word again, as the printed text has them."""
    words: list[str] = []
    tags: list[str] = []
    position, joins = 0, False
    for word, tag in rows:
        found = text.find(word, position)
        touches = found == position and found > 0
        if words and touches and (joins or (word in _JOINTS and words[-1][-1].isalnum())):
            words[-1] += word
            joins = word in _JOINTS
        else:
            words.append(word)
            tags.append(tag)
            joins = False
        position = (found if found >= 0 else position) + len(word)
    return TaggedSentence(tuple(words), tuple(spans_of(tags)))


def read_conll(path: Path) -> Iterator[tuple[list[str], list[Span]]]:
    """Read `word<TAB>tag` lines with a blank line after each sentence."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        word, tab, tag = line.rpartition("\t")
        if tab:
            words.append(word)
            tags.append(tag)
        elif words:
            yield words, spans_of(tags)
            words, tags = [], []


def _pieces(words: Sequence[str], span: Span) -> Iterator[Span]:
    """Cut a span at punctuation and after a place in the genitive; trim what is no name."""
    start, end, label = span
    cuts = [start]
    for index in range(start, end):
        if words[index] in _BREAKS:
            cuts += [index, index + 1]
        elif label == "LOC" and "'" in straight_apostrophes(words[index])[1:]:
            cuts.append(index + 1)
    for first, last in pairwise([*cuts, end]):
        kept = _trimmed(words, first, last, label)
        if kept and words[kept[0]] not in _BREAKS:
            yield kept


def _trimmed(words: Sequence[str], first: int, last: int, label: str) -> Span | None:
    """Take small words off both ends of a span, and titles off those of a person."""
    before, after = (_TITLES, _ADDRESSES) if label == "PER" else (frozenset(), frozenset())
    while first < last and (not _opens_name(words[first]) or _plain(words[first]) in before):
        first += 1
    while last > first and (not _opens_name(words[last - 1]) or _plain(words[last - 1]) in after):
        last -= 1
    return (first, last, label) if first < last else None


def _plain(word: str) -> str:
    return tr_fold(word).partition("'")[0].rstrip(".")


def _opens_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _is_institution(word: str) -> bool:
    return tr_fold(word).startswith(_INSTITUTIONS)


def _mapped(
    words: Sequence[str], span: Span, demonyms: Set[str], places: Set[str]
) -> Iterator[Span]:
    start, end, source = span
    if source == "TITLE" and end - start > 1 and tr_fold(words[start]) in places:
        yield start, start + 1, "LOC"
    label = _WIKINER_LABELS.get(source, "")
    if source in {"FAC", "NORP"} and _is_institution(words[end - 1]):
        label = "ORG"
    if not label:
        return
    for first, last, _ in _pieces(words, (start, end, label)):
        name = tr_fold(" ".join(words[first:last]))
        if last - first == 1 and (name in demonyms or name.partition("'")[0] in _SKY):
            continue
        yield first, last, label


def read_wikiner_raw(folder: Path) -> list[tuple[list[str], list[Span]]]:
    """Read all of WikiNER with its own 19 labels."""
    paths = [folder / f"wikiner-{part}.conll" for part in ("train", "dev", "test")]
    return [sentence for path in paths for sentence in read_conll(path)]


def read_wikiner(folder: Path) -> list[TaggedSentence]:
    """Read all of WikiNER, its 19 labels mapped to ours."""
    raw = read_wikiner_raw(folder)
    origins, places = _counted(raw, {"NORP"}), _counted(raw, {"GPE", "LOC"})
    demonyms = {word for word, count in origins.items() if count > places[word]}
    return [
        TaggedSentence(
            tuple(words),
            tuple(m for s in spans for m in _mapped(words, s, demonyms, places.keys() - demonyms)),
        )
        for words, spans in raw
    ]


def _counted(raw: list[tuple[list[str], list[Span]]], labels: Set[str]) -> Counter[str]:
    """Count the capitalised single words, without a suffix, that carry one of the labels."""
    return Counter(
        tr_fold(words[start])
        for words, spans in raw
        for start, end, label in spans
        if label in labels
        and end - start == 1
        and words[start][0].isupper()
        and "'" not in words[start]
    )


def _is_competition(words: Sequence[str], span: Span) -> bool:
    return any(
        tr_fold(word).partition("'")[0].startswith(_COMPETITIONS)
        for word in words[span[0] : span[1]]
    )


def _is_sentence(words: Sequence[str]) -> bool:
    """Tell a sentence from a title, a list or a line of markup."""
    return (
        len(words) >= 6
        and words[-1] in {".", "!", "?"}
        and words[0][0].isupper()
        and not any(mark in word for word in words for mark in ("''", "``", "|", "=="))
    )


def _seems_complete(words: Sequence[str], spans: Sequence[Span], places: Set[str]) -> bool:
    """Tell whether no place, and no word with a capital and an apostrophe, was left out."""
    covered = {i for start, end, _ in spans for i in range(start, end)}
    return not any(
        i not in covered
        and word[0].isupper()
        and ("'" in straight_apostrophes(word)[1:-1] or tr_fold(word) in places)
        for i, word in enumerate(words)
    )


def read_wikiann(folder: Path) -> list[TaggedSentence]:
    """Read the items of WikiANN that are sentences and seem completely tagged."""
    items = [
        s
        for part in ("train", "dev", "test")
        for s in read_conll(folder / f"wikiann-tr-{part}.conll")
    ]
    places = {word for word, count in _counted(items, {"LOC"}).items() if count >= 5}
    kept = []
    for words, spans in items:
        if _is_sentence(words) and _seems_complete(words, spans, places):
            ours = [p for s in spans if not _is_competition(words, s) for p in _pieces(words, s)]
            kept.append(TaggedSentence(tuple(words), tuple(ours)))
    return list(dict.fromkeys(kept))


def read_silver(path: Path) -> list[TaggedSentence]:
    """Read JSON Lines of `{"words": [...], "spans": [[0, 2, "PER"]]}`."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        TaggedSentence(tuple(record["words"]), tuple((a, b, c) for a, b, c in record["spans"]))
        for record in records
    ]


def with_apostrophes(text: str) -> str:
    """Return the text with the marks of Windows-1252 that were decoded as control characters."""
    return text.translate(_WINDOWS_MARKS)


def split_words(text: str) -> list[str]:
    """Cut running text into words and marks, a word with its apostrophe suffix as one."""
    return _WORD.findall(text)


def read_all_words() -> Iterator[list[str]]:
    """Read the words of every public text, annotated or not: what an encoder may meet."""
    folder = data_folder()
    for path in sorted((folder / "ner").iterdir()):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield [line.split()[0] for line in lines if line.strip()]
    sentences = sorted((folder / "sentences").iterdir())
    for path in [*sentences, folder / "news" / "news-summaries.txt"]:
        yield split_words(path.read_text(encoding="utf-8"))
    for line in (folder / "news" / "news-cat.jsonl").read_text(encoding="utf-8").splitlines():
        yield split_words(with_apostrophes(json.loads(line)["text"]))
    for path in sorted((folder / "ud").glob("*.conllu")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        yield [columns[1] for columns in rows if len(columns) > 1]
