"""The two real articles in seeds/, from file to records, read by eye and frozen."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lavrov_corpus import annotate as pipeline
from lavrov_corpus.document import Article
from lavrov_corpus.loading import decode, read_source
from tests.invariants import check

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
Golden = Callable[[str, str], None]


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> Article:
    path: Path = request.param
    raw = decode(read_source(str(path)), path.name)
    article = pipeline.annotate(raw, pipeline.load_tools(pipeline.Settings()))
    check(article, raw.text)
    return article


def lines(*rows: str) -> str:
    return "".join(row + "\n" for row in rows)


def test_paragraphs_and_sentences(seed: Article, golden: Golden) -> None:
    rows = [
        f"{article_kind(seed, s.paragraph)} {s.paragraph}\t{seed.text[s.start : s.end]}"
        for s in seed.sentences
    ]
    golden(f"seeds/{Path(seed.source).stem}.sentences.tsv", lines(*rows))


def article_kind(article: Article, paragraph: int) -> str:
    return article.paragraphs[paragraph].kind


def test_entities(seed: Article, golden: Golden) -> None:
    rows = [f"{e.label}\t{e.text}\t{e.name}\t{e.canonical}" for e in seed.entities]
    golden(f"seeds/{Path(seed.source).stem}.entities.tsv", lines(*rows))


def test_quotations(seed: Article, golden: Golden) -> None:
    rows = [
        f"{q.kind}\t{q.speaker}\t{q.speaker_name}\t{q.cue}\t{json.dumps(q.implicit)}\t{q.text}"
        for q in seed.quotes
    ]
    golden(f"seeds/{Path(seed.source).stem}.quotes.tsv", lines(*rows))


def test_lemmas(seed: Article, golden: Golden) -> None:
    rows = [f"{seed.text[t.start : t.end]}\t{t.lemma}\t{t.pos}" for t in seed.tokens]
    golden(f"seeds/{Path(seed.source).stem}.tokens.tsv", lines(*rows))
