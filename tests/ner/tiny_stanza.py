"""Trains tiny Turkish models with stanza's own entry points, laid out as stanza lays out its own.

Run as a program, `python tiny_stanza.py FOLDER`, in a process of its own, because stanza's
training modules turn its logger to DEBUG for the whole process. The labels are those of
stanza's official Turkish models, so that the mapping to ours is exercised as well.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import random
import sys
from pathlib import Path
from typing import Any

Tagged = list[tuple[str, str]]

PEOPLE = ["Ayşe Demir", "Mehmet Yılmaz", "Zeynep Kaya", "Sergey Lavrov", "İsmail Işık", "Lavrov"]
PLACES = ["Ankara", "İzmir", "Moskova", "Suriye", "Isparta", "New York"]
ORGANISATIONS = ["Birleşmiş Milletler", "Avrupa Birliği", "NATO", "Dışişleri Bakanlığı"]
TEMPLATES = [
    "{PERSON} {LOCATION}'da konuştu .",
    "{PERSON} , {LOCATION}'da {ORGANIZATION} heyetiyle görüştü .",
    "{ORGANIZATION} {LOCATION}'ya yardım gönderdi .",
    "Bakan {PERSON} {ORGANIZATION} toplantısına katıldı .",
    "{LOCATION}'daki toplantı dün sona erdi .",
    "Toplantı dün sona erdi , karar bugün açıklandı .",
    "{ORGANIZATION} {MONEY} ödedi .",
]
SLOTS = {
    "PERSON": PEOPLE,
    "LOCATION": PLACES,
    "ORGANIZATION": ORGANISATIONS,
    "MONEY": ["5 milyon dolar", "200 lira"],
}
SPACELESS_BEFORE = {".", ","}

#: What each tagger reads beside the letters or states that it is given.
DEPENDENCIES: dict[str, list[str]] = {
    "tiny": ["pretrain"],
    "tiny_charlm": ["pretrain", "forward_charlm", "backward_charlm"],
    "tiny_states": [],
}


def tagged_sentences(count: int, seed: int) -> list[Tagged]:
    """Return made sentences as (token, BIO tag) pairs, in a fixed order for a seed."""
    choose = random.Random(seed)
    return [
        _fill(template, choose) for template in itertools.islice(itertools.cycle(TEMPLATES), count)
    ]


def _fill(template: str, choose: random.Random) -> Tagged:
    tagged: Tagged = []
    for piece in template.split():
        if not piece.startswith("{"):
            tagged.append((piece, "O"))
            continue
        label, _, suffix = piece[1:].partition("}")
        words = (choose.choice(SLOTS[label]) + suffix).split()
        tags = [f"B-{label}"] + [f"I-{label}"] * (len(words) - 1)
        tagged += zip(words, tags, strict=True)
    return tagged


def train_tagger(folder: Path, work: Path) -> None:
    """Make word vectors and train a character-LM-free BiLSTM-CRF tagger upon them."""
    from stanza.models import ner_tagger
    from stanza.models.common.pretrain import Pretrain

    for name, count, seed in (("train", 210, 1), ("dev", 28, 2)):
        sentences = [
            [{"text": word, "ner": tag} for word, tag in sentence]
            for sentence in tagged_sentences(count, seed)
        ]
        (work / f"{name}.json").write_text(json.dumps(sentences), encoding="utf-8")
    choose = random.Random(3)
    words = sorted({word.lower() for s in tagged_sentences(210, 1) for word, _ in s})
    rows = [" ".join([word, *(f"{choose.gauss(0, 1):.3f}" for _ in range(16))]) for word in words]
    vectors = work / "vectors.txt"
    vectors.write_text("\n".join([f"{len(rows)} 16", *rows]) + "\n", encoding="utf-8")
    pretrain = folder / "tr" / "pretrain" / "tiny.pt"
    Pretrain(str(pretrain), str(vectors)).load()
    ner_tagger.main(
        f"--train_file {work}/train.json --eval_file {work}/dev.json --shorthand tr_tiny "
        f"--wordvec_pretrain_file {pretrain} --save_dir {folder}/tr/ner --save_name tiny.pt "
        "--hidden_dim 24 --char_hidden_dim 16 --char_emb_dim 12 --word_emb_dim 16 --optim adam "
        "--lr 0.01 --max_steps 60 --eval_interval 60 --dropout 0.2 --seed 7 --cpu".split()
    )


def train_language_models(folder: Path, work: Path) -> None:
    """Train a character LM each way, and a tagger that reads them in place of words' letters."""
    from stanza.models import charlm, ner_tagger

    for name, count, seed in (("train", 210, 1), ("dev", 28, 2)):
        lines = [" ".join(word for word, _ in s) for s in tagged_sentences(count, seed)]
        (work / f"{name}.chars").write_text("\n".join(lines), encoding="utf-8")
    for direction in ("forward", "backward"):
        charlm.main(
            f"--train_file {work}/train.chars --eval_file {work}/dev.chars --shorthand tr_tiny "
            f"--save_dir {folder}/tr/{direction}_charlm --save_name tiny.pt "
            f"--direction {direction} --vocab_save_name vocabulary.pt --char_emb_dim 8 "
            "--char_hidden_dim 16 --epochs 1 --cutoff 1 --batch_size 10 --no_checkpoint "
            "--seed 7".split()
        )
        (folder / "tr" / f"{direction}_charlm" / "vocabulary.pt").unlink()
    ner_tagger.main(
        f"--train_file {work}/train.json --eval_file {work}/dev.json --shorthand tr_tiny "
        "--charlm --charlm_shorthand tr_tiny "
        f"--charlm_forward_file {folder}/tr/forward_charlm/tiny.pt "
        f"--charlm_backward_file {folder}/tr/backward_charlm/tiny.pt "
        f"--wordvec_pretrain_file {folder}/tr/pretrain/tiny.pt --save_dir {folder}/tr/ner "
        "--save_name tiny_charlm.pt --hidden_dim 16 --word_emb_dim 16 --optim adam --lr 0.01 "
        "--max_steps 40 --eval_interval 40 --dropout 0.2 --seed 7 --cpu".split()
    )


def train_reader(folder: Path, work: Path) -> None:
    """Train a tagger that reads the states of our own network in place of a transformer."""
    from stanza.models import ner_tagger
    from stanza.models.common import bert_embedding

    from lavrov_corpus.ner.encoder import Encoder
    from lavrov_corpus.ner.stanza_resources import TRANSFORMER
    from lavrov_corpus.ner.stanza_states import transformer

    encoder = Encoder.load()
    read = functools.lru_cache(None)(lambda words: encoder.states([words]))
    pair = transformer(lambda sentences: read(tuple(sentences[0])))
    bert_embedding.load_bert = lambda *_, **__: pair
    ner_tagger.main(
        f"--train_file {work}/train.json --eval_file {work}/dev.json --shorthand tr_tiny "
        f"--bert_model {TRANSFORMER} --bert_hidden_layers 1 --no_pretrain --word_emb_dim 0 "
        f"--no_char --save_dir {folder}/tr/ner --save_name tiny_states.pt --hidden_dim 16 "
        "--optim adam --lr 0.01 --max_steps 40 --eval_interval 40 --dropout 0.2 --seed 7 "
        "--cpu".split()
    )


def _spans(sentence: Tagged) -> list[tuple[str, str]]:
    """Return each token with the white space that stands before it."""
    spaced = []
    for index, (word, _) in enumerate(sentence):
        glued = index == 0 or word in SPACELESS_BEFORE
        spaced.append(("" if glued else " ", word))
    return spaced


def train_tokenizer(folder: Path, work: Path) -> None:
    """Train a tokenizer; words that end in -daki are its multi-word tokens."""
    from stanza.models import tokenizer

    for name, count, seed in (("train", 210, 1), ("dev", 28, 2)):
        text, labels = "", ""
        for number, sentence in enumerate(tagged_sentences(count, seed)):
            gap = "" if number == 0 else "\n\n" if number % 6 == 0 else " "
            text, labels = text + gap, labels + (gap if gap == "\n\n" else "0" * len(gap))
            for index, (space, word) in enumerate(_spans(sentence)):
                last = index == len(sentence) - 1
                label = "2" if last else "3" if word.endswith("daki") else "1"
                text += space + word
                labels += "0" * (len(space) + len(word) - 1) + label
        (work / f"{name}.txt").write_text(text, encoding="utf-8")
        (work / f"{name}.labels").write_text(labels, encoding="utf-8")
    expansions = [
        [[word, [word[:-2], "ki"]], 1]
        for word in {word for s in tagged_sentences(210, 1) for word, _ in s}
        if word.endswith("daki")
    ]
    (work / "expansions.json").write_text(json.dumps(sorted(expansions)), encoding="utf-8")
    tokenizer.main(
        f"--mwt_json_file {work}/expansions.json "
        f"--txt_file {work}/train.txt --label_file {work}/train.labels "
        f"--dev_txt_file {work}/dev.txt --dev_label_file {work}/dev.labels --lang tr "
        f"--shorthand tr_tiny --save_dir {folder}/tr/tokenize --save_name tiny.pt --steps 80 "
        "--eval_steps 1000 --emb_dim 12 --hidden_dim 16 --conv_filters 1,5 --lr0 0.01 --seed 7 "
        "--use_mwt --cpu".split()
    )


def _conllu(sentences: list[Tagged]) -> str:
    blocks = []
    for sentence in sentences:
        lines, number = [], 0
        for word, _ in sentence:
            parts = [word[:-2], "ki"] if word.endswith("daki") else [word]
            if len(parts) == 2:
                lines.append("\t".join([f"{number + 1}-{number + 2}", word, *["_"] * 8]))
            for part in parts:
                number += 1
                head = [str(number - 1), "root" if number == 1 else "dep"]
                lines.append("\t".join([str(number), part, *["_"] * 4, *head, "_", "_"]))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) + "\n"


def train_expander(folder: Path, work: Path) -> None:
    """Train the dictionary form of stanza's multi-word expander."""
    from stanza.models import mwt_expander

    for name, count, seed in (("train", 210, 1), ("dev", 28, 2)):
        conllu = _conllu(tagged_sentences(count, seed))
        (work / f"{name}.conllu").write_text(conllu, encoding="utf-8")
    mwt_expander.main(
        f"--train_file {work}/train.conllu --eval_file {work}/dev.conllu --gold_file "
        f"{work}/dev.conllu --lang tr --shorthand tr_tiny --save_dir {folder}/tr/mwt "
        "--save_name tiny.pt --dict_only --seed 7 --cpu".split()
    )


def write_resources(folder: Path) -> None:
    """Write the resources.json that stanza reads, as its own prepare_resources makes it."""
    turkish: dict[str, Any] = {"lang_name": "Turkish"}
    for path in sorted((folder / "tr").glob("*/*.pt")):
        entry: dict[str, object] = {"md5": hashlib.md5(path.read_bytes()).hexdigest()}
        if path.parent.name == "ner":
            used = DEPENDENCIES[path.stem]
            entry["dependencies"] = [{"model": kind, "package": "tiny"} for kind in used]
            if not used:
                entry |= {"transformer": "lavrov-news-encoder", "calibration": [0.5, -0.25]}
        turkish.setdefault(path.parent.name, {})[path.stem] = entry
    processors = {"tokenize": "tiny", "mwt": "tiny", "ner": "tiny"}
    turkish["default_processors"] = processors
    turkish["packages"] = {
        "default": processors,
        "tiny": {"tokenize": "tiny", "mwt": "tiny"},
        "tiny_charlm": {"ner": "tiny_charlm"},
        "tiny_states": {"ner": "tiny_states"},
    }
    url = "http://127.0.0.1:9/{lang}/{resources_version}/{filename}"
    resources = {"tr": turkish, "turkish": {"alias": "tr"}, "url": url}
    (folder / "resources.json").write_text(json.dumps(resources, indent=2), encoding="utf-8")


def main(folder: Path) -> None:
    """Train every model into `folder`."""
    import torch

    torch.set_num_threads(1)  # more of them only wait for each other on models of this size
    work = folder / "work"
    work.mkdir(parents=True)
    train_tagger(folder, work)
    train_language_models(folder, work)
    train_reader(folder, work)
    train_tokenizer(folder, work)
    train_expander(folder, work)
    for path in work.iterdir():
        path.unlink()
    work.rmdir()
    write_resources(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
