"""What is wrong with a text: each flag with texts that have it and texts that come near."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import CleanText, RawText
from lavrov_corpus.turkish import tr_upper

DATA = os.environ.get("CORPUS_DATA", "")
NEWS = (
    "Dışişleri Bakanı, Ankara'da düzenlenen toplantının ardından gazetecilere açıklamalarda "
    "bulundu. Görüşmelerin önümüzdeki hafta da süreceğini belirten Bakan, iki ülke arasındaki "
    "ilişkilerin geliştirilmesi için yeni adımlar atılacağını söyledi. Toplantıya katılan "
    "heyetler, bölgedeki son gelişmeleri ve ekonomik işbirliğini değerlendirdi."
)
ENGLISH = (
    "The foreign minister met his counterpart in Ankara on Tuesday and told reporters that the "
    "talks would continue next week. Both countries want to take further steps, he said, and "
    "the delegations discussed recent developments in the region as well as trade."
)
OTHERS = {
    "English": ENGLISH,
    "German": (
        "Der türkische Außenminister traf seinen Amtskollegen am Dienstag in Ankara und erklärte "
        "danach vor Journalisten, dass die Gespräche in der nächsten Woche fortgesetzt würden. "
        "Beide Länder wollten weitere Schritte unternehmen, sagte er."
    ),
    "Arabic": (
        "التقى وزير الخارجية نظيره في أنقرة يوم الثلاثاء وقال للصحفيين إن المحادثات ستستمر الأسبوع "
        "المقبل وإن البلدين يريدان اتخاذ خطوات جديدة لتطوير العلاقات بينهما في المنطقة"
    ),
    "Kurdish": (
        "Wezîrê karên derve yê Tirkiyeyê li Enqereyê bi hevpîşeyê xwe re civiya û piştî civînê ji "
        "rojnamevanan re got ku hevdîtin dê hefteya bê jî bidomin. Herdu welat dixwazin gavên nû "
        "bavêjin û têkiliyên di navbera xwe de xurt bikin."
    ),
    "Azerbaijani": (
        "Xarici işlər naziri çərşənbə axşamı Ankarada həmkarı ilə görüşüb və jurnalistlərə "
        "danışıqların gələn həftə də davam edəcəyini deyib. Hər iki ölkə əlaqələrin inkişafı "
        "üçün yeni addımlar atmaq istəyir."
    ),
}
TO_ASCII = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")


def cleaned(text: str) -> CleanText:
    return clean(RawText("-", "", "utf-8", text))


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_not_turkish(language: str) -> None:
    result = cleaned(OTHERS[language])
    assert "not_turkish" in result.flags
    assert "ascii_turkish" not in result.flags
    assert result.quality < 0.1


def test_a_large_part_in_another_language_lowers_the_quality() -> None:
    half = cleaned("\n\n".join([NEWS] * 5 + [ENGLISH] * 6))
    assert half.flags == ("partly_foreign",)
    assert 0.3 < half.quality < 0.7
    little = cleaned("\n\n".join([NEWS] * 10 + [ENGLISH]))
    assert (little.flags, little.quality) == ((), 1.0)


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        tr_upper(NEWS),
        f"{NEWS}\n\n{ENGLISH[:150]}",
        f'Bakan, "{ENGLISH[:90]}" dedi. {NEWS}',
        "Sergey Lavrov, John Kerry, Federica Mogherini, Ban Ki-moon",
    ],
)
def test_turkish_with_foreign_words_or_in_capitals_is_turkish(text: str) -> None:
    assert cleaned(text).flags == ()
    assert cleaned(text).quality == 1.0


@pytest.mark.parametrize("text", [NEWS, tr_upper(NEWS)])
def test_turkish_without_its_letters_has_a_flag_of_its_own(text: str) -> None:
    result = cleaned(text.translate(TO_ASCII))
    assert (result.flags, result.quality) == (("ascii_turkish",), 0.5)


def test_words_that_cannot_be_read_take_their_share() -> None:
    words = NEWS.split()
    for sign in ("\ufffd", "\ue012", "(cid:12)"):
        damaged = [word[:2] + sign + word[3:] for word in words[::2]] + words[1::2]
        assert cleaned(" ".join(damaged)).quality == pytest.approx(0.5, abs=0.03)
    one = cleaned(NEWS.replace("hafta", "h\ufffdfta"))
    assert (one.flags, one.quality) == (("replacement_characters",), round(1 - 1 / len(words), 3))


@pytest.mark.parametrize("text", ["Not (cid) ve cid:12 olarak", "Kod U+FFFD olarak yazılır"])
def test_what_only_speaks_of_such_signs_has_no_flag(text: str) -> None:
    assert cleaned(text).flags == ()


def test_letters_that_stand_apart_are_told() -> None:
    apart = "\n\n".join(" ".join(word) for word in NEWS[:180].split())
    assert "spaced_letters" in cleaned(apart).flags
    initials = " ".join(["M. K. Atatürk ile T. C. Sağlık Bakanı 3 - 1 ve A takımı, B takımı"] * 5)
    assert cleaned(initials).flags == ()


@pytest.mark.parametrize("text", ["12345 678", "?!... ---"])
def test_without_words_there_is_no_quality(text: str) -> None:
    assert cleaned(text).quality == 0.0


@pytest.mark.skipif(not DATA, reason="CORPUS_DATA is not set")
def test_printed_news_has_no_flags() -> None:
    lines = Path(DATA, "news", "news-cat.jsonl").read_text(encoding="utf-8").splitlines()
    results = [cleaned(json.loads(line)["text"]) for line in lines[::25]]
    assert len(results) == 46
    assert [(result.flags, result.quality) for result in results if result.flags] == []
    assert min(result.quality for result in results) == 1.0


def test_words_that_were_put_together_by_likelihood_cost_a_little() -> None:
    text = (
        "İs ra il or du su nun sal dı rı la rı sü rü yor ve Gaz ze'nin ku ze yin de çok sa yı da "
        "ki şi ye rin den edil di, ya da göç et mek zo run da kal dı."
    )
    result = cleaned(text)
    assert result.flags == ()
    assert 0.97 < result.quality < 1.0
