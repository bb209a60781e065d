from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.document import SegmentedText
from lavrov_corpus.ner.stanza_batches import (
    LONGEST_STRETCH,
    LONGEST_TOKEN,
    Stretch,
    batches,
    portions,
    stretches,
)


def segmented(*sentences: list[str]) -> SegmentedText:
    """A text of the given words, a space after each, one paragraph of all sentences."""
    text, tokens, spans = "", [], []
    for number, words in enumerate(sentences):
        first = len(text)
        for word in words:
            tokens.append((len(text), len(text) + len(word), number))
            text += word + " "
        spans.append((first, max(first, len(text) - 1), 0))
    return SegmentedText(text, (), tuple(spans), tuple(tokens))


def test_a_sentence_is_a_stretch_with_straight_apostrophes() -> None:
    text = segmented(["Moskova’da", "konuştu", "."], ["İzmirʼe", "gitti"])
    assert list(stretches(4, text)) == [
        Stretch(4, 0, 0, ("Moskova'da", "konuştu", ".")),
        Stretch(4, 1, 3, ("İzmir'e", "gitti")),
    ]


def test_a_sentence_without_tokens_and_a_text_without_sentences_give_nothing() -> None:
    assert list(stretches(0, segmented([], ["Evet"], []))) == [Stretch(0, 1, 0, ("Evet",))]
    assert list(stretches(0, segmented())) == []


def test_a_token_that_is_too_long_is_left_out_and_parts_its_sentence() -> None:
    limit, beyond = "x" * LONGEST_TOKEN, "x" * (LONGEST_TOKEN + 1)
    text = segmented(["Ayşe", limit], [beyond, "Ali", beyond, beyond, "Can"], [beyond], ["Su"])
    assert list(stretches(0, text)) == [
        Stretch(0, 0, 0, ("Ayşe", limit)),
        Stretch(0, 1, 3, ("Ali",)),
        Stretch(0, 1, 6, ("Can",)),
        Stretch(0, 3, 8, ("Su",)),
    ]


def test_a_sentence_without_end_is_tagged_in_parts() -> None:
    text = segmented(["a"] * (2 * LONGEST_STRETCH + 1))
    assert [(each.first, len(each.words)) for each in stretches(0, text)] == [
        (0, LONGEST_STRETCH),
        (LONGEST_STRETCH, LONGEST_STRETCH),
        (2 * LONGEST_STRETCH, 1),
    ]


STRETCHES = st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=12), max_size=40).map(
    lambda lengths: [
        Stretch(number // 3, number, number, tuple("w" * length for length in words))
        for number, words in enumerate(lengths)
    ]
)


@given(STRETCHES, st.integers(1, 400))
def test_batches_hold_each_stretch_once_within_the_bound(items: list[Stretch], cells: int) -> None:
    made = list(batches(items, cells))
    assert sorted((each for batch in made for each in batch), key=lambda s: s.first) == items
    for batch in made:
        width = max(stretch.width for stretch in batch)
        padded = width * sum(len(stretch.words) for stretch in batch)
        assert padded <= cells or len(batch) == 1


@given(STRETCHES, st.randoms(use_true_random=False))
def test_batches_do_not_depend_on_the_order_of_the_stretches(
    items: list[Stretch], shuffler: random.Random
) -> None:
    shuffled = list(items)
    shuffler.shuffle(shuffled)
    assert list(batches(shuffled, 100)) == list(batches(items, 100))


def firsts(portion: list[list[Stretch]]) -> list[list[tuple[int, int]]]:
    return [[(each.text, each.first) for each in run] for run in portion]


def test_a_portion_holds_whole_texts_as_far_as_they_fit() -> None:
    texts = [
        [Stretch(number, 0, first, ("w",) * 4) for first in (0, 4)][:count]
        for number, count in enumerate((1, 1, 2, 0, 1))
    ]
    assert [firsts(portion) for portion in portions(texts, 12)] == [
        [[(0, 0)], [(1, 0)]],
        [[(2, 0), (2, 4)], [(4, 0)]],
    ]


@given(STRETCHES, st.integers(1, 60))
def test_a_text_is_cut_alike_whatever_stands_beside_it(items: list[Stretch], tokens: int) -> None:
    texts: list[list[Stretch]] = [[] for _ in range(15)]
    for item in items:
        texts[item.text].append(item)
    together = [run for portion in portions(texts, tokens) for run in portion]
    alone = [run for text in texts for portion in portions([text], tokens) for run in portion]
    assert together == alone
    assert [stretch for run in together for stretch in run] == items
    for portion in portions(texts, tokens):
        held = sum(len(stretch.words) for run in portion for stretch in run)
        assert held <= tokens or sum(map(len, portion)) == 1


def test_batches_bring_the_longest_sentences_first() -> None:
    short, long, middle = (
        Stretch(0, number, number, ("w",) * count) for number, count in enumerate((1, 5, 3))
    )
    assert list(batches([short, long, middle], 8)) == [[long, middle], [short]]
    assert list(batches([short, long, middle], 9)) == [[long, middle, short]]
