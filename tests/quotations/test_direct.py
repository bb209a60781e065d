import pytest

from tests.quotations.articles import read, told

LAVROV = "[Lavrov|PER|Sergey Lavrov]"


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue", "said"),
    [
        (f'{LAVROV}, "Bu yol açıktır." diye konuştu.', "Lavrov", "diye konuştu", "Bu yol açıktır."),
        (
            f'{LAVROV}, [ABD|LOC]\'nin hazır olmadığına dikkati çekerek, "Bekleriz." dedi.',
            "Lavrov",
            "dedi",
            "Bekleriz.",
        ),
        (
            f"Konuya değinen {LAVROV}, “Yol açık, biz hazırız” ifadelerini kullandı.",
            "Lavrov",
            "ifadelerini kullandı",
            "Yol açık, biz hazırız",
        ),
        (
            f'"Yol artık açık." diyen {LAVROV}, gelecekten söz etti.',
            "Lavrov",
            "diyen",
            "Yol artık açık.",
        ),
        (
            f'{LAVROV}, [Donald Trump|PER]\'ın "yeni bölgeler kuracağım" açıklamasına değindi.',
            "Donald Trump",
            "açıklamasına",
            "yeni bölgeler kuracağım",
        ),
        (
            f'{LAVROV}, görüşmenin "insani ve politik olarak" iyi geçtiğini bildirdi.',
            "Lavrov",
            "bildirdi",
            "insani ve politik olarak",
        ),
        (
            f'{LAVROV} şunları söyledi: "Önce konuşulur. Sonra imzalanır."',
            "Lavrov",
            "şunları söyledi",
            "Önce konuşulur. Sonra imzalanır.",
        ),
        (f'"Yol artık açık." dedi {LAVROV}.', "Lavrov", "dedi", "Yol artık açık."),
        (
            'Raporda, "Durum her gün kötüleşiyor." ifadelerine yer verildi.',
            "Rapor",
            "ifadelerine yer verildi",
            "Durum her gün kötüleşiyor.",
        ),
        (
            '[Hamas|ORG]\'tan yapılan açıklamada, "Anlaşmaya hazırız." denildi.',
            "Hamas",
            "denildi",
            "Anlaşmaya hazırız.",
        ),
    ],
)
def test_speaker_named_in_the_sentence(sentence: str, speaker: str, cue: str, said: str) -> None:
    [(found, _, found_cue, found_text, implicit)] = told(sentence)
    assert (found, found_cue, found_text, implicit) == (speaker, cue, said, False)


def test_speaker_name_is_the_canonical_one() -> None:
    [quotation] = told(f'{LAVROV}, "Bu yol açıktır." dedi.')
    assert quotation[1] == "Sergey Lavrov"


@pytest.mark.parametrize(
    "sentence",
    [
        'İsrail "aç bırakma" siyaseti uyguluyor.',
        f'{LAVROV}, sürecin "ölü" olduğunu söyledi.',
        'Yönetmenin "Gazze\'de Bir Gün" adlı belgeseli gösterildi.',
        '"Generaller Planı" adını taşıyan bu plan reddedildi.',
        'Planın "Yeni Bir Dünya Düzeni" başlıklı raporu yayımlandı.',
        f'{LAVROV}, "Kutsal İşgal" belgeselini izlediğini söyledi.',
    ],
)
def test_scare_quotes_titles_and_names_are_no_quotations(sentence: str) -> None:
    assert told(sentence) == []


def test_dropped_subject_is_the_speaker_before() -> None:
    found = told([f"{LAVROV}, toplantıda konuştu.", '"Yol artık açık." ifadesini kullandı.'])
    assert found == [("Lavrov", "Sergey Lavrov", "ifadesini kullandı", "Yol artık açık.", True)]


def test_pull_quote_in_a_heading_has_no_speaker() -> None:
    text, [heading, quotation] = read(
        '# "Bu yol hepimize açıktır"', f'{LAVROV}, "Bu yol hepimize açıktır." dedi.'
    )
    assert (heading.kind, heading.speaker, heading.cue) == ("heading", "", "")
    assert text[heading.start : heading.end] == "Bu yol hepimize açıktır"
    assert (quotation.kind, quotation.speaker) == ("direct", "Lavrov")
