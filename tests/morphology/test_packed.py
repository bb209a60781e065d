from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.morphology.packed import PackedNumbers, PackedTable

KEYS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=8)


@given(st.dictionaries(KEYS, TEXTS), st.lists(KEYS))
def test_a_packed_table_is_a_dictionary(entries: dict[str, str], others: list[str]) -> None:
    table = PackedTable(PackedTable.encode(entries))
    assert dict(table.items()) == entries
    assert list(table.items()) == sorted(entries.items(), key=lambda item: item[0].encode())
    for key in [*entries, *others]:
        assert table.get(key) == entries.get(key)


def test_entries_of_many_blocks_are_found() -> None:
    entries = {f"söz{number}": str(number) for number in range(5000)}
    table = PackedTable(PackedTable.encode(entries))
    assert {key: table.get(key) for key in entries} == entries
    assert [table.get(key) for key in ("", "söz", "söz5000", "söz12x", "şöz")] == [None] * 5


def test_a_number_that_is_not_there_is_the_default() -> None:
    numbers = PackedNumbers(PackedTable(PackedTable.encode({"a": "-3", "b": "12"})))
    assert [numbers.get(name) for name in ("a", "b", "c")] == [-3, 12, 0]
    assert numbers.get("c", 7) == 7
