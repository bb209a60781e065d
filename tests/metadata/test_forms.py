"""Credits in the forms in which Turkish newspapers and agencies print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText
from lavrov_corpus.metadata import Metadata, find_metadata
from lavrov_corpus.turkish import tr_fold

TITLE = "Metro açıldı"
STORY = (
    "Bakan Ayşe Demir, yeni metro hattının açılış töreninde yaptığı konuşmada projenin iki yılda "
    "bittiğini ve 5 Mayıs 2014'te başlayan çalışmaların kent için önemli olduğunu söyledi."
)
END = "Törene Ankara (İHA) gösterisi için gelen çok sayıda vatandaş da katıldı."


def found(text: str) -> Metadata:
    cleaned = clean(RawText(source="", sha256="", encoding="utf-8", text=text))
    return find_metadata(cleaned.text, cleaned.paragraphs)


def values(metadata: Metadata) -> tuple[str, str, str, str]:
    assert metadata.title == TITLE
    return metadata.agency, metadata.place, metadata.author, metadata.date


BEFORE_THE_STORY = {
    "ANKARA (AA) - ": ("AA", "Ankara", "", ""),
    "ANKARA(AA) — ": ("AA", "Ankara", "", ""),
    "ANKARA ( AA ) -": ("AA", "Ankara", "", ""),
    "Ankara (DHA) ": ("DHA", "Ankara", "", ""),
    "İSTANBUL, (DHA)-": ("DHA", "İstanbul", "", ""),
    "ISTANBUL (AA)- ": ("AA", "İstanbul", "", ""),
    "NEW YORK [AA] - ": ("AA", "New York", "", ""),
    "ANKARA (A.A) - 12.03.2003 - ": ("AA", "Ankara", "", "2003-03-12"),
    "ANKARA (AA) - AYŞE YILMAZ - ": ("AA", "Ankara", "Ayşe Yılmaz", ""),
    "Diyarbakır, 12 Mart (AA) - ": ("AA", "Diyarbakır", "", ""),
    "Kudüs (AA, 12 Mart 2016) - ": ("AA", "Kudüs", "", ""),
    "GEMEREK (İHA) - ": ("İHA", "Gemerek", "", ""),
    "TBMM (AA) - ": ("AA", "", "", ""),
    "ANKARA (AA/DHA) - ": ("AA, DHA", "Ankara", "", ""),
    "ANKA - ANKARA - ": ("ANKA", "Ankara", "", ""),
    "LONDRA - ": ("", "Londra", "", ""),
    "Ahmet YILMAZ/İSTANBUL, (DHA) - ": ("DHA", "İstanbul", "Ahmet Yılmaz", ""),
    "Ahmet YILMAZ- Ayşe KAYA/BODRUM (Muğla), (DHA) - ": (
        *("DHA", "Bodrum", "Ahmet Yılmaz, Ayşe Kaya", ""),
    ),
    "HABER MERKEZİ/ANKARA, (DHA)": ("DHA", "Ankara", "", ""),
    "BURSA - ADANA yolu kapandı. ": ("", "", "", ""),
    "TRABZON - BEŞİKTAŞ: 2-1 ": ("", "", "", ""),
    "SİLAHLI İHA (İHA) - ": ("", "", "", ""),
    "12 Mart 2016, tarihe geçti. ": ("", "", "", ""),
    "Güzel haber: ": ("", "", "", ""),
}


@pytest.mark.parametrize("credit", BEFORE_THE_STORY)
def test_a_credit_that_the_story_begins_with(credit: str) -> None:
    text = f"{TITLE}\n\n{credit}{STORY}\n\n{END}"
    assert values(found(text)) == BEFORE_THE_STORY[credit]


ON_THEIR_OWN = {
    "AA / Kudüs": ("AA", "Kudüs", "", ""),
    "GAZİANTEP / İHA": ("İHA", "Gaziantep", "", ""),
    "(İHA)": ("İHA", "", "", ""),
    "Haber: Ahmet YILMAZ": ("", "", "Ahmet Yılmaz", ""),
    "MUHABİR: AHMET YILMAZ": ("", "", "Ahmet Yılmaz", ""),
    "Muhabirler: Ahmet Yılmaz, Ayşe Kaya": ("", "", "Ahmet Yılmaz, Ayşe Kaya", ""),
    "Haber: Ali VELİ Kamera: Ayşe KAYA / ANKARA (DHA)": ("DHA", "Ankara", "Ali Veli", ""),
    "Haber-Fotoğraf: Ali VELİ/ANKARA, (DHA)": ("DHA", "Ankara", "Ali Veli", ""),
    "Fotoğraf: Ali Veli (AA)": ("", "", "", ""),
    "Editör: Ali Veli": ("", "", "", ""),
    "Haber: Haber Merkezi": ("", "", "", ""),
    "Kaynak: AA": ("AA", "", "", ""),
    "Kaynak: Anadolu Ajansı": ("AA", "", "", ""),
    "Kaynak: NTV": ("", "", "", ""),
    "Haber Kaynağı: DHA": ("DHA", "", "", ""),
    "Ezgi BAŞARAN": ("", "", "Ezgi Başaran", ""),
    "Ezgi BAŞARAN / ANKARA": ("", "Ankara", "Ezgi Başaran", ""),
    "Giriş: 12.03.2016 10:15": ("", "", "", "2016-03-12"),
    "GİRİŞ TARİHİ: 12/3/2016": ("", "", "", "2016-03-12"),
    "Oluşturulma Tarihi: Mart 12, 2016 10:15": ("", "", "", "2016-03-12"),
    "Yayın Tarihi: 12 ŞUBAT 2016 Cuma Saat 10:15": ("", "", "", "2016-02-12"),
    "12 Mart 2016 Cumartesi": ("", "", "", "2016-03-12"),
    "CUMARTESİ, 12 MART 2016 10:15": ("", "", "", "2016-03-12"),
    "2016-03-12": ("", "", "", "2016-03-12"),
    "12 Mart 2016 Pazar": ("", "", "", ""),
    "31.02.2016": ("", "", "", ""),
    "Güncelleme Tarihi: 12.03.2016": ("", "", "", ""),
    "Giriş: 11.03.2016 Güncelleme: 12.03.2016": ("", "", "", "2016-03-11"),
    "Ayşe Yılmaz | 12.03.2016 - Güncelleme : 13.03.2016": ("", "", "Ayşe Yılmaz", "2016-03-12"),
}


@pytest.mark.parametrize("credit", ON_THEIR_OWN)
@pytest.mark.parametrize("text", ["{0}\n\n{1}\n\n{2}\n\n{3}", "{0}\n\n{2}\n\n{3}\n\n{1}"])
def test_a_credit_in_a_paragraph_of_its_own(credit: str, text: str) -> None:
    assert values(found(text.format(TITLE, credit, STORY, END))) == ON_THEIR_OWN[credit]


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        ("Bakan dün konuştu. (DHA)", "DHA"),
        ('Bakan, "Tamam." dedi. [AA]', "AA"),
        ("Havada bir insansız hava aracı (İHA)", ""),
        ("Bakan, AA muhabirine konuştu.", "AA"),
        ("Bakan, AA'ya yaptığı açıklamada bunu söyledi.", "AA"),
        ("Ülkenin notu AA oldu; İHA düştü.", ""),
        ("Bakan AA muhabirine, yardımcısı İHA muhabirine konuştu.", ""),
    ],
)
def test_what_the_story_says_of_its_agency(ending: str, agency: str) -> None:
    assert values(found(f"{TITLE}\n\n{STORY}\n\n{ending}"))[0] == agency


def test_contradicting_credits_are_doubt() -> None:
    text = f"{TITLE}\n\n12.03.2016\n\nANKARA (AA) - {STORY}\n\n{END}\n\n13.03.2016\n\nKaynak: DHA"
    assert values(found(text)) == ("", "Ankara", "", "")


@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        ("Yok AYŞENUR YAMAN DHA AKP", Metadata("Yok", "DHA", author="Ayşenur Yaman")),
        ("Belli oldu HAKAN KAYA Ankara Yeni", Metadata("Belli oldu", "", "Ankara", "Hakan Kaya")),
        ("Karar verildi STRASBOURG AA Avrupa", Metadata("Karar verildi", "AA", "Strasbourg")),
        ("Oy cezası GÜVEN ÖZ Roma, SEFA KARA Lefkoşa Yeni", Metadata()),
        ("Ülkenin notu YÜKSEK AA Türkiye", Metadata()),
        ("Derbide KARA KARTAL Ankara Gücü", Metadata()),
    ],
)
def test_a_headline_that_runs_into_its_byline(text: str, metadata: Metadata) -> None:
    assert found(f"{text} Partisi {STORY}") == metadata


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (("GÜNDEM", "Metro açıldı"), "Metro açıldı"),
        (("12.03.2016", "Metro açıldı", "Bakan konuştu"), "Metro açıldı"),
        (('"Metro hazır"',), '"Metro hazır"'),
        (('"' + "Metro hazır ve bütün hatlar " * 4 + 'açık"',), ""),
        (('bütün hatlar açık"',), ""),
        ((), ""),
    ],
)
def test_the_title(headings: tuple[str, ...], title: str) -> None:
    assert found("\n\n".join((*headings, STORY, END))).title == title


def test_rows_of_names_are_no_bylines() -> None:
    names = "Ali DEMİR\n\nAyşe KAYA\n\nVeli ÇELİK"
    assert found(f"{TITLE}\n\n{STORY}\n\n{END}\n\n{names}").author == ""
    assert found(f"{TITLE}\n\n{STORY}\n\n{END}\n\nAli DEMİR").author == "Ali Demir"


def test_a_day_inside_the_story_is_not_its_date() -> None:
    assert found(f"{STORY}\n\n{STORY}").date == ""


_CREDITS = st.sampled_from([*BEFORE_THE_STORY, *ON_THEIR_OWN, STORY, TITLE, "\n", "\n\n", " "])


@given(st.lists(st.one_of(_CREDITS, st.text(max_size=20)), max_size=8).map("".join))
@settings(deadline=None)
def test_no_value_is_made_up(text: str) -> None:
    cleaned = clean(RawText(source="", sha256="", encoding="utf-8", text=text))
    metadata = find_metadata(cleaned.text, cleaned.paragraphs)
    assert metadata.title in cleaned.text
    assert metadata.date[:4] in cleaned.text
    letters = tr_fold(cleaned.text).replace("i", "ı")
    for name in metadata.author.split(", "):
        assert tr_fold(name).replace("i", "ı") in letters
