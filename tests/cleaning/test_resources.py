"""The bundled resources, and that the code which reads them is the code that made them."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from lavrov_corpus.cleaning.gaps import FEATURES, Gaps
from lavrov_corpus.cleaning.geometry import fit_column
from lavrov_corpus.cleaning.lexicon import turkish_lexicon
from lavrov_corpus.cleaning.lines import split_lines
from lavrov_corpus.cleaning.trees import Trees, line_joining_trees

RESOURCES = resources.files("lavrov_corpus") / "resources"


def test_the_trees_were_made_for_these_features() -> None:
    stored = json.loads((RESOURCES / "line_joining.json").read_text(encoding="utf-8"))
    assert tuple(stored["features"]) == FEATURES
    used = {node[0] for tree in line_joining_trees().trees for node in tree}
    assert max(used) < len(FEATURES)


def test_each_gap_has_all_features() -> None:
    gaps = Gaps(split_lines("Bakan bugün geldi ve\nburada konuştu.\n\nSonra gitti.\n"))
    gaps.measure()
    assert [len(gaps.features(i)) for i in range(2)] == [len(FEATURES)] * 2


@pytest.mark.parametrize(("x", "expected"), [(0.5, 2.5), (1.0, 2.5), (1.5, -0.5)])
def test_a_tree_goes_left_up_to_its_threshold(x: float, expected: float) -> None:
    trees = Trees(1.0, (((0, 1.0, 1, 2), (-1, 1.5, 0, 0), (-1, -1.5, 0, 0)),))
    assert trees.score([x]) == expected


def test_sure_trees_end_the_sum() -> None:
    leaves = tuple(((-1, value, 0, 0),) for value in (1.0, 2.5, -9.0))
    assert Trees(0.0, leaves).score([]) == 3.5
    assert Trees(-1.0, leaves).score([]) == -6.5


def test_the_column_is_as_wide_as_its_widest_wrapped_line() -> None:
    words = ("görüşme", "ve", "toplantı", "sonra", "ilk", "bakanlar", "ülke", "il") * 20
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 40:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    split = split_lines("\n".join(lines))
    column = fit_column(split, range(len(split) - 1))
    widths = column.measure([line.text for line in split[:-1]]).tolist()
    assert widths == [column.measure([line.text])[0] for line in split[:-1]]
    assert sorted(widths)[-2] <= column.width <= max(widths)


def test_nothing_wrapped_has_no_column() -> None:
    assert fit_column(split_lines("Tek satır."), []).width == 0


@pytest.mark.parametrize("word", ["görüşme", "Türkiye'nin", "İstanbul", "kalem", "ışık"])
def test_words_are_known(word: str) -> None:
    assert turkish_lexicon().knows(word)


@pytest.mark.parametrize("word", ["görşüme", "kzyxqw", "dırı"])
def test_other_letters_are_not(word: str) -> None:
    assert not turkish_lexicon().knows(word)


def test_a_known_word_costs_less_than_one_with_a_known_ending_and_that_less_than_none() -> None:
    costs = [
        turkish_lexicon().cost(word) for word in ("görüşme", "şemsiyelerinden", "xqwvbnmkjhgfdsz")
    ]
    assert costs == sorted(costs)
    assert turkish_lexicon().ending_cost("nin") < turkish_lexicon().ending_cost("qqq")
