import pytest

from lavrov_corpus.errors import InputError
from lavrov_corpus.names import Alias, Joined, NameEntry, NameRecord, merge_names, read_aliases

LAVROV = NameRecord("a1", "2016-06-30", "PER", "Lavrov", "Sergey Lavrov", 3)
FULL = NameRecord("a1", "2016-06-30", "PER", "Sergey Lavrov", "Sergey Lavrov", 1)
ALONE = NameRecord("a2", "2017-01-02", "PER", "Lavrov", "Lavrov", 2)


def test_a_row_tells_counts_dates_and_reasons() -> None:
    assert merge_names([LAVROV, FULL, ALONE]) == (
        NameEntry(
            canonical="Sergey Lavrov",
            label="PER",
            mentions=6,
            articles=2,
            variants=("Lavrov", "Sergey Lavrov"),
            first_seen="2016-06-30",
            last_seen="2017-01-02",
            joined=(
                Joined("Lavrov", 3, "stands for Sergey Lavrov in its article"),
                Joined(
                    "Lavrov", 2, "the one person of the corpus with this surname: sergey lavrov"
                ),
                Joined("Sergey Lavrov", 1, "the name itself"),
            ),
        ),
    )


def test_a_surname_of_two_people_stays_alone() -> None:
    other = NameRecord("a3", "", "PER", "Mira Lavrov", "Mira Lavrov")
    names = {entry.canonical for entry in merge_names([FULL, ALONE, other])}
    assert names == {"Sergey Lavrov", "Mira Lavrov", "Lavrov"}


def test_labels_keep_names_apart() -> None:
    place = NameRecord("a1", "", "LOC", "Washington", "Washington")
    person = NameRecord("a1", "", "PER", "Washington", "Washington")
    assert len(merge_names([place, person])) == 2


def test_the_order_of_records_makes_no_difference() -> None:
    assert merge_names([LAVROV, FULL, ALONE]) == merge_names([ALONE, FULL, LAVROV])


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        (Alias("PER", "Lavrov", "S. Lavrov"), {("S. Lavrov", 6)}),
        (Alias("", "Lavrov", ""), set()),
        (Alias("LOC", "Lavrov", ""), {("Sergey Lavrov", 6)}),
        (Alias("PER", "Lavrov", "Mira Lavrov", "a2"), {("Sergey Lavrov", 4), ("Mira Lavrov", 2)}),
    ],
    ids=["rename", "drop", "another label", "split"],
)
def test_an_alias_decides_over_all(alias: Alias, expected: set[tuple[str, int]]) -> None:
    records = [LAVROV, NameRecord("a1", "", "PER", "Sergey Lavrov", "Sergey Lavrov"), ALONE]
    if alias.canonical == "S. Lavrov" or not (alias.canonical or alias.label):
        aliases = [alias, Alias("", "Sergey Lavrov", alias.canonical)]
    else:
        aliases = [alias]
    found = {(entry.canonical, entry.mentions) for entry in merge_names(records, aliases)}
    assert found == expected


def test_aliases_are_read_from_csv() -> None:
    text = "\ufefflabel,name,canonical,article\nPER,Lavrov,Sergey Lavrov,\n,AA,,a1\n"
    assert read_aliases(text, "aliases.csv") == (
        Alias("PER", "Lavrov", "Sergey Lavrov"),
        Alias("", "AA", "", "a1"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "aliases.csv: the first line is not label,name,canonical,article."),
        ("name;canonical\n", "aliases.csv: the first line is not label,name,canonical,article."),
        (
            "label,name,canonical\nPER,,X\n",
            "aliases.csv, line 2: not label,name,canonical[,article].",
        ),
        (
            "label,name,canonical\nPER,a\n",
            "aliases.csv, line 2: not label,name,canonical[,article].",
        ),
        (
            "label,name,canonical\nPER,a,b,c,d\n",
            "aliases.csv, line 2: not label,name,canonical[,article].",
        ),
    ],
)
def test_a_bad_alias_file_is_told(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_aliases(text, "aliases.csv")
    assert caught.value.message == message
    assert caught.value.hint


BOARD = NameRecord("a1", "", "ORG", "UİK", "Uydurma İşler Kurumu", 2)
BARE = NameRecord("a2", "", "ORG", "UİK", "UİK")


def test_an_acronym_gets_the_name_that_another_article_gives_it() -> None:
    (entry,) = merge_names([BOARD, BARE])
    assert (entry.canonical, entry.mentions, entry.variants) == (
        "Uydurma İşler Kurumu",
        3,
        ("UİK",),
    )
    assert entry.joined[1].reason == (
        "the one name that articles of the corpus give to this acronym: uydurma işler kurumu"
    )


@pytest.mark.parametrize(
    "other",
    [
        NameRecord("a3", "", "ORG", "UİK", "Ulusal İplik Kurumu"),
        NameRecord("a3", "", "LOC", "UİK", "UİK"),
    ],
    ids=["two meanings", "another label"],
)
def test_an_acronym_is_not_joined_without_need(other: NameRecord) -> None:
    assert len(merge_names([BOARD, BARE, other])) == 2 + (other.label == "ORG")


def test_a_shouted_name_is_no_acronym() -> None:
    club = NameRecord("a1", "", "ORG", "ALTAY", "Altay Kulübü")
    assert len(merge_names([club, NameRecord("a2", "", "ORG", "Altay", "Altay")])) == 2


def test_two_letters_mean_too_much_to_be_joined() -> None:
    parliament = NameRecord("a1", "", "ORG", "AP", "Avrupa Parlamentosu")
    assert len(merge_names([parliament, NameRecord("a2", "", "ORG", "AP", "AP")])) == 2
