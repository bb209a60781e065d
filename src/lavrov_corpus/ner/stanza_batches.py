"""Cuts segmented texts into what a neural tagger is given at once, and nothing too large.

A recurrent network pads every sentence of a batch to the longest one, and every word to the
longest word. Batches of sentences of like length therefore waste the least work, and a bound
on the padded size bounds the memory whatever the input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lavrov_corpus.document import SegmentedText
from lavrov_corpus.ner.groups import in_groups
from lavrov_corpus.turkish import straight_apostrophes

#: stanza takes no token beyond this many code points (its tokenizer writes <UNK> for it).
LONGEST_TOKEN = 1000

#: A sentence beyond this many tokens is no sentence; it is tagged in parts.
LONGEST_STRETCH = 400

#: Tokens that are held at once, with what has been computed of each.
PORTION = 20_000

#: Code points of one batch, each word counted at the width of its longest one.
BATCH_CELLS = 40_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens that stand together in one sentence, in the spelling that the model is given.

    `first` is the index, in the text, of the token that `words[0]` stands for.
    """

    text: int
    sentence: int
    first: int
    words: tuple[str, ...]

    @property
    def width(self) -> int:
        """The length of the longest word, in code points."""
        return max(map(len, self.words))


#: Stretches of one text, in its order.
Article = list[Stretch]


def stretches(number: int, text: SegmentedText) -> Iterator[Stretch]:
    """Yield the stretches of a text, whose place among the texts is `number`, in order.

    A stretch is a sentence, except that a token over LONGEST_TOKEN code points is left out
    and parts its sentence in two, and that more than LONGEST_STRETCH tokens are parted too.
    """
    words: list[str] = []
    first, sentence = 0, -1
    for index, (start, end, of_sentence) in enumerate(text.tokens):
        too_long = end - start > LONGEST_TOKEN
        if words and (of_sentence != sentence or too_long or len(words) == LONGEST_STRETCH):
            yield Stretch(number, sentence, first, tuple(words))
            words = []
        if too_long:
            continue
        if not words:
            first, sentence = index, of_sentence
        words.append(straight_apostrophes(text.text[start:end]))
    if words:
        yield Stretch(number, sentence, first, tuple(words))


def portions(texts: Iterable[Iterable[Stretch]], tokens: int = PORTION) -> Iterator[list[Article]]:
    """Return the stretches of texts in portions of at most so many tokens, or a single stretch.

    A portion is a list of runs of stretches of one text each. A text is cut only where it has
    more tokens by itself, and always at the same places, so that what is seen together of it
    does not depend on the texts beside it.
    """
    runs = (run for text in texts for run in in_groups(text, _tokens, tokens))
    return in_groups(runs, lambda run: sum(map(_tokens, run)), tokens)


def _tokens(stretch: Stretch) -> int:
    return len(stretch.words)


def batches(items: Iterable[Stretch], cells: int = BATCH_CELLS) -> Iterator[list[Stretch]]:
    """Yield the stretches in batches of like length, each of at most `cells` padded cells.

    A stretch that is larger by itself makes a batch alone. The order depends on the items
    only, longest first, so that a lack of memory shows at once and not after an hour.
    """
    ordered = sorted(items, key=lambda stretch: (-len(stretch.words), stretch.text, stretch.first))
    batch: list[Stretch] = []
    tokens = width = 0
    for stretch in ordered:
        tokens += len(stretch.words)
        width = max(width, stretch.width)
        if batch and tokens * width > cells:
            yield batch
            batch, tokens, width = [], len(stretch.words), stretch.width
        batch.append(stretch)
    if batch:
        yield batch
