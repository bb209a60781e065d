"""The engine `stanza`: a neural tagger of stanza's, run offline on our sentences and tokens.

stanza (Qi et al., 2020, "Stanza: A Python Natural Language Processing Toolkit for Many Human
Languages") tags with a BiLSTM-CRF over word vectors and characters. It gets our tokens as
pretokenised text, so only its tagger runs, and what that finds is read back by the index of
the token: no offset of stanza's is ever used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.ner.stanza_batches import batches, stretches
from lavrov_corpus.ner.stanza_pipeline import load_tagging
from lavrov_corpus.ner.stanza_resources import DEFAULT_PACKAGE

ENGINE = "stanza"

#: stanza's names of the three kinds that every engine knows; other labels stay as they are.
LABELS: Mapping[str, str] = {
    "PERSON": "PER",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "ORGANIZATION": "ORG",
}


@dataclass(frozen=True, slots=True)
class StanzaTagger:
    """A loaded stanza pipeline that fulfils `Tagger`; for one process and one thread.

    `find` gives the mentions of each sentence: first word, last word, stanza's label and the
    probability, by the tagger itself, of both.
    `labels` gives our label for each label that the model knows, so that the model's own
    can be told from the result: MONEY and TIME of the official model are kept as they are.
    """

    find: Callable[[Sequence[Sequence[str]]], list[list[tuple[int, int, str, float]]]]
    models: Mapping[str, str]
    labels: Mapping[str, str]

    @classmethod
    def load(
        cls,
        models_dir: Path | None = None,
        package: str = DEFAULT_PACKAGE,
        threads: int | None = None,
    ) -> StanzaTagger:
        """Load a package of models from a folder; no network is ever used.

        The folder is `models_dir`, else the environment's STANZA_RESOURCES_DIR, else
        the one that comes with the package. `threads` is how many threads torch may use in
        this process; one unless given, since workers make better use of cores than threads.

        Raises ModelError where the models are missing or damaged, with the command that
        gets them as its hint.
        """
        loaded = load_tagging(models_dir, package, threads)
        known = loaded.pipeline.processors["ner"].get_known_tags()
        labels = {label: LABELS.get(label, label) for label in known}
        from lavrov_corpus.ner.stanza_inference import SpanFinder  # noqa: PLC0415 - heavy

        return cls(SpanFinder(loaded.pipeline), loaded.models, labels)

    @property
    def engine(self) -> str:
        """The name of the engine, as `--engine` takes it."""
        return ENGINE

    def tag(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each text, sorted and without overlaps.

        Sentences of all texts are run together, sorted by length. An error in one of them
        fails the whole call; the caller tags the texts one by one to find the guilty one.
        """
        found: list[list[Mention]] = [[] for _ in texts]
        waiting = (part for number, text in enumerate(texts) for part in stretches(number, text))
        for batch in batches(waiting):
            spans_of_batch = self.find([stretch.words for stretch in batch])
            for stretch, spans in zip(batch, spans_of_batch, strict=True):
                tokens = texts[stretch.text].tokens
                found[stretch.text] += [
                    Mention(
                        start=tokens[stretch.first + first][0],
                        end=tokens[stretch.first + last][1],
                        sentence=stretch.sentence,
                        label=self.labels[label],
                        # Beyond that it would depend on the sentences of the same batch.
                        score=round(share, 3),
                    )
                    for first, last, label, share in spans
                ]
        return [tuple(sorted(mentions, key=lambda each: each.start)) for mentions in found]
