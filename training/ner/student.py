"""Trains the bundled tagger; see main()."""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

from training.ner import corpora
from training.ner import crf
from training.ner import gazetteers
from training.ner.corpora import TaggedSentence
from training.ner.scoring import span_scores

from lavrov_corpus.ner.decoder import LinearChain, best_paths
from lavrov_corpus.ner.features import sentence_class
from lavrov_corpus.turkish import tr_capitalize, tr_upper


def plain_texts():
    folder = corpora.data_folder()
    for path in sorted((folder / "sentences").iterdir()) + [folder / "news" / "news-summaries.txt"]:
        yield path.read_text(encoding="utf-8")
    for line in (folder / "news" / "news-cat.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for s in corpora.read_wikiner(folder / "ner"):
        yield " ".join(s.words)


def recased(sentences, chance):
    out = []
    for s in sentences:
        out.append(s)
        draw = chance.random()
        if draw < 0.06:
            out.append(TaggedSentence(tuple(map(tr_upper, s.words)), s.spans))
        elif draw < 0.09:
            out.append(TaggedSentence(tuple(map(tr_capitalize, s.words)), s.spans))
    return out


def evaluate(weights, lists, gold):
    chain = LinearChain(weights, lists)
    sents = [(s.words, sentence_class(s.words)) for s in gold]
    t = time.time()
    e = chain.read(sents).scores * weights.scale
    scores, i = [], 0
    for w, _ in sents:
        scores.append(e[i:i+len(w)]); i += len(w)
    paths = best_paths(scores, weights.transitions * weights.scale)
    found = [corpora.spans_of([weights.tags[k] for k in p]) for p in paths]
    return span_scores([s.spans for s in gold], found), found


if __name__ == "__main__":
    import sys
    folder = corpora.data_folder() / "ner"
    out = Path("/tmp/ner/a.crfsuite")
    articles = corpora.read_articles(folder / "nakbatr-aa.txt")
    dev = [s for a in articles[corpora.DEV_ARTICLES] for s in a]
    t = time.time()
    lists = gazetteers.build_lists(plain_texts())
    print("lists", len(lists), time.time() - t, flush=True)
    aa = [s for a in articles[corpora.TRAIN_ARTICLES] for s in a]
    wn = corpora.read_wikiner(folder)
    empty = [s for s in wn if not s.spans]
    wa = corpora.read_wikiann(folder)
    chance = random.Random(1)
    data = recased(aa * 2 + [s for s in wn if s.spans] + empty[::2] + wa, chance)
    print(len(data), sum(len(s.words) for s in data), flush=True)
    crf.train(data, out, lists, {"c1": 0.2, "c2": 0.02, "max_iterations": int(sys.argv[1]), "feature.minfreq": 2})
    print("trained", time.time() - t, flush=True)
    for scale in (0.001, 0.05):
        w = crf.read_weights(out, scale)
        print(scale, len(w.keys), abs(w.emissions).max(), evaluate(w, lists, dev)[0], time.time() - t, flush=True)
