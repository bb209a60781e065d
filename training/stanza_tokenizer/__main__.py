"""Trains a splitter into sentences and tokens; one command, fixed seed, minutes on one core.

    CORPUS_DATA=... python -m training.stanza_tokenizer MODELS_DIR --steps 3000

puts `tr/tokenize/lavrov.pt` into MODELS_DIR, beside the tagger of `training.stanza_ner`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from stanza.models import tokenizer

from training.ner.corpora import data_folder
from training.stanza_ner.catalogue import NAME, without_paths, write_catalogue
from training.stanza_tokenizer.texts import (
    CHOSEN_ARTICLES,
    CHOSEN_PARTS,
    LEARNED_ARTICLES,
    LEARNED_PARTS,
    labelled_paragraphs,
    write_paragraphs,
)

SEED = 20160629


def train(data: Path, folder: Path, steps: int) -> None:
    """Train; of every 500 steps the state is kept that is best on what is for choosing."""
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    learned = labelled_paragraphs(data, LEARNED_PARTS, LEARNED_ARTICLES)
    chosen = labelled_paragraphs(data, CHOSEN_PARTS, CHOSEN_ARTICLES)
    write_paragraphs(learned, work / "learn")
    write_paragraphs(chosen, work / "choose")
    # No multi-word tokens: our token is the written word.
    (work / "expansions.json").write_text("[]", encoding="utf-8")
    tokenizer.main(
        f"--txt_file {work}/learn.txt --label_file {work}/learn.labels --dev_txt_file "
        f"{work}/choose.txt --dev_label_file {work}/choose.labels --mwt_json_file "
        f"{work}/expansions.json --lang tr --shorthand tr_{NAME} --save_dir {folder}/tr/tokenize "
        f"--save_name {NAME}.pt --steps {steps} --eval_steps 500 --max_seqlen 200 "
        f"--report_steps 100 --no_use_mwt --seed {SEED} --cpu".split()
    )


def strip_paths(path: Path) -> None:
    """Rewrite a model without the folders that it was trained in."""
    model = torch.load(path, map_location="cpu", weights_only=True)
    model["config"] = without_paths(model["config"])
    torch.save(model, path, _use_new_zipfile_serialization=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the model folder to make or complete")
    parser.add_argument("--steps", type=int, default=3000, help="updates of the network")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    train(data_folder(), arguments.folder, arguments.steps)
    strip_paths(arguments.folder / "tr" / "tokenize" / f"{NAME}.pt")
    write_catalogue(arguments.folder)


if __name__ == "__main__":
    main()
