"""What the files of a folder share: running heads go, set phrases and names stay."""

from __future__ import annotations

import pytest

from lavrov_corpus.cleaning import changes, clean, shared_furniture
from lavrov_corpus.document import RawText

TOWNS = ("Ankara", "Konya", "Sivas", "Mardin", "Rize", "Muş", "Kars", "Van", "Bolu", "Uşak")
TITLES = [f"{town} halkı yeni köprüyü konuşuyor" for town in TOWNS]


def body(town: str) -> str:
    return (
        f"{town} ilinde dün toplanan kurul, yapılacak köprünün yerini belirledi ve çalışmaların\n"
        "gelecek ay başlayacağını duyurdu. Vali, yatırımın bölgenin ulaşımını değiştireceğini,\n"
        f"{town} halkının da bunu uzun süredir beklediğini söyledi.\n"
    )


def cleaned(texts: list[str]) -> list[str]:
    furniture = shared_furniture(texts)
    return [clean(RawText("-", "", "utf-8", text, furniture=furniture)).text for text in texts]


def folder(before: str, after: str, *, titled: bool = True) -> list[str]:
    return [
        f"{before.format(n=n)}{title if titled else ''}\n\n{body(town)}{after.format(n=n)}"
        for n, (town, title) in enumerate(zip(TOWNS, TITLES, strict=True), start=1)
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("GÜNDEM\n", ""),
        ("Anadolu Ajansı Gündem Bülteni\n\n", ""),
        ("DÜNYA HABERLERİ {n}\n", "\naa.com.tr | Tüm hakları saklıdır\n"),
        ("", "\nHaber bülteninin devamı için abone olunuz\n"),
        ("Bölge Haberleri Servisi Yayını\nSayı {n} Yıl 5\n", "\n3\n"),
    ],
)
def test_lines_around_the_articles_of_a_folder_are_removed(before: str, after: str) -> None:
    assert cleaned(folder(before, after)) == cleaned(folder("", ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Anadolu Ajansı muhabirinin edindiği bilgiye göre olay dün gece yaşandı.\n", ""),
        (
            "Anadolu Ajansı muhabirine konuşan ve adının açıklanmasını istemeyen üst düzey\n"
            "Dışişleri Bakanlığı yetkilisi bunu doğruladı.\n\n",
            "",
        ),
        ("", "\nOlayla ilgili geniş çaplı soruşturma başlatıldı.\n"),
        ("", "Vali, bu konuda daha önce de\nAnkara ziyaretinde söz verdiklerini anımsattı.\n"),
        ("Ayşe Demir\n", ""),
        ("ANKARA (AA)\n", ""),
        ("22 Kasım 2024\n", ""),
        ("22.11.2024 14:05\n", ""),
        ("Haber: Ayşe Demir\n", "\nFotoğraf: Ali Kaya\n"),
    ],
)
def test_set_phrases_dates_and_names_stay(before: str, after: str) -> None:
    texts = folder(before, after)
    assert not shared_furniture(texts)
    assert cleaned(texts) == [clean(RawText("-", "", "utf-8", text)).text for text in texts]


def test_two_files_are_no_folder() -> None:
    assert not shared_furniture(folder("GÜNDEM\n", "")[:2])
    assert shared_furniture(folder("GÜNDEM\n", "")[:3]) == {"GÜNDEM": True}


def test_a_line_that_few_files_have_is_no_furniture() -> None:
    others = [
        text.replace("köprüyü", word)
        for word in ("yolu", "barajı", "limanı", "parkı")
        for text in folder("", "")
    ]
    assert shared_furniture(folder("GÜNDEM\n", "")[:3] + others[:20]) == {"GÜNDEM": False}
    assert not shared_furniture(folder("GÜNDEM\n", "")[:3] + others)


def test_the_title_of_a_series_stays_where_it_is_the_only_one() -> None:
    series = folder("Günün özeti {n}\n", "", titled=False)[:3]
    texts = series + folder("", "")
    assert shared_furniture(texts) == {"Günün özeti ": False}
    assert [text.partition("\n")[0] for text in cleaned(texts)[:3]] == [
        f"Günün özeti {n}" for n in (1, 2, 3)
    ]


def test_what_all_of_a_text_is_stays() -> None:
    texts = ["GÜNDEM\nSPOR SAYFASI\n"] * 3
    assert cleaned(texts) == [clean(RawText("-", "", "utf-8", text)).text for text in texts]


def test_each_line_that_is_removed_is_counted_and_can_be_shown() -> None:
    texts = folder("GÜNDEM\n", "\naa.com.tr | Tüm hakları saklıdır\n")
    raw = RawText("-", "", "utf-8", texts[0], furniture=shared_furniture(texts))
    assert clean(raw).repairs["shared_furniture"] == 2
    shown = [change for change in changes(raw) if "shared_furniture" in change.repair]
    assert ["GÜNDEM" in shown[0].removed, "aa.com.tr" in shown[-1].removed] == [True, True]
