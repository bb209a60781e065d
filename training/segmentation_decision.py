"""Trains the decision on doubtful periods: `python training/segmentation_decision.py`.

Reads public data below the folder in CORPUS_DATA, writes
`src/lavrov_corpus/resources/sentence_decision.json` and its digest, the same bytes each time.

Negative examples are the doubtful periods inside the sentences of the training data (an ordinal
before its noun, an initial before a name). Sentences that end in such a word are rare, and in
the data many of them are torn at an ordinal; so a positive example is made of a word that stands
without a period inside a sentence and the beginning of another sentence. How often a doubtful
period ends its sentence was counted by eye in news (`_SHARE`).
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lavrov_corpus.segmentation.decision import Period, features
from lavrov_corpus.segmentation.periods import Place, judge
from lavrov_corpus.segmentation.rules import bundled_abbreviations

_OUTPUT = Path(__file__).parents[1] / "src/lavrov_corpus/resources/sentence_decision.json"
_SEED = 20_240_517
_TRAINING_ARTICLES = 70
# Of a hundred doubtful periods before a capital, how many end the sentence: read in 430 places
# of general news (cnn-turk-10k.txt and news-cat.jsonl).
_SHARE = {
    "ordinal": 0.05,
    "number": 0.3,
    "year": 0.6,
    "roman": 0.02,
    "initial": 0.03,
    "initials": 0.12,
    "closing": 0.6,
    "company": 0.12,
}
_POSITIVES_A_KIND = 4_000
_LEAST_COUNT = 4
_LONGEST_SCORE = 4
_PENALTY = 2e-4
_STEPS = 1_500
_RATE = 2.0

_WORD = re.compile(r"[^\W\d_]++")
_STOP = re.compile(r"(?<=\w)\.(?=\s+[\"'(“‘]*\w)")
_BARE = {
    "ordinal": r"(?<![\w.,])\d{1,2}(?= [^\W\d_])",
    "number": r"(?<![\w.,])(?:\d{3}|\d{5,6})(?= [^\W\d_])",
    "year": r"(?<![\w.,])(?:19|20)\d\d(?= [^\W\d_])",
    "roman": r"(?<![\w.,])[IVX]{2,5}(?= [^\W\d_])",
    "initial": r"(?<=[^\W\d_] )[A-ZÇĞİÖŞÜ]\.(?=(?:'| [a-zçğıöşü]))",
    "initials": r"(?<![\w.,])(?:[A-ZÇĞİÖŞÜ]\.){2,4}(?=(?:'|,| [a-zçğıöşü]))",
    "closing": r"(?<=[\w,] )(?:vb|vs|vd)\.?(?= [a-zçğıöşü])",
    "company": r"(?<=\w )(?:A\.Ş|Şti|Inc|Corp|Co)\.?(?=['’]| [a-zçğıöşü])",
}


def read_sentences(data: Path) -> list[str]:
    """Return the sentences of the training data, by their printed form where there is one."""
    articles = (data / "ner/nakbatr-aa.txt").read_text(encoding="utf-8").split("#doc_id")[1:]
    sentences = [
        line.removeprefix("#text =").strip()
        for article in articles[:_TRAINING_ARTICLES]
        for line in article.splitlines()
        if line.startswith("#text =")
    ]
    sentences += (data / "sentences/zemberek-train.txt").read_text(encoding="utf-8").splitlines()
    for treebank in ("tr_boun-ud-dev", "tr_penn-ud-dev", "tr_kenet-ud-dev", "tr_framenet-ud-train"):
        lines = (data / f"ud/{treebank}.conllu").read_text(encoding="utf-8").splitlines()
        sentences += [line[9:] for line in lines if line.startswith("# text = ")]
    for corpus in ("wikiner-train.conll", "wikiann-tr-train.conll"):
        sentences += read_tokens(data / "ner" / corpus)
    return [sentence for sentence in sentences if sentence]


def read_tokens(path: Path) -> Iterator[str]:
    """Yield the sentences of a file of tokens, one a line, with their periods closed up."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        words = [line.split()[0] for line in block.splitlines() if line.strip()]
        yield " ".join(words).replace(" .", ".").replace(" ,", ",")


def read_news(data: Path) -> list[str]:
    """Return paragraphs of news, in which only the first word is known to begin a sentence."""
    names = ("sentences/cnn-turk-10k.txt", "news/news-summaries.txt")
    return [line for name in names for line in (data / name).read_text("utf-8").splitlines()]


def score_starters(sentences: list[str], paragraphs: list[str]) -> dict[str, int]:
    """Return how much each word speaks for the start of a sentence, in bits, -4 to 4."""
    starts: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for text in sentences:
        words = _WORD.findall(text)
        if words and text[:1].isupper():
            starts[words[0]] += 1
        inside.update(word for word in words[1:] if word[0].isupper())
    for text in paragraphs:
        if text[:1].isupper() and text.rstrip("\"' ").endswith("."):
            starts.update(_WORD.findall(text)[:1])
            inside.update(re.findall(r"(?<=[^\W\d_.] )[^\W\d_]++", text))
    ratio = inside.total() / starts.total()
    scores = {}
    for word in sorted(starts.keys() | inside.keys()):
        if word[0].isupper() and starts[word] + inside[word] >= _LEAST_COUNT:
            bits = math.log2((starts[word] + 0.5) / (inside[word] + 0.5) * ratio)
            scores[word] = max(-_LONGEST_SCORE, min(_LONGEST_SCORE, round(bits)))
    return scores


def doubtful(text: str, stop: int) -> Period | None:
    """Return the period at `stop` of a text as the segmenter sees it, if rules leave it open."""
    following = stop + 1 + len(text[stop + 1 :]) - len(text[stop + 1 :].lstrip())
    word = re.compile(r"[\s\"'(“‘]*").match(text, following)
    begin = word.end() if word else following
    if text[begin : begin + 1].islower():
        return None
    judged = judge(text, Place(0, stop, following, begin), _ABBREVIATIONS)
    return None if isinstance(judged, bool) else judged


def negatives(sentences: list[str]) -> list[Period]:
    found = (doubtful(text, match.start()) for text in sentences for match in _STOP.finditer(text))
    return [period for period in found if period is not None]


def positives(sentences: list[str], paragraphs: list[str], source: random.Random) -> list[Period]:
    """Return made examples: a word from inside a sentence, then another sentence."""
    begins = [text for text in sentences if text[:1].isupper() or text[:1] in "\"'“‘"]
    examples = []
    for kind, pattern in _BARE.items():
        bare = re.compile(pattern)
        lefts = [
            text[: match.end()].removesuffix(".") + "."
            for text in (*sentences, *paragraphs)
            for match in bare.finditer(text)
            if match.start()
        ]
        for left in source.choices(lefts, k=_POSITIVES_A_KIND):
            period = doubtful(f"{left} {source.choice(begins)}", len(left) - 1)
            if period is not None and period.kind == kind:
                examples.append(period)
    return examples


def weigh(examples: list[Period], share: dict[str, float]) -> NDArray[np.float64]:
    """Return the weight of each example, so that its kind weighs its share in all."""
    counts = Counter(period.kind for period in examples)
    return np.array([share[period.kind] / counts[period.kind] for period in examples])


def train(
    examples: list[list[str]], answers: NDArray[np.float64], weights: NDArray[np.float64]
) -> dict[str, float]:
    """Return the weights of a logistic regression with a quadratic penalty, by gradient descent."""
    names = sorted({name for example in examples for name in example})
    index = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for row, example in enumerate(examples):
        matrix[row, [index[name] for name in example]] = 1
    weights = weights / weights.sum()
    theta = np.zeros(len(names))
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-matrix @ theta))
        theta -= _RATE * (matrix.T @ ((chances - answers) * weights) + _PENALTY * theta)
    return {name: round(float(theta[number]), 3) for name, number in index.items()}


def main() -> None:
    data = Path(os.environ["CORPUS_DATA"])
    sentences, paragraphs = read_sentences(data), read_news(data)
    starters = score_starters(sentences, paragraphs)
    inside = negatives(sentences)
    ends = positives(sentences, paragraphs, random.Random(_SEED))
    examples = [list(features(period, starters)) for period in (*inside, *ends)]
    answers = np.array([0.0] * len(inside) + [1.0] * len(ends))
    weights = np.concatenate(
        [weigh(inside, {kind: 1 - share for kind, share in _SHARE.items()}), weigh(ends, _SHARE)]
    )
    learnt = train(examples, answers, weights)
    model = {"weights": learnt, "starters": starters}
    content = json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True).encode() + b"\n"
    _OUTPUT.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    _OUTPUT.with_name(f"{_OUTPUT.name}.sha256").write_text(f"{digest}  {_OUTPUT.name}\n", "ascii")
    print(f"{len(inside)} periods inside sentences, {len(ends)} at their ends")
    print(f"{len(learnt)} weights, {len(starters)} starters, {len(content)} bytes")


_ABBREVIATIONS = bundled_abbreviations()

if __name__ == "__main__":
    main()
