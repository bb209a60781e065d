"""The gold set of dates, amounts of money and percentages, in 56 news articles.

It is made like the gold set of names (`benchmarks.ner.topics`), of other articles of the same
file, and holds no text either; `docs/annotation.md` holds the guidelines.
"""

from __future__ import annotations

from pathlib import Path

EXPRESSIONS = Path(__file__).parent / "gold" / "expressions.jsonl"
