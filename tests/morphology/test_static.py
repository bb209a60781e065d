import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.static import SortedNumbers

KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\n\t"), min_size=1)


@given(st.dictionaries(KEYS, st.integers(-9999, 9999)), st.lists(KEYS))
def test_sorted_numbers_are_a_dictionary(numbers: dict[str, int], others: list[str]) -> None:
    text = "".join(sorted(f"{key}\t{number}\n" for key, number in numbers.items()))
    found = SortedNumbers(text)
    assert dict(found) == numbers
    for key in others:
        assert found.get(key) == numbers.get(key, 0)


@pytest.mark.parametrize("name", [resources.RANKER, resources.COUNTS])
def test_the_bundled_lines_are_sorted(name: str) -> None:
    lines = resources.read(name).decode("utf-8").rstrip("\n").split("\n")
    assert lines == sorted(lines)
