"""Scores of the frozen cases; needs none of the programs that rendered and read them."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from typing import Any

from benchmarks.roundtrip.scoring import score
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText

# Extractors that were added later: their cases do not change what the others have reached.
_LATER = frozenset({"raw", "plumber", "oxide"})


def group(case: dict[str, Any]) -> str:
    """Return the name under which a case is measured: its style, and whether a later way."""
    return f"{case['style']}, later ways" if case["extractor"] in _LATER else str(case["style"])


def measure(sample: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the mean scores of the frozen cases by group, rounded down to three places."""
    scores = defaultdict(list)
    for case in sample:
        result = clean(RawText("-", "", "utf-8", case["text"]))
        found = [result.text[p.start : p.end] for p in result.paragraphs]
        scores[group(case)].append(score(case["meant"], found))
    return {
        name: {
            "paragraph_f1": int(1000 * fmean(s.paragraph_f1 for s in all_scores)) / 1000,
            "characters": int(1000 * (1 - fmean(s.character_error_rate for s in all_scores)))
            / 1000,
            "word_f1": int(1000 * fmean(s.word_f1 for s in all_scores)) / 1000,
        }
        for name, all_scores in scores.items()
    }
