import pytest

from lavrov_corpus.quotations.certainty import certainty
from tests.quotations.articles import read

LAVROV = "[Lavrov|PER|Sergey Lavrov]"


@pytest.mark.parametrize(
    ("sentence", "partial", "score"),
    [
        (f'{LAVROV}, "Yol artık açık." dedi.', False, 1.0),
        (f'{LAVROV}, "Yol artık hepimize açık" dedi.', False, 1.0),
        (f'{LAVROV}, "yolun hâlâ kapalı olduğunu" söyledi.', True, 1.0),
        (f'{LAVROV}, "Yolun hâlâ kapalı olduğunu" söyledi.', True, 1.0),
        (f'{LAVROV}, görüşmenin "insani ve politik olarak" iyi geçtiğini bildirdi.', True, 0.8),
        (f'{LAVROV}, "çok geç kalındığı" gerekçesiyle yola çıktı.', True, 0.9),
        ('"Yol artık hepimize açık." diye konuştu.', False, 0.6),
        ('"Yol artık hepimize açık."', False, 0.36),
        (f'# {LAVROV}: "Yol hepimize açıktır"', False, 0.9),
    ],
)
def test_partial_and_score(sentence: str, partial: bool, score: float) -> None:
    [found] = [speech for speech in read(sentence)[1] if speech.kind != "indirect"]
    assert (found.partial, found.score) == (partial, score)


def test_reported_clause_is_never_partial() -> None:
    [clause] = read(f"{LAVROV}, yolun açık olduğunu söyledi.")[1]
    assert (clause.partial, clause.score) == (False, 0.95)


def test_score_falls_with_each_guess() -> None:
    scores = [
        certainty("cue", has_speaker=True, implicit=False),
        certainty("cue", has_speaker=True, implicit=True),
        certainty("cue", has_speaker=False, implicit=True),
        certainty("none", has_speaker=False, implicit=True),
    ]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
