"""Small corpora in a database, for the tests of the report."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lavrov_corpus.document import Article
from lavrov_corpus.store import Store
from tests.articles import MEETING, RAIN, make_article

PLACEHOLDER = re.compile(
    r'<script type="application/json" id="(\w+)-data">(.*?)</script>', re.DOTALL
)

LONG_NAME = "Uzun " * 59 + "Adlı"
HOSTILE_SOURCE = 'haberler/<img src=x onerror="document.title=1">\u202e.txt'
HOSTILE_TEXT = (
    "</script><script>document.title='run'</script> <b onmouseover='document.title=1'>kalın</b> "
    "<!-- {{script}} javascript:alert(1) \u202eterse\u202c sıfır\u200bgenişlik مرحبا 😀 Bakü'de."
)
HOSTILE = make_article(
    HOSTILE_SOURCE,
    [("heading", "<svg onload=\"document.title='run'\">"), ("body", HOSTILE_TEXT)],
    entities=[
        ("<i>", "<svg onload", "<svg onload", '"><script>document.title="run"</script>'),
        ("LOC", "Bakü'de", "Bakü", "Bakü"),
    ],
    quotes=[("kalın", "<b>", "<script>1</script>", "<u>dedi</u>")],
)
LONG = make_article(
    "haberler/uzun.txt",
    [("body", f"{LONG_NAME} konuştu.")],
    entities=[("PER", LONG_NAME, LONG_NAME, LONG_NAME)],
)


def store_of(path: Path, articles: Sequence[Article]) -> Store:
    """Return a store in the folder that holds the articles."""
    store = Store.open(path / "corpus.db", create=True)
    store.put_many(list(articles), "made")
    return store


def ordinary_articles() -> list[Article]:
    """Return a meeting, told on ten days by two agencies in turn, and an article without names."""
    told = []
    for day in range(20):
        article = make_article(
            f"{'ab'[day % 2]}/{day:02}.txt",
            [
                ("heading", "İki bakan Iğdır'da görüştü"),
                ("body", f"Ayşe Yılmaz, Iğdır'da John O'Neil ile {day} kez buluştu."),
                ("body", f"Yılmaz, “Iğdır {'kapı' if day % 2 else 'yol'} açılacak” dedi."),
            ],
            entities=[
                ("LOC", "Iğdır'da", "Iğdır", "Iğdır"),
                ("PER", "Ayşe Yılmaz", "Ayşe Yılmaz", "Ayşe Yılmaz"),
                ("LOC", "Iğdır'da", "Iğdır", "Iğdır"),
                ("PER", "John O'Neil", "John O'Neil", "John O'Neil"),
                ("PER", "Yılmaz", "Yılmaz", "Ayşe Yılmaz"),
                ("LOC", "Iğdır", "Iğdır", "Iğdır"),
            ],
            quotes=[
                (f"Iğdır {'kapı' if day % 2 else 'yol'} açılacak", "Yılmaz", "Ayşe Yılmaz", "dedi")
            ],
            date=f"2016-12-{day + 1:02}",
        )
        told.append(article.model_copy(update={"agency": ("AA", "DHA")[day % 2]}))
    return [*told, MEETING, RAIN]


def embedded(html: str) -> dict[str, Any]:
    """Return the data that a page carries, by name."""
    return {name: json.loads(text) for name, text in PLACEHOLDER.findall(html)}
