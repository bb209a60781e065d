"""Text and labels for stanza's tokenizer, which labels each letter by what ends there.

The treebanks give tokens and sentences that people have set. The Anadolu Agency articles have
sentences torn at ordinals and initials, so they are cut by our own segmentation instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.sentences.gold import paragraphs
from benchmarks.sentences.token_gold import surfaces
from lavrov_corpus.document import TextParagraph
from lavrov_corpus.segmentation import segment
from lavrov_corpus.turkish import straight_apostrophes

LEARNED_PARTS = ("tr_framenet-ud-train", "tr_boun-ud-dev", "tr_kenet-ud-dev", "tr_penn-ud-dev")
CHOSEN_PARTS = ("tr_framenet-ud-dev",)
LEARNED_ARTICLES = slice(0, 70)
CHOSEN_ARTICLES = slice(70, 83)

INSIDE, TOKEN_END, SENTENCE_END = "012"

#: A paragraph and, for each of its code points, whether a token or a sentence ends there.
Labelled = tuple[str, str]

#: Some treebanks print a space before each mark, as no newspaper does.
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,;:!?…])")


def treebank_sentences(path: Path) -> Iterator[Labelled]:
    """Yield the sentences of a treebank in which its tokens are found in order."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        printed = [line[9:].strip() for line in lines if line.startswith("# text = ")]
        rows = [line for line in lines if line and not line.startswith("#")]
        text = _SPACE_BEFORE_MARK.sub("", "".join(printed[:1]))
        if rows and (labels := _labels(text, list(surfaces(rows)))):
            yield text, labels


def _labels(text: str, tokens: Sequence[str]) -> str:
    """Return the labels of a sentence, "" where its tokens do not cover its text."""
    labels, position = [INSIDE] * len(text), 0
    for token in tokens:
        while text[position : position + 1].isspace():
            position += 1
        if not text.startswith(token, position):
            return ""
        position += len(token)
        labels[position - 1] = TOKEN_END
    if position != len(text):
        return ""
    labels[-1] = SENTENCE_END
    return "".join(labels)


def treebank_paragraphs(path: Path) -> Iterator[Labelled]:
    """Yield the sentences of a treebank in paragraphs, as the benchmark groups them."""
    labels = dict(treebank_sentences(path))
    for group in paragraphs(list(labels)):
        yield " ".join(group), INSIDE.join(labels[sentence] for sentence in group)


def agency_paragraphs(path: Path, articles: slice) -> Iterator[Labelled]:
    """Yield articles of NakbaTR, a paragraph for each few sentences, cut by our segmentation."""
    for article in path.read_text(encoding="utf-8").split("#doc_id")[1:][articles]:
        printed = re.findall(r"^#text =\s*(.*?)\s*$", article, re.MULTILINE)
        for group in paragraphs([sentence for sentence in printed if sentence]):
            yield _segmented(" ".join(group))


def _segmented(text: str) -> Labelled:
    found = segment(text, [TextParagraph(0, len(text), "body")])
    labels = [INSIDE] * len(text)
    for _, end, _ in found.tokens:
        labels[end - 1] = TOKEN_END
    for _, end, _ in found.sentences:
        labels[end - 1] = SENTENCE_END
    return text, "".join(labels)


def labelled_paragraphs(data: Path, parts: Iterable[str], articles: slice) -> Iterator[Labelled]:
    """Yield the paragraphs of parts of the treebanks and of articles of the agency."""
    for part in parts:
        yield from treebank_paragraphs(data / "ud" / f"{part}.conllu")
    yield from agency_paragraphs(data / "ner" / "nakbatr-aa.txt", articles)


def write_paragraphs(items: Iterable[Labelled], path: Path) -> None:
    """Write `path.txt` and `path.labels` as stanza's tokenizer reads them."""
    texts, labels = zip(*items, strict=True)
    spelled = "\n\n".join(map(straight_apostrophes, texts))
    path.with_suffix(".txt").write_text(spelled, encoding="utf-8")
    path.with_suffix(".labels").write_text("\n\n".join(labels), encoding="utf-8")
