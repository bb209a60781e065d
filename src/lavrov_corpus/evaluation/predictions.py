"""What is compared with the gold: what an engine finds, or what a file says was found."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Sequence

from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import CleanText, Mention, RawText, SegmentedText, TextParagraph
from lavrov_corpus.errors import InputError
from lavrov_corpus.evaluation.documents import Document
from lavrov_corpus.evaluation.scoring import Span
from lavrov_corpus.ner import Tagger
from lavrov_corpus.ner.labels import labelled
from lavrov_corpus.segmentation import Rules, segment

#: Code points of text that the engine gets at once.
TOGETHER = 200_000


def find_spans(
    documents: Sequence[Document],
    tagger: Tagger,
    rules: Rules,
    labels: Collection[str],
    *,
    retokenize: bool = False,
) -> list[list[Span]]:
    """Return what an engine and the rules find in each document, as code points of its text.

    A text is cleaned and segmented as `corpus annotate` does it, and what is found is led
    back into the text as it was. Documents with tokens of their own keep these, so that the
    engine alone is measured; with `retokenize` their text is segmented anew.
    """
    found: list[list[Span]] = []
    for batch in _batches(documents):
        prepared = [_prepared(document, rules, retokenize) for document in batch]
        tagged = tagger.tag([text for text, _ in prepared])
        for (text, cleaned), mentions in zip(prepared, tagged, strict=True):
            kept = labelled(text, mentions, labels)
            found.append([_span(mention, cleaned) for mention in kept])
    return found


def aligned(gold: Sequence[Document], predicted: Sequence[Document]) -> list[tuple[Span, ...]]:
    """Return the predicted spans for each gold document, as code points of the gold text.

    A prediction belongs to the gold with the same text; our own export, whose text is
    cleaned, to the gold whose text is the source file.

    Raises:
        InputError: a gold document has no prediction, or its text is another.

    """
    by_text: dict[str, deque[Document]] = defaultdict(deque)
    by_source: dict[str, Document] = {}
    by_key: dict[str, Document] = {}
    for document in predicted:
        by_text[document.text].append(document)
        by_key.setdefault(document.key, document)
        if document.sha256 and len(document.raw_spans) == len(document.spans):
            by_source.setdefault(document.sha256, document)
    answers = []
    for index, document in enumerate(gold):
        if same := by_text.get(document.text):
            # The last one is kept for further printings of the same text.
            answers.append((same.popleft() if len(same) > 1 else same[0]).spans)
        elif source := by_source.get(document.digest):
            answers.append(source.raw_spans)
        else:
            beside = predicted[index] if len(gold) == len(predicted) else None
            raise _misaligned(document, by_key.get(document.key or "\0", beside))
    return answers


def _batches(documents: Sequence[Document]) -> Iterable[Sequence[Document]]:
    start = size = 0
    for index, document in enumerate(documents):
        if size and size + len(document.text) > TOGETHER:
            yield documents[start:index]
            start, size = index, 0
        size += len(document.text)
    if documents:
        yield documents[start:]


def _prepared(
    document: Document, rules: Rules, retokenize: bool
) -> tuple[SegmentedText, CleanText | None]:
    if document.segmented:
        if not retokenize:
            return document.segmented, None
        paragraph = TextParagraph(0, len(document.text), "body")
        return segment(document.text, [paragraph], rules), None
    cleaned = clean(RawText(document.place, document.digest, "utf-8", document.text))
    return segment(cleaned.text, cleaned.paragraphs, rules), cleaned


def _span(mention: Mention, cleaned: CleanText | None) -> Span:
    start, end = mention.start, mention.end
    if cleaned:
        start, end = cleaned.origin.source_span(start, end)
    return Span(start, end, mention.label)


def _misaligned(gold: Document, predicted: Document | None) -> InputError:
    hint = "predict on the very texts of the gold, as `corpus evaluate` without --predictions does"
    if predicted is None:
        return InputError(f"{gold.place}: no prediction has the text of this document", hint)
    pairs = zip(gold.text, predicted.text, strict=False)
    shorter = min(len(gold.text), len(predicted.text))
    at = next((index for index, (one, other) in enumerate(pairs) if one != other), shorter)
    ours, theirs = gold.text[at : at + 20], predicted.text[at : at + 20]
    return InputError(
        f"{gold.place}: the prediction at {predicted.place} is of another text: from character"
        f" {at} on the gold has {ours!r}, the prediction {theirs!r}",
        hint,
    )
