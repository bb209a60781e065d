"""Trains stanza's tagger on the states of our own network; one command, fixed seeds.

    CORPUS_DATA=... python -m training.stanza_ner MODELS_DIR --silver FILE ...

MODELS_DIR becomes a folder that `corpus annotate --engine stanza --models-dir` runs from. What
the network gives for each sentence is read once and kept in MODELS_DIR/work, so that a run
that was broken off goes on from there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from stanza.models import ner_tagger
from stanza.models.common import bert_embedding

from lavrov_corpus.ner.stanza_resources import TRANSFORMER
from training.ner import news_text
from training.ner.corpora import (
    DEV_ARTICLES,
    TRAIN_ARTICLES,
    Articles,
    TaggedSentence,
    data_folder,
    read_articles,
    read_silver,
)
from training.stanza_ner.catalogue import NAME, without_paths, write_catalogue
from training.stanza_ner.states import StoredStates, spelled

SEED = 20160629

#: How often what is annotated as we do it counts, beside what the network has labelled itself.
#: More would teach trust in states that the network had learned by heart.
GOLD_COPIES = 2

#: Sentences of plain news that are seen together, as neighbours of an article are.
NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Material:
    """What a tagger learns from, and what its steps are chosen by: lists of articles."""

    gold: Articles
    silver: Articles
    chosen: Articles

    @classmethod
    def read(cls, data: Path, silver: Sequence[Path]) -> Material:
        """Read the data; what the network's own training held out is for choosing here too."""
        agency = read_articles(data / "ner" / "nakbatr-aa.txt")
        topics = news_text.tuning_articles(data)
        labelled = [sentence for path in silver for sentence in read_silver(path)]
        starts = range(0, len(labelled), NEIGHBOURS)
        return cls(
            [
                *agency[TRAIN_ARTICLES],
                *(article for i, article in enumerate(topics) if i % news_text.HELD_OUT),
            ],
            [labelled[start : start + NEIGHBOURS] for start in starts],
            [*agency[DEV_ARTICLES], *topics[:: news_text.HELD_OUT]],
        )


def read_states(material: Material, folder: Path) -> StoredStates:
    """Read the states of all sentences, those of an article together as the engine does."""
    states = StoredStates(folder)
    for name in ("chosen", "gold", "silver"):
        articles: Articles = getattr(material, name)
        states.add(name, [[spelled(s.words) for s in article] for article in articles if article])
    return states


def write_sentences(sentences: Sequence[TaggedSentence], path: Path) -> None:
    """Write sentences as the JSON that stanza's tagger is trained on."""
    document = [
        [
            {"text": word, "ner": tag}
            for word, tag in zip(spelled(sentence.words), sentence.tags, strict=True)
        ]
        for sentence in sentences
    ]
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def train_tagger(material: Material, folder: Path, steps: int) -> None:
    """Train; of every 200 steps the state is kept that is best on what is for choosing."""
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    states = read_states(material, work / "states")
    learned = [s for article in material.gold * GOLD_COPIES + material.silver for s in article]
    write_sentences(learned, work / "train.json")
    write_sentences([s for article in material.chosen for s in article], work / "choose.json")
    # In training, stanza has no other place to be given a transformer by.
    bert_embedding.load_bert = lambda *_, **__: states.transformer()
    ner_tagger.main(
        f"--train_file {work}/train.json --eval_file {work}/choose.json --shorthand tr_{NAME} "
        f"--bert_model {TRANSFORMER} --bert_hidden_layers 1 --no_pretrain --word_emb_dim 0 "
        f"--no_char --save_dir {folder}/tr/ner --save_name {NAME}.pt --hidden_dim 128 "
        "--optim adam --lr 0.002 --dropout 0.4 --batch_size 32 --log_step 100 "
        f"--max_steps {steps} --eval_interval 200 --seed {SEED} --cpu".split()
    )


def halve(path: Path) -> None:
    """Keep the weights at half precision, which stanza reads back as full, and no folders.

    The words of the training texts, for which there are no vectors here, are dropped too.
    """
    tagger = torch.load(path, map_location="cpu", weights_only=True)
    tagger["model"] = {
        name: weight.half() if weight.dtype == torch.float32 else weight
        for name, weight in tagger["model"].items()
    }
    for kinds in (tagger["vocab"], tagger["vocab"]["_key2class"]):
        kinds.pop("delta", None)
    tagger["config"] = without_paths(tagger["config"])
    torch.save(tagger, path, _use_new_zipfile_serialization=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the model folder to make")
    parser.add_argument("--steps", type=int, default=3000, help="updates of the tagger")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch")
    parser.add_argument(
        "--silver", type=Path, nargs="*", default=(), help="files that training.ner.silver wrote"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    material = Material.read(data_folder(), arguments.silver)
    train_tagger(material, arguments.folder, arguments.steps)
    halve(arguments.folder / "tr" / "ner" / f"{NAME}.pt")
    write_catalogue(arguments.folder)


if __name__ == "__main__":
    main()
