"""Trains vectors and a BiLSTM-CRF tagger of names; one command, fixed seeds.

    CORPUS_DATA=... python -m training.stanza_ner MODELS_DIR --steps 2000

MODELS_DIR becomes a folder that `corpus annotate --engine stanza --models-dir` runs from.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable
from pathlib import Path

import torch
from stanza.models import ner_tagger

from lavrov_corpus.turkish import straight_apostrophes
from training.ner.corpora import (
    DEV_ARTICLES,
    TaggedSentence,
    data_folder,
    read_articles,
)
from training.ner.student import training_sentences, with_headings
from training.stanza_ner.catalogue import NAME, without_paths, write_catalogue
from training.stanza_ner.vectors import train_vectors

SEED = 20160629


def write_sentences(sentences: Iterable[TaggedSentence], path: Path) -> None:
    """Write sentences as the JSON that stanza's tagger is trained on."""
    document = [
        [
            {"text": straight_apostrophes(word), "ner": tag}
            for word, tag in zip(sentence.words, sentence.tags, strict=True)
        ]
        for sentence in sentences
    ]
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def train_tagger(data: Path, folder: Path, arguments: argparse.Namespace) -> None:
    """Train on what the engine `news` is trained on; choose on the agency's next articles."""
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    chosen = read_articles(data / "ner" / "nakbatr-aa.txt")[DEV_ARTICLES]
    learned = with_headings(training_sentences(data, arguments.silver))
    write_sentences(learned, work / "train.json")
    write_sentences(itertools.chain.from_iterable(chosen), work / "choose.json")
    ner_tagger.main(
        f"--train_file {work}/train.json --eval_file {work}/choose.json --shorthand tr_{NAME} "
        f"--wordvec_pretrain_file {folder}/tr/pretrain/{NAME}.pt --save_dir {folder}/tr/ner "
        f"--save_name {NAME}.pt --hidden_dim 192 --char_hidden_dim 64 --char_emb_dim 48 "
        "--emb_finetune_known_only --optim adam --lr 0.002 --dropout 0.4 --word_dropout 0.02 "
        f"--batch_size 32 --max_steps {arguments.steps} --eval_interval 200 --seed {SEED} "
        "--cpu".split()
    )


def fold_vectors(folder: Path) -> None:
    """Add what the tagger learned of each word to its vector, and halve all weights.

    stanza keeps the learned part (`delta`) in the tagger, with the words once more, and adds
    both as it reads; every word of it has a vector. The sums are kept at half precision, which
    stanza reads back as full. What is not known of a word at all is the vector of <UNK>.
    """
    tagger_path, vectors_path = (
        folder / "tr" / kind / f"{NAME}.pt" for kind in ("ner", "pretrain")
    )
    tagger = torch.load(tagger_path, map_location="cpu", weights_only=True)
    vectors = torch.load(vectors_path, map_location="cpu", weights_only=True)
    weights, vocabularies = tagger["model"], tagger["vocab"]
    if "delta" in vocabularies:
        learned = weights.pop("delta_emb.weight").float()
        of_word = vocabularies["word"]["_unit2id"]
        words = vocabularies.pop("delta")["_unit2id"].items()
        rows = torch.tensor([of_word[word] for word, _ in words])
        table = vectors["emb"].float()
        table[rows] += learned[torch.tensor([row for _, row in words])]
        vectors["emb"] = table.half()
    tagger["model"] = {
        name: weight.half() if weight.dtype == torch.float32 else weight
        for name, weight in weights.items()
    }
    # So that stanza looks for the vectors in their own file alone.
    tagger["config"] = without_paths(tagger["config"]) | {"emb_finetune": False}
    for state, path in ((tagger, tagger_path), (vectors, vectors_path)):
        torch.save(state, path, _use_new_zipfile_serialization=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the model folder to make")
    parser.add_argument("--steps", type=int, default=2000, help="updates of the tagger")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch")
    parser.add_argument(
        "--silver", type=Path, nargs="*", default=(), help="files that training.ner.silver wrote"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    data = data_folder()
    pretrain = arguments.folder / "tr" / "pretrain" / f"{NAME}.pt"
    if not pretrain.exists():
        print(f"{train_vectors(data, pretrain, SEED)} vectors")
    train_tagger(data, arguments.folder, arguments)
    fold_vectors(arguments.folder)
    write_catalogue(arguments.folder)


if __name__ == "__main__":
    main()
