"""stanza's own sentences and tokens, for those who want them in place of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lavrov_corpus.document import SegmentedText, TextParagraph
from lavrov_corpus.ner.stanza_pipeline import load_splitting
from lavrov_corpus.ner.stanza_resources import DEFAULT_PACKAGE
from lavrov_corpus.turkish import straight_apostrophes

_PART = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class StanzaSplitter:
    """A loaded stanza tokenizer; for one process and one thread.

    `models` gives the SHA-256, in hexadecimal, of each model file by its name.
    """

    pipeline: Any
    models: Mapping[str, str]

    @classmethod
    def load(
        cls,
        models_dir: Path | None = None,
        package: str = DEFAULT_PACKAGE,
        threads: int | None = None,
    ) -> StanzaSplitter:
        """Load a tokenizer; folder, threads and errors as in `StanzaTagger.load`."""
        loaded = load_splitting(models_dir, package, threads)
        return cls(loaded.pipeline, loaded.models)

    def segment(self, text: str, paragraphs: Sequence[TextParagraph]) -> SegmentedText:
        """Cut the paragraphs of a text into sentences and tokens, as spans of the text.

        Each paragraph is a document of its own to stanza, so no sentence crosses its end.
        Spans are stanza's offsets, never its strings, which may be changed (<UNK>).
        """
        import torch  # noqa: PLC0415 - heavy, and loaded by now
        from stanza.models.common.doc import Document  # noqa: PLC0415 - the same

        filled = [n for n, each in enumerate(paragraphs) if text[each.start : each.end].strip()]
        spelled = straight_apostrophes(text)
        documents = [
            Document([], text=spelled[paragraphs[n].start : paragraphs[n].end]) for n in filled
        ]
        sentences: list[tuple[int, int, int]] = []
        tokens: list[tuple[int, int, int]] = []
        with torch.inference_mode():
            split = self.pipeline.processors["tokenize"].bulk_process(documents)
        for number, document in zip(filled, split, strict=True):
            offset = paragraphs[number].start
            for sentence in document.sentences:
                # A number written in groups is one token to stanza; ours hold no space.
                spans = [
                    (*part.span(), len(sentences))
                    for token in sentence.tokens
                    for part in _PART.finditer(
                        text, offset + token.start_char, offset + token.end_char
                    )
                ]
                sentences.append((spans[0][0], spans[-1][1], number))
                tokens += spans
        return SegmentedText(text, tuple(paragraphs), tuple(sentences), tuple(tokens))
