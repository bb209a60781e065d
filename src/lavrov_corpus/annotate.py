"""The pipeline: raw text in, Article or Failure out, each stage named in order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lavrov_corpus import __version__, ner
from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import (
    SCHEMA_VERSION,
    Analysis,
    Article,
    CleanText,
    Entity,
    Failure,
    Mention,
    Paragraph,
    Provenance,
    Quotation,
    RawText,
    SegmentedText,
    Sentence,
    Speech,
    Token,
)
from lavrov_corpus.errors import CorpusError, InputError
from lavrov_corpus.metadata import find_metadata
from lavrov_corpus.morphology import load_lemmatizer
from lavrov_corpus.names import canonical_names, expression_name
from lavrov_corpus.ner.labels import labelled, only_names
from lavrov_corpus.quotations import find_quotations
from lavrov_corpus.segmentation import load_rules, segment

if TYPE_CHECKING:
    from lavrov_corpus.morphology import Lemmatizer
    from lavrov_corpus.segmentation import Rules

Result = TypeVar("Result")

#: The longest text that is taken for one article, in code points of the decoded source: ten
#: times the longest newspaper serial, and still annotated in some hundreds of megabytes.
MAX_CHARACTERS = 2_000_000

#: The stage at which an article is refused whose quality is below what was asked for.
QUALITY = "quality"

NO_ANALYSIS = Analysis("", "")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person at the keyboard chose; small, so that it travels to worker processes.

    `models_dir` says where the models lie, not what they are, and `min_quality` which articles
    are let in, not what is in them, so they are no part of the provenance.
    """

    engine: str = ner.DEFAULT_ENGINE
    effort: str = ner.DEFAULT_EFFORT
    labels: str = ner.DEFAULT_LABELS
    lemma: bool = True
    repair: bool = True
    split_quotes: bool = False
    splitter: str = ner.DEFAULT_SPLITTER
    abbreviations: str = ""
    max_characters: int = MAX_CHARACTERS
    models_dir: str = ""
    min_quality: float = 0.0


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that `annotate` needs, loaded once."""

    rules: Rules
    tagger: ner.Tagger
    lemmatizer: Lemmatizer | None
    provenance: Provenance
    repair: bool = True
    max_characters: int = MAX_CHARACTERS
    labels: tuple[str, ...] = ner.NAME_LABELS
    min_quality: float = 0.0
    splitter: ner.Splitter | None = None

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of version, engine, models and settings, in hexadecimal."""
        canonical = json.dumps(self.provenance.model_dump(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def load_tools(settings: Settings) -> Tools:
    """Load the engine, the rules and the lemmatizer that the settings name.

    Raises ModelError where a model is missing or damaged, InputError for a bad file of
    abbreviations, CorpusError for a label that there is not.
    """
    labels = ner.parse_labels(settings.labels)
    models_dir = Path(settings.models_dir) if settings.models_dir else None
    tagger = ner.load_tagger(settings.engine, models_dir, settings.effort)
    splitter = ner.load_splitter(settings.splitter, models_dir)
    lemmatizer = load_lemmatizer() if settings.lemma else None
    abbreviations = Path(settings.abbreviations) if settings.abbreviations else None
    models = {
        name: digest
        for tool in (tagger, splitter, lemmatizer)
        if tool is not None
        for name, digest in tool.models.items()
    }
    chosen = {
        name: value
        for name, value in asdict(settings).items()
        if name not in {"engine", "models_dir", "min_quality"}
    }
    chosen["labels"] = ",".join(labels)
    if renamed := ner.renamed_labels(tagger):
        chosen["engine_labels"] = renamed
    if abbreviations:
        chosen["abbreviations"] = hashlib.sha256(abbreviations.read_bytes()).hexdigest()
    return Tools(
        rules=load_rules(abbreviations, settings.split_quotes),
        tagger=tagger,
        lemmatizer=lemmatizer,
        provenance=Provenance(
            version=__version__,
            engine=tagger.engine,
            models=dict(sorted(models.items())),
            settings=chosen,
        ),
        repair=settings.repair,
        max_characters=settings.max_characters,
        labels=labels,
        min_quality=settings.min_quality,
        splitter=splitter,
    )


def annotate(raw: RawText, tools: Tools) -> Article:
    """Return the annotated article; pure, given its tools.

    Raises whatever a stage raises: `annotate_all` is the form that never does.
    """
    draft = _draft(raw, _admitted(raw, _clean(raw, tools), tools), tools)
    (mentions,) = tools.tagger.tag([draft.segmented])
    return _finish(draft, mentions, tools)


def annotate_all(raws: Sequence[RawText], tools: Tools) -> list[Article | Failure]:
    """Return an Article or a Failure for each raw text, in order; never raises for one.

    The tagger sees all texts at once. If it fails on them, each is tagged alone, so that
    only the guilty one becomes a Failure.
    """
    drafts = [_draft_or_failure(raw, tools) for raw in raws]
    sound = [draft for draft in drafts if not isinstance(draft, Failure)]
    tagged = iter(_tag_all(sound, tools))
    results: list[Article | Failure] = []
    for raw, draft in zip(raws, drafts, strict=True):
        if isinstance(draft, Failure):
            results.append(draft)
            continue
        mentions = next(tagged)
        if isinstance(mentions, Failure):
            results.append(mentions)
        else:
            results.append(_attempt("attribute", raw, _finish, draft, mentions, tools))
    return results


@dataclass(frozen=True, slots=True)
class _Draft:
    raw: RawText
    cleaned: CleanText
    segmented: SegmentedText


def _clean(raw: RawText, tools: Tools) -> CleanText:
    if 0 < tools.max_characters < len(raw.text):
        raise InputError(
            f"{raw.source}: {len(raw.text)} characters are too many for one article",
            "split the file, or allow it: --max-characters 0",
        )
    return clean(raw, repair=tools.repair)


def _admitted(raw: RawText, cleaned: CleanText, tools: Tools) -> CleanText:
    if cleaned.quality < tools.min_quality:
        reasons = ", ".join(cleaned.flags) or "many repairs"
        raise InputError(
            f"{raw.source}: its quality {cleaned.quality} is below {tools.min_quality}: {reasons}",
            f"look at it: corpus clean {raw.source}; or let it in: --min-quality {cleaned.quality}",
        )
    return cleaned


def _draft(raw: RawText, cleaned: CleanText, tools: Tools) -> _Draft:
    text, paragraphs = cleaned.text, cleaned.paragraphs
    if tools.splitter is not None:
        return _Draft(raw, cleaned, tools.splitter.segment(text, paragraphs))
    return _Draft(raw, cleaned, segment(text, paragraphs, tools.rules))


def _draft_or_failure(raw: RawText, tools: Tools) -> _Draft | Failure:
    cleaned = _attempt("clean", raw, _clean, raw, tools)
    if isinstance(cleaned, Failure):
        return cleaned
    admitted = _attempt(QUALITY, raw, _admitted, raw, cleaned, tools)
    if isinstance(admitted, Failure):
        return admitted
    return _attempt("segment", raw, _draft, raw, admitted, tools)


def _tag_all(drafts: Sequence[_Draft], tools: Tools) -> list[tuple[Mention, ...] | Failure]:
    try:
        return list(tools.tagger.tag([draft.segmented for draft in drafts]))
    except Exception:  # noqa: BLE001  # whatever broke the batch, find the text that did it
        return [
            _attempt("tag", draft.raw, lambda text: tools.tagger.tag([text])[0], draft.segmented)
            for draft in drafts
        ]


def _attempt(
    stage: str, raw: RawText, function: Callable[..., Result], *arguments: object
) -> Result | Failure:
    try:
        return function(*arguments)
    except CorpusError as error:
        message, hint = error.message, error.hint
    except Exception as error:  # noqa: BLE001  # one bad text must never stop a run
        message = f"{type(error).__name__}: {error}"
        hint = f"corpus annotate --debug {raw.source}"
    located = message if message.startswith(raw.source) else f"{raw.source}: {message}"
    return Failure(source=raw.source, sha256=raw.sha256, stage=stage, error=located, hint=hint)


def _finish(draft: _Draft, mentions: Sequence[Mention], tools: Tools) -> Article:
    text = draft.segmented
    lemmatizer = tools.lemmatizer
    analyses = lemmatizer.lemmatize(text) if lemmatizer else [NO_ANALYSIS] * len(text.tokens)
    # Speakers and full names are found among all names, whatever labels are asked for.
    names = only_names(mentions)
    canonical = canonical_names(text.text, names)
    speeches = find_quotations(text, analyses, names, canonical)
    known = dict(zip(names, canonical, strict=True))
    asked = labelled(text, mentions, tools.labels)
    named = [(mention, known.get(mention) or _plain_name(text, mention)) for mention in asked]
    return _assemble(draft, analyses, named, speeches, tools)


def _plain_name(text: SegmentedText, mention: Mention) -> tuple[str, str]:
    """Return the base form of a date, an amount or a percentage, which has no fuller name."""
    name = expression_name(text.text[mention.start : mention.end], mention.label)
    return name, name


def _assemble(
    draft: _Draft,
    analyses: Sequence[Analysis],
    mentions: Sequence[tuple[Mention, tuple[str, str]]],
    speeches: Sequence[Speech],
    tools: Tools,
) -> Article:
    raw, cleaned, segmented = draft.raw, draft.cleaned, draft.segmented
    text, paragraphs = cleaned.text, cleaned.paragraphs
    metadata = find_metadata(text, paragraphs)
    return Article.made(
        schema_version=SCHEMA_VERSION,
        id=raw.sha256[:16],
        source=raw.source,
        sha256=raw.sha256,
        encoding=raw.encoding,
        title=metadata.title,
        agency=metadata.agency,
        place=metadata.place,
        author=metadata.author,
        date=metadata.date,
        metadata={},
        text=text,
        paragraphs=Paragraph.all_made(
            [_spans(cleaned, p.start, p.end) | {"kind": p.kind} for p in paragraphs]
        ),
        sentences=Sentence.all_made(
            [
                _spans(cleaned, start, end) | {"paragraph": paragraph}
                for start, end, paragraph in segmented.sentences
            ]
        ),
        tokens=Token.all_made(
            [
                {"start": start, "end": end, "sentence": i, "lemma": found.lemma, "pos": found.pos}
                for (start, end, i), found in zip(segmented.tokens, analyses, strict=True)
            ]
        ),
        entities=Entity.all_made([_entity(cleaned, m, names) for m, names in mentions]),
        quotes=tuple(_quotation(cleaned, speech) for speech in speeches),
        repairs=dict(sorted(cleaned.repairs.items())),
        flags=cleaned.flags,
        quality=cleaned.quality,
        provenance=tools.provenance,
    )


def _spans(cleaned: CleanText, start: int, end: int) -> dict[str, Any]:
    raw_start, raw_end = cleaned.origin.source_span(start, end)
    return {"start": start, "end": end, "raw_start": raw_start, "raw_end": raw_end}


def _entity(cleaned: CleanText, mention: Mention, names: tuple[str, str]) -> dict[str, Any]:
    name, canonical = names
    return _spans(cleaned, mention.start, mention.end) | {
        "sentence": mention.sentence,
        "label": mention.label,
        "text": cleaned.text[mention.start : mention.end],
        "name": name,
        "canonical": canonical,
        "score": mention.score,
    }


def _quotation(cleaned: CleanText, speech: Speech) -> Quotation:
    return Quotation.made(
        **_spans(cleaned, speech.start, speech.end),
        kind=speech.kind,
        text=cleaned.text[speech.start : speech.end],
        speaker=speech.speaker,
        speaker_name=speech.speaker_name,
        cue=speech.cue,
        implicit=speech.implicit,
        partial=speech.partial,
        score=speech.score,
    )
