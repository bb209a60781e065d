"""Each repair: what it changes, and what comes near and must stay."""

from __future__ import annotations

import pytest

from lavrov_corpus.cleaning import characters, furniture, hyphens, mojibake
from lavrov_corpus.cleaning.columns import columns
from lavrov_corpus.cleaning.compose import ALL_REPAIRS, Repair, repaired, run_repairs


def once(repair: Repair, text: str) -> str:
    result = repaired(text, repair)
    return result.text if result else text


@pytest.mark.parametrize(
    ("repair", "text", "expected"),
    [
        (characters.windows_marks, "Rusya\x92yı \x93yendi\x94\x85", "Rusya’yı “yendi”…"),
        (characters.windows_marks, "bir\x85iki \x81", "bir\x85iki \x81"),
        (characters.line_ends, "bir\r\niki\rüç\u2028dört", "bir\niki\nüç\ndört"),
        (characters.line_ends, "bir\n\fiki", "bir\n\fiki"),
        (characters.control_characters, "ka\x02le\x1bm", "kalem"),
        (characters.control_characters, "bir\tiki\f", "bir\tiki\f"),
        (characters.invisible_characters, "\ufeffsö\u200bz", "söz"),
        (characters.invisible_characters, "👨\u200d👩", "👨\u200d👩"),
        (characters.ligatures, "ﬁlm, ofﬁs, aﬄ", "film, offis, affl"),
        (characters.ligatures, "½ ² ™ №", "½ ² ™ №"),
        (characters.odd_spaces, "20\u00a0Kasım\t2024", "20 Kasım 2024"),
        (characters.soft_hyphens, "sal\u00addı\u00adrı", "saldırı"),
        (characters.soft_hyphens, "sal\u00ad\u2010\ndırı", "sal\u00ad\ndırı"),
        (characters.soft_hyphens, "sal \u2010\ndırı", "sal\u00ad\ndırı"),
        (characters.soft_hyphens, "sal\n\u2010\ndırı", "sal\u00ad\ndırı"),
        (characters.soft_hyphens, "sal\ufffedırı", "sal\u00ad\ndırı"),
        (characters.soft_hyphens, "El\u2010Nusra ve 5-6", "El\u2010Nusra ve 5-6"),
        (characters.composed_letters, "go\u0308ru\u0308s\u0327 i\u0307yi I\u0307", "görüş iyi İ"),
        (characters.composed_letters, "görüş İyi", "görüş İyi"),
        (mojibake.double_encoding, "Ä±ÅŸÄ±k ve gÃ¼neÅŸ", "ışık ve güneş"),
        (mojibake.double_encoding, "â€œgÃ¼nâ€\x9d Ã§ok", "“gün” çok"),
        (mojibake.double_encoding, 'Dosyada "ÅŸ" ve "Ä±" var', 'Dosyada "ÅŸ" ve "Ä±" var'),
        (mojibake.double_encoding, "kâğıt ve şiir, BÄ±r", "kâğıt ve şiir, BÄ±r"),
        (mojibake.swapped_letters, "baþkan ve ýþýk", "başkan ve ışık"),
        (mojibake.swapped_letters, "Guðmundsson ve Þór ağır ışık", "Guðmundsson ve Þór ağır ışık"),
        (mojibake.swapped_letters, "tek bir ý", "tek bir ý"),
        (hyphens.lost_hyphens, "ElNusra ve etTali", "El-Nusra ve et-Tali"),
        (hyphens.lost_hyphens, "Elazığ, eTicaret, EtBalık", "Elazığ, eTicaret, EtBalık"),
    ],
)
def test_characters(repair: Repair, text: str, expected: str) -> None:
    assert once(repair, text) == expected


BODY = "Görüşmede iki ülkenin ilişkileri ele alındı ve yeni adımlar konuşuldu.\n" * 6


@pytest.mark.parametrize(
    "line", ["- 3 -", "Sayfa 3 / 7", "Sayfa 3", "SAYFA 12", "Page 2 of 9", "3. Sayfa", "– 12 –"]
)
def test_page_numbers_are_removed_wherever_they_stand(line: str) -> None:
    assert line not in once(furniture.page_furniture, f"{BODY}{line}\n{BODY}")


@pytest.mark.parametrize("line", ["2024", "5-6", "Sayfa düzeni", "3/4 oranında", "1-0", "16:30"])
def test_other_short_lines_stay(line: str) -> None:
    text = f"{BODY}{line}\n{BODY}"
    assert once(furniture.page_furniture, text) == text


def test_bare_numbers_that_count_the_pages_are_removed() -> None:
    text = f"{BODY}1\n{BODY}2\n{BODY}3\n{BODY}"
    assert once(furniture.page_furniture, text) == text.replace("1", "\f").replace(
        "2", "\f"
    ).replace("3", "\f")


def test_running_heads_are_found_by_repetition_with_digits_masked() -> None:
    pages = [f"GÜNDEM 22.11.2024 s{page}\n\n{BODY}" for page in (1, 2, 3)]
    text = once(furniture.page_furniture, "\f".join(pages))
    assert "GÜNDEM" not in text
    assert text.count("Görüşmede") == 18


def test_a_running_head_in_the_middle_of_a_sentence_needs_no_form_feed() -> None:
    text = f"GÜNDEM\n{BODY}uluslararası\nGÜNDEM\ntoplumun tepkisi\n{BODY}"
    assert "GÜNDEM" not in once(furniture.page_furniture, text)


def test_the_articles_own_title_below_the_same_running_head_stays() -> None:
    pages = [f"Yeni adımlar\n\n{BODY}", f"Yeni adımlar\n\n{BODY}"]
    text = "\f".join(["Yeni adımlar\n" + pages[0], pages[1]])
    assert once(furniture.page_furniture, text).count("Yeni adımlar") == 1


def test_a_heading_that_is_repeated_in_the_text_stays() -> None:
    text = f"Başlık burada\n{BODY}\nSuriye görüşmeleri\n{BODY}\nSuriye görüşmeleri\n{BODY}"
    assert once(furniture.page_furniture, text).count("Suriye görüşmeleri") == 2


def test_what_a_browser_prints_is_removed() -> None:
    text = f"22.11.2024 14:05 Haber başlığı\n{BODY}https://www.aa.com.tr/tr/dunya/haber/1 1/2\n"
    assert once(furniture.page_furniture, text) == f"\f\n{BODY}\f\n"


def test_a_date_or_an_address_of_the_article_stays() -> None:
    text = f"22.11.2024 14:05\nHaber başlığı\n{BODY}https://www.aa.com.tr/tr/dunya/haber/1\n"
    assert once(furniture.page_furniture, text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DAEŞ ve El-\nNusra'nın kontrolü", "DAEŞ ve El-Nusra'nın kontrolü"),
        ("bölgede 50-\n60 tank vardı", "bölgede 50-60 tank vardı"),
        ("Şeyma et-\nTali anlattı", "Şeyma et-Tali anlattı"),
        ("görüşmelerin nor-\nmalleşmesi", "görüşmelerin normalleşmesi"),
        ("askerlerin sal-\ndırıları sürüyor", "askerlerin saldırıları sürüyor"),
        ("sınıra yakın Ciba-\nliya kampı", "sınıra yakın Cibaliya kampı"),
        (
            "arama-kurtarma ekibi geldi, arama-\nkurtarma sürüyor",
            "arama-kurtarma ekibi geldi, arama-kurtarma sürüyor",
        ),
        ("bölgede sal\u00ad\ndırılar", "bölgede saldırılar"),
        ("DAEŞ ve El\u00ad\nNusra", "DAEŞ ve El-Nusra"),
        ("GÜVEN-\nLİK", "GÜVENLİK"),
    ],
)
def test_hyphens_at_line_ends(text: str, expected: str) -> None:
    assert run_repairs(text, ALL_REPAIRS) == expected


def test_syllables_that_stand_apart_are_put_together() -> None:
    text = (
        "İs ra il or du su nun sal dı rı la rı sü rü yor ve Gaz ze'nin ku ze yin de çok sa yı da "
        "ki şi ye rin den edil di, ya da göç et mek zo run da kal dı."
    )
    assert run_repairs(text, ALL_REPAIRS) == (
        "İsrail ordusunun saldırıları sürüyor ve Gazze'nin kuzeyinde çok sayıda kişi yerinden "
        "edildi, ya da göç etmek zorunda kaldı."
    )


SHORT_WORDS = (
    "Ankara'da bu da kar yağışı var, ne var ki o da az. Ev de var, iş te bir az. Ya siz? Ben de. "
    "Bu ne ki? O da bu. Şu ev mi, bu ev mi? Ne de olsa biz de, siz de, o da var. Su da yok. "
)


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3 4 5 6 7",
        "A B C D E F",
        "Ne o? Su da yok. Ya siz? Ben de. O da iyi.",
        SHORT_WORDS.strip(),
        (SHORT_WORDS * 20).strip(),
        ("ve sonra yine " * 500).strip(),
    ],
)
def test_short_words_are_no_syllables(text: str) -> None:
    assert run_repairs(text, ALL_REPAIRS) == text


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    left = [f"Görüşmede {n} konu ele" for n in range(9)]
    right = [f"alındı ve {n} karar çıktı" for n in range(9)]
    text = "".join(f"{a:<40}{b}\n" for a, b in zip(left, right, strict=True))
    result = repaired(text, columns)
    assert result is not None
    assert result.text.split("\n") == [*left, *right, ""]
    start = result.text.index("alındı ve 3")
    low, high = result.origin.source_span(start, start + 11)
    assert text[low:high] == "alındı ve 3"


def test_a_table_of_two_rows_is_no_columns() -> None:
    text = "Ad          Yaş\nAyşe        31\n"
    assert "Ad Yaş" in run_repairs(text, ALL_REPAIRS)


@pytest.mark.parametrize("word", ["et-\nmek", "er-\nkek", "en-\nkazdan", "İs-\nrail", "ed-\nilen"])
def test_syllables_that_are_also_arabic_articles(word: str) -> None:
    assert (
        run_repairs(f"bunu {word} bugün", ALL_REPAIRS)
        == f"bunu {word.replace('-', '').replace(chr(10), '')} bugün"
    )
