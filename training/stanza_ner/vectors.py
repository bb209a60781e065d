"""Makes small word vectors by fastText (Bojanowski et al., 2017) in stanza's format.

A vector of fastText is the mean over the letter groups of a word, so that a rare inflected
form gets a useful one as well; only whole words are kept, as stanza looks words up.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from gensim.models import FastText
from stanza.models.common.pretrain import PretrainedWordVocab
from stanza.models.common.vocab import VOCAB_PREFIX

from lavrov_corpus.turkish import straight_apostrophes
from training.ner.corpora import split_words
from training.ner.student import plain_texts, training_sentences

DIMENSIONS = 100
LEAST_COUNT = 2


def raw_sentences(data: Path) -> Iterator[list[str]]:
    """Yield the words of all text that vectors may be made of; none of the gold set."""
    for text in plain_texts(data):
        yield from map(split_words, text.splitlines())
    for sentence in training_sentences(data):
        yield list(sentence.words)


def train_vectors(data: Path, path: Path, seed: int) -> int:
    """Write the vectors of every word of LEAST_COUNT uses or more; return how many.

    One worker, and hashes that do not depend on the process, so that a run can be repeated.
    They are kept at half precision; stanza copies them into its own full-precision table.
    """
    # stanza looks words up by Python's own lower(), so the vectors must be keyed by it too.
    texts = [
        [straight_apostrophes(word).lower() for word in words] for words in raw_sentences(data)
    ]
    model = FastText(
        texts,
        vector_size=DIMENSIONS,
        sg=1,
        window=5,
        min_count=LEAST_COUNT,
        negative=5,
        epochs=5,
        bucket=100_000,
        workers=1,
        seed=seed,
        hashfxn=lambda word: zlib.crc32(word.encode("utf-8")),
    )
    counts = Counter(word for words in texts for word in words)
    words = sorted(model.wv.index_to_key, key=lambda word: (-counts[word], word))
    save_pretrain(words, torch.tensor(model.wv[words]), path)
    return len(words)


def save_pretrain(words: list[str], vectors: torch.Tensor, path: Path) -> None:
    """Write words and their vectors as the file that stanza calls a pretrain."""
    vocabulary = PretrainedWordVocab(words)
    blank = torch.zeros(len(VOCAB_PREFIX), vectors.size(1))
    table = torch.cat([blank, vectors]).half()
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {"vocab": vocabulary.state_dict(), "emb": table}
    torch.save(state, path, _use_new_zipfile_serialization=False)
