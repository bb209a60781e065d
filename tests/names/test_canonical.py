import pytest

from lavrov_corpus.document import Mention
from lavrov_corpus.names import canonical_names, name_key


def article(*mentions: tuple[str, str], between: str = " , ") -> tuple[str, list[Mention]]:
    """Return a text of these (surface, label) pairs and its mentions."""
    text, spans = "", []
    for surface, label in mentions:
        spans.append(Mention(len(text), len(text) + len(surface), 0, label))
        text += surface + between
    return text, spans


def canonicals(*mentions: tuple[str, str]) -> list[str]:
    return [canonical for _, canonical in canonical_names(*article(*mentions))]


def test_a_surname_gets_the_full_name() -> None:
    found = canonical_names(*article(("Sergey Lavrov", "PER"), ("Lavrov'un", "PER")))
    assert found == [("Sergey Lavrov", "Sergey Lavrov"), ("Lavrov", "Sergey Lavrov")]


def test_the_full_name_may_come_later() -> None:
    assert canonicals(("Lavrov", "PER"), ("Sergey Lavrov", "PER"))[0] == "Sergey Lavrov"


def test_a_longer_full_name_wins_over_a_shorter_one_of_the_same_person() -> None:
    mentions = [("Erdoğan", "PER"), ("Tayyip Erdoğan", "PER"), ("Recep Tayyip Erdoğan", "PER")]
    assert set(canonicals(*mentions)) == {"Recep Tayyip Erdoğan"}


def test_two_people_of_one_surname_are_not_merged() -> None:
    mentions = [("Bill Clinton", "PER"), ("Hillary Clinton", "PER"), ("Clinton", "PER")]
    assert canonicals(*mentions) == ["Bill Clinton", "Hillary Clinton", "Clinton"]


def test_a_family_is_not_the_person() -> None:
    text = "Ahmet Yılmaz geldi. Yılmaz ailesi sevindi."
    spans = [Mention(0, 12, 0, "PER"), Mention(20, 26, 1, "PER")]
    assert canonical_names(text, spans)[1] == ("Yılmaz", "Yılmaz")


def test_a_place_and_a_person_of_one_name_stay_apart() -> None:
    assert canonicals(("Kemal Ankara", "PER"), ("Ankara", "LOC"))[1] == "Ankara"


def test_the_arabic_article_makes_no_difference() -> None:
    assert canonicals(("Rami el-Hamadin", "PER"), ("Hamadin", "PER"))[1] == "Rami el-Hamadin"
    assert canonicals(("Deyr el-Belah", "LOC"), ("Deyr Belah", "LOC"))[1] == "Deyr el-Belah"


def test_brackets_tell_what_an_acronym_stands_for() -> None:
    text = "Uydurma İşler Kurumunun (UİK) ve UİK ile"
    spans = [Mention(0, 23, 0, "ORG"), Mention(25, 28, 0, "ORG"), Mention(33, 36, 0, "ORG")]
    assert [canonical for _, canonical in canonical_names(text, spans)] == [
        "Uydurma İşler Kurumu"
    ] * 3


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("BM", "Birleşmiş Milletler"),
        ("BM'nin", "Birleşmiş Milletler"),
        ("AA", "Anadolu Ajansı"),
        ("DEAŞ", "DAEŞ"),
        ("NATO", "NATO"),
    ],
)
def test_well_known_acronyms_are_known(name: str, canonical: str) -> None:
    assert canonicals((name, "ORG")) == [canonical]


def test_an_article_without_mentions_has_no_names() -> None:
    assert canonical_names("Kimse yok.", []) == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Muntasır es-Savvaf", ("muntasır", "savvaf")),
        ("El Aksa", ("aksa",)),
        ("el", ("el",)),
        ("KÂMİL", ("kamil",)),
    ],
)
def test_the_key_of_a_name_leaves_case_and_article_out(name: str, key: tuple[str, ...]) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("short", "full", "label"),
    [
        ("A. Yılmaz", "Ayşe Yılmaz", "PER"),
        ("G.Doğanspor", "Gümüşhane Doğanspor", "ORG"),
    ],
)
def test_initials_stand_for_the_name_that_has_them(short: str, full: str, label: str) -> None:
    assert canonicals((short, label), (full, label)) == [full, full]


def test_initials_of_two_people_stand_for_none() -> None:
    mentions = [("A. Yılmaz", "PER"), ("Ayşe Yılmaz", "PER"), ("Ali Yılmaz", "PER")]
    assert canonicals(*mentions)[0] == "A. Yılmaz"


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("TOLGA ŞARDAN", "PER", "Tolga Şardan"),
        ("WILLIAM XVI", "PER", "William XVI"),
        ("AVRUPA", "LOC", "Avrupa"),
        ("KRGE", "LOC", "KRGE"),
        ("TÜRKİYE Odalar Birliği", "ORG", "TÜRKİYE Odalar Birliği"),
        ("UNRKA", "ORG", "UNRKA"),
    ],
)
def test_capitals_are_spelled_out_where_they_are_no_acronym(
    name: str, label: str, expected: str
) -> None:
    assert canonicals((name, label)) == [expected]


def test_a_text_that_has_the_word_in_small_letters_tells_how_to_spell_it() -> None:
    text = "TÜRKİYE Odalar Birliği Türkiye'de"
    assert canonical_names(text, [Mention(0, 22, 0, "ORG")])[0][1] == "Türkiye Odalar Birliği"
