"""Stand-ins that fulfil the Protocols of the tools with a few honest lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lavrov_corpus import __version__
from lavrov_corpus.annotate import Tools
from lavrov_corpus.document import Analysis, Mention, Provenance, SegmentedText
from lavrov_corpus.morphology import Reading
from lavrov_corpus.segmentation import load_rules
from lavrov_corpus.turkish import straight_apostrophes, tr_lower


class WordListTagger:
    """Tags single tokens whose part before the apostrophe is in a list.

    A text in which one of `poison` occurs makes the whole call fail, as a real engine that
    runs out of memory over one text would.
    """

    engine = "words"
    models: Mapping[str, str] = {"words.txt": "0" * 64}

    def __init__(self, labels: Mapping[str, str], poison: str = "\0") -> None:
        self.labels = labels
        self.poison = poison
        self.calls: list[int] = []

    def tag(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        self.calls.append(len(texts))
        if any(self.poison in text.text for text in texts):
            raise RuntimeError("the tagger has choked")
        return [tuple(self._mentions(text)) for text in texts]

    def _mentions(self, text: SegmentedText) -> list[Mention]:
        found = []
        for start, end, sentence in text.tokens:
            stem = straight_apostrophes(text.text[start:end]).partition("'")[0]
            if stem in self.labels:
                found.append(Mention(start, end, sentence, self.labels[stem]))
        return found


class LowerCaseLemmatizer:
    """Takes the token in small letters as its lemma."""

    models: Mapping[str, str] = {}

    def readings(self, word: str) -> Sequence[tuple[Reading, int]]:
        return [(Reading(tr_lower(word), "X", "", "", "guess"), 0)]

    def lemmatize(self, text: SegmentedText) -> list[Analysis]:
        return [Analysis(tr_lower(text.text[start:end]), "X") for start, end, _ in text.tokens]

    def learn(self, words: Mapping[str, str]) -> None:
        pass

    def hear(self, words: Mapping[str, str]) -> None:
        pass

    def learned(self) -> Mapping[str, str]:
        return {}


def fake_tools(tagger: WordListTagger, *, lemma: bool = True) -> Tools:
    """Tools whose results can be told by reading the text."""
    return Tools(
        rules=load_rules(),
        tagger=tagger,
        lemmatizer=LowerCaseLemmatizer() if lemma else None,
        provenance=Provenance(
            version=__version__, engine=tagger.engine, models=dict(tagger.models), settings={}
        ),
    )
