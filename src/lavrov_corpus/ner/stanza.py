"""The engine `stanza`: a neural tagger of stanza's, run offline on our sentences and tokens.

stanza (Qi et al., 2020, "Stanza: A Python Natural Language Processing Toolkit for Many Human
Languages") tags with a BiLSTM-CRF over vectors of words: those of a file, of letters, or of a
transformer. The bundled tagger reads the states of the network of the engine `news`, in the
place of a transformer. It gets our tokens as pretokenised text, so only the tagger runs, and
what that finds is read back by the index of the token: no offset of stanza's is ever used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.ner.certainty import probability
from lavrov_corpus.ner.pieces import Singles
from lavrov_corpus.ner.stanza_batches import Article, batches, portions, stretches
from lavrov_corpus.ner.stanza_pipeline import load_tagging
from lavrov_corpus.ner.stanza_resources import AS_IT_IS, DEFAULT_PACKAGE

ENGINE = "stanza"

#: stanza's names of the three kinds that every engine knows; other labels stay as they are.
LABELS: Mapping[str, str] = {
    "PERSON": "PER",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "ORGANIZATION": "ORG",
}


class Finder(Protocol):
    """Finds the mentions in sentences of words, all in one batch."""

    def __call__(
        self, sentences: Sequence[Sequence[str]], states: Sequence[Singles] | None, /
    ) -> list[list[tuple[int, int, str, float]]]:
        """Return first word, last word, stanza's label and the probability of each mention."""


class Network(Protocol):
    """Reads sentences of one article, in its order."""

    def states(self, sentences: Sequence[Sequence[str]]) -> list[Singles]:
        """Return the states of the words, an array of a row a word for each sentence."""


@dataclass(frozen=True, slots=True)
class StanzaTagger:
    """A loaded stanza pipeline that fulfils `Tagger`; for one process and one thread.

    `labels` gives our label for each label that the model knows, so that the model's own
    can be told from the result: MONEY and TIME of the official model are kept as they are.
    `network` is ours, where the tagger reads its states; `calibration` is what
    `certainty.probability` makes of the tagger's own probabilities.
    """

    find: Finder
    models: Mapping[str, str]
    labels: Mapping[str, str]
    network: Network | None = None
    calibration: tuple[float, float] = AS_IT_IS

    @classmethod
    def load(
        cls,
        models_dir: Path | None = None,
        package: str = DEFAULT_PACKAGE,
        threads: int | None = None,
    ) -> StanzaTagger:
        """Load a package of models from a folder; no network is ever used.

        The folder is `models_dir`, else the environment's STANZA_RESOURCES_DIR, else
        the one that comes with the package. `threads` is how many threads may compute in
        this process; one unless given, since workers make better use of cores than threads.

        Raises ModelError where the models are missing or damaged, with the command that
        gets them as its hint.
        """
        loaded = load_tagging(models_dir, package, threads)
        known = loaded.pipeline.processors["ner"].get_known_tags()
        labels = {label: LABELS.get(label, label) for label in known}
        from lavrov_corpus.ner.stanza_inference import SpanFinder  # noqa: PLC0415 - heavy

        finder = SpanFinder(loaded.pipeline)
        return cls(finder, loaded.models, labels, loaded.encoder, loaded.calibration)

    @property
    def engine(self) -> str:
        """The name of the engine, as `--engine` takes it."""
        return ENGINE

    def tag(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each text, sorted and without overlaps.

        Sentences of all texts are run together, sorted by length; our network reads those of
        each text apart. An error in one of them fails the whole call; the caller tags the
        texts one by one to find the guilty one.
        """
        found: list[list[Mention]] = [[] for _ in texts]
        for portion in portions(stretches(number, text) for number, text in enumerate(texts)):
            self._tag_portion(texts, portion, found)
        return [tuple(sorted(mentions, key=lambda each: each.start)) for mentions in found]

    def _tag_portion(
        self,
        texts: Sequence[SegmentedText],
        portion: Sequence[Article],
        found: Sequence[list[Mention]],
    ) -> None:
        """Add the mentions of a portion of the texts to those that are found of each."""
        states = self._states(portion)
        for batch in batches(stretch for article in portion for stretch in article):
            of_batch = [states[each.text, each.first] for each in batch] if states else None
            spans_of_batch = self.find([stretch.words for stretch in batch], of_batch)
            for stretch, spans in zip(batch, spans_of_batch, strict=True):
                tokens = texts[stretch.text].tokens
                found[stretch.text] += [
                    Mention(
                        start=tokens[stretch.first + first][0],
                        end=tokens[stretch.first + last][1],
                        sentence=stretch.sentence,
                        label=self.labels[label],
                        # Beyond that it would depend on the sentences of the same batch.
                        score=round(probability(share, self.calibration), 3),
                    )
                    for first, last, label, share in spans
                ]

    def _states(self, portion: Sequence[Article]) -> dict[tuple[int, int], Singles]:
        """Return the states of each stretch by its text and first token; none without network."""
        if self.network is None:
            return {}
        return {
            (stretch.text, stretch.first): states
            for article in portion
            for stretch, states in zip(
                article, self.network.states([each.words for each in article]), strict=True
            )
        }
