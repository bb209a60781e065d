"""Trains vectors and a BiLSTM-CRF tagger of names; one command, fixed seeds.

    CORPUS_DATA=... python -m training.stanza_ner MODELS_DIR --steps 2000

MODELS_DIR becomes a folder that `corpus annotate --engine stanza --models-dir` runs from.
"""

from __future__ import annotations

import argparse
import hashlib
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
from training.stanza_ner.vectors import train_vectors

NAME = "lavrov"
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


def halve(path: Path) -> None:
    """Rewrite a model's weights at half precision; stanza reads them back as full ones."""
    model = torch.load(path, map_location="cpu", weights_only=True)
    model["model"] = {
        name: weight.half() if weight.dtype == torch.float32 else weight
        for name, weight in model["model"].items()
    }
    torch.save(model, path, _use_new_zipfile_serialization=False)


def write_resources(folder: Path) -> None:
    """Write the catalogue that stanza and `corpus models list` read."""
    entries: dict[str, dict[str, dict[str, object]]] = {}
    for path in sorted((folder / "tr").glob("*/*.pt")):
        digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        entries.setdefault(path.parent.name, {})[path.stem] = {"md5": digest}
    entries["ner"][NAME]["dependencies"] = [{"model": "pretrain", "package": NAME}]
    # Our own segmentation is what the tagger is given, but stanza asks for a tokenizer's name.
    entries.setdefault("tokenize", {NAME: {"md5": ""}})
    packages = {"default": {"tokenize": NAME, "ner": NAME}}
    turkish = {"lang_name": "Turkish", "packages": packages, **entries}
    resources = {"tr": turkish, "url": ""}
    (folder / "resources.json").write_text(json.dumps(resources, indent=2), encoding="utf-8")


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
    halve(arguments.folder / "tr" / "ner" / f"{NAME}.pt")
    write_resources(arguments.folder)


if __name__ == "__main__":
    main()
