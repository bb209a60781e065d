import pytest

from tests.quotations.articles import read

LAVROV = "[Lavrov|PER|Sergey Lavrov]"


def clauses(*paragraphs: list[str] | str) -> list[tuple[str, str, str, bool]]:
    text, speeches = read(*paragraphs)
    return [
        (speech.speaker_name, speech.cue, text[speech.start : speech.end], speech.implicit)
        for speech in speeches
        if speech.kind == "indirect"
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue", "clause"),
    [
        (
            f"{LAVROV}, yolun açık olduğunu söyledi.",
            "Sergey Lavrov",
            "söyledi",
            "yolun açık olduğunu",
        ),
        (
            f"{LAVROV} ise buna hazır olduklarını belirtti.",
            "Sergey Lavrov",
            "belirtti",
            "buna hazır olduklarını",
        ),
        (
            f"Konuya değinen {LAVROV}, ateşkesin sürmesi gerektiğinin altını çizdi.",
            "Sergey Lavrov",
            "altını çizdi",
            "ateşkesin sürmesi gerektiğinin",
        ),
        (
            f"{LAVROV}, sınır olmadığına dikkati çekerek, iş birliğinin süreceğini vurguladı.",
            "Sergey Lavrov",
            "vurguladı",
            "iş birliğinin süreceğini",
        ),
        (
            f'"Yol artık açık." diyen {LAVROV}, yarın görüşeceklerini ifade etti.',
            "Sergey Lavrov",
            "ifade etti",
            "yarın görüşeceklerini",
        ),
        (
            f"{LAVROV}, basına yaptığı açıklamada, yolun kapandığını duyurdu.",
            "Sergey Lavrov",
            "duyurdu",
            "yolun kapandığını",
        ),
        (
            f"{LAVROV}, saldırıyı kınadı ve bunun son olmadığını kaydetti.",
            "Sergey Lavrov",
            "kaydetti",
            "bunun son olmadığını",
        ),
        (
            f'{LAVROV}, görüşmenin "insani ve politik olarak" iyi geçtiğini bildirdi.',
            "Sergey Lavrov",
            "bildirdi",
            'görüşmenin "insani ve politik olarak" iyi geçtiğini',
        ),
        ("Raporda, suyun kesildiği belirtildi.", "Rapor", "belirtildi", "suyun kesildiği"),
    ],
)
def test_clause_and_speaker(sentence: str, speaker: str, cue: str, clause: str) -> None:
    assert clauses(sentence) == [(speaker, cue, clause, False)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{LAVROV}, yolu söyledi.",
        f"{LAVROV} kapıyı açtığını sandı.",
        f"{LAVROV}'un söylediği yol kapandı.",
        f'{LAVROV}, "yolun hâlâ kapalı olduğunu" söyledi.',
        f"# {LAVROV}, yolun açık olduğunu söyledi",
    ],
)
def test_no_reported_clause(sentence: str) -> None:
    assert clauses(sentence) == []


def test_dropped_subject_and_passive_without_source() -> None:
    found = clauses(
        [f"{LAVROV}, yola çıktı.", "Yolun açık olduğunu söyledi.", "Suyun kesildiği bildirildi."]
    )
    assert found == [
        ("Sergey Lavrov", "söyledi", "Yolun açık olduğunu", True),
        ("", "bildirildi", "Suyun kesildiği", True),
    ]
