"""Measures of association and of spread, from counts to numbers; all work on arrays.

A contingency table of two events is given as `together` (both), `first` and `second` (each,
whatever the other) and `total`.

- Log-likelihood: T. Dunning (1993), Accurate methods for the statistics of surprise and
  coincidence, Computational Linguistics 19(1): G2 = 2 sum(O ln(O / E)) over the four cells.
- MI: K. W. Church and P. Hanks (1990), Word association norms, mutual information, and
  lexicography, Computational Linguistics 16(1): log2(O / E).
- t: K. Church, W. Gale, P. Hanks and D. Hindle (1991), Using statistics in lexical analysis:
  (O - E) / sqrt(O).
- logDice: P. Rychlý (2008), A lexicographer-friendly association score, RASLAN:
  14 + log2(2 f(xy) / (f(x) + f(y))).
- Log ratio: A. Hardie (2014), Log ratio: an informal introduction, CASS: the binary logarithm
  of the ratio of two relative frequencies, a frequency of 0 counted as 0.5.
- DP: S. Th. Gries (2008), Dispersions and adjusted frequencies in corpora, International
  Journal of Corpus Linguistics 13(4): half the sum over the parts of the corpus of |s - v|,
  s being the share of a part in the corpus and v its share in the uses of the word; 0 is
  evenly spread, 1 is all in one small part.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def expected(first: Numbers, second: Numbers, total: float) -> Numbers:
    """Return how often two independent events come together."""
    return first * second / total


def log_likelihood(together: Numbers, first: Numbers, second: Numbers, total: float) -> Numbers:
    """Return G2 of the tables (Dunning 1993)."""
    sums_first = (first, total - first)
    sums_second = (second, total - second)
    cells = (together, first - together, second - together, total - first - second + together)
    result = np.zeros_like(together)
    for i, observed in enumerate(cells):
        chance = sums_first[i in (2, 3)] * sums_second[i in (1, 3)] / total
        # A cell of 0 adds nothing: x ln x goes to 0 with x.
        there = observed > 0
        result[there] += observed[there] * np.log(observed[there] / chance[there])
    # The sum is never negative but for the last bits of independent events.
    return np.maximum(2 * result, 0.0)


def mutual_information(together: Numbers, first: Numbers, second: Numbers, total: float) -> Numbers:
    """Return MI in bits (Church and Hanks 1990) of tables with `together` above 0."""
    result: Numbers = np.log2(together / expected(first, second, total))
    return result


def t_score(together: Numbers, first: Numbers, second: Numbers, total: float) -> Numbers:
    """Return t (Church et al. 1991) of tables with `together` above 0."""
    result: Numbers = (together - expected(first, second, total)) / np.sqrt(together)
    return result


def log_dice(together: Numbers, first: Numbers, second: Numbers) -> Numbers:
    """Return logDice (Rychlý 2008) of tables with `together` above 0."""
    result: Numbers = 14 + np.log2(2 * together / (first + second))
    return result


def log_ratio(first: Numbers, first_total: float, second: Numbers, second_total: float) -> Numbers:
    """Return the log ratio (Hardie 2014) of two frequencies in two corpora."""
    shares = np.where(first > 0, first, 0.5) / first_total
    others = np.where(second > 0, second, 0.5) / second_total
    result: Numbers = np.log2(shares / others)
    return result
