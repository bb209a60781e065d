import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lavrov_corpus.names import base_name


@pytest.mark.parametrize(
    ("surface", "label", "name"),
    [
        ("Trump'ın", "PER", "Trump"),
        ("Trump’ın", "PER", "Trump"),
        ("Sergey Lavrov", "PER", "Sergey Lavrov"),
        ("Menajer Can Çobanoğlu", "PER", "Can Çobanoğlu"),
        ("A Milli Takımımızın", "ORG", "A Milli Takım"),
        ("Türkiye’de", "LOC", "Türkiye"),
        ("Suriye'deki", "LOC", "Suriye"),
        ("ABD'nin", "LOC", "ABD"),
        ("ABD'lilerin", "LOC", "ABD"),
        ("Gazze Şeridi'nden", "LOC", "Gazze Şeridi"),
        ("Dışişleri Bakanlığında", "ORG", "Dışişleri Bakanlığı"),
        ("Dışişleri Bakanlığı", "ORG", "Dışişleri Bakanlığı"),
        ("İsrail ordusunun", "ORG", "İsrail ordusu"),
        ("Birleşmiş Milletlere", "ORG", "Birleşmiş Milletler"),
        (
            "Birleşmiş Milletler Mülteciler Yüksek Komiserliğinden",
            "ORG",
            "Birleşmiş Milletler Mülteciler Yüksek Komiserliği",
        ),
        ("Şufat Hapishanesine", "LOC", "Şufat Hapishanesi"),
        ("Şifa Hastanesiyle", "ORG", "Şifa Hastanesi"),
        ("İletişim Başkanlığınca", "ORG", "İletişim Başkanlığı"),
        ("Aksa Şehitleri Hastanesindeki", "ORG", "Aksa Şehitleri Hastanesi"),
        ("Bureyc Mülteci Kampındaki", "LOC", "Bureyc Mülteci Kampı"),
        ("Birleşmiş Milletlerdeki", "ORG", "Birleşmiş Milletler"),
        ("Türkiye Büyük Millet Meclisindekiler", "ORG", "Türkiye Büyük Millet Meclisi"),
        ("Suriyedeki", "LOC", "Suriye"),
        ("Yüksek Seçim Kurulunca", "ORG", "Yüksek Seçim Kurulu"),
        ("Bakan Lavrov'un", "PER", "Lavrov"),
        ("DIŞİŞLERİ BAKANLIĞI'NIN", "ORG", "DIŞİŞLERİ BAKANLIĞI"),
    ],
)
def test_a_mention_loses_its_case_suffix_and_title(surface: str, label: str, name: str) -> None:
    assert base_name(surface, label) == name


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Filistin", "LOC"),
        ("Berlin", "LOC"),
        ("Kur'an", "ORG"),
        ("O'Brien", "PER"),
        ("Golan Tepeleri", "LOC"),
        ("Kuzey Carolina", "LOC"),
        ("Batı Şeria", "LOC"),
        ("Anadolu Ajansı", "ORG"),
        ("Birleşmiş Milletler", "ORG"),
        ("Birleşik Arap Emirlikleri", "LOC"),
        ("Vatikan", "LOC"),
        ("UNRWA", "ORG"),
        ("Bakan", "PER"),
        ("Erdoğan", "PER"),
        ("Fadia", "PER"),
    ],
)
def test_a_name_that_only_looks_inflected_stays(name: str, label: str) -> None:
    assert base_name(name, label) == name


@given(st.text(min_size=1), st.sampled_from(["PER", "LOC", "ORG"]))
@example(":\x1f", "PER")
def test_any_text_has_a_name_that_stays_the_same(surface: str, label: str) -> None:
    name = base_name(surface, label)
    assert name or not surface.strip()
    assert len(name) <= len(surface)
