"""Rebuild every file of `resources/morphology`: `CORPUS_DATA=... python -m training.morphology`."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.lexicon import Lexicon
from lavrov_corpus.morphology.packed import PackedTable
from lavrov_corpus.morphology.static import StaticModel
from training.morphology.forms import expected_forms, most_expected
from training.morphology.gold import Builder, occurrences
from training.morphology.headwords import with_headword
from training.morphology.irregular import learn_irregular, written
from training.morphology.maxent import fit
from training.morphology.news import other_counts, word_counts
from training.morphology.stems import stem_table
from training.morphology.treebanks import TRAINING_PARTS

_FOLDER = Path(__file__).parents[2] / "src" / "lavrov_corpus" / "resources" / "morphology"
#: Weights nearer to 0 than this many thousandths change next to nothing.
_SMALLEST = 40
_PLACE = ("h=", "hs=", "hg=")
#: So many forms are in the lexicon beyond those of the news; more hardly lower the share of
#: words in other news that it has not got.
_MORE_FORMS = 170_000
#: A word of the encyclopedia and the web is so much less likely in news than one of the news.
_OTHER = 0.15


def main() -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    _write_table(resources.STEMS, stem_table())
    _write_manifest()
    analyzer = ZeyrekAnalyzer(cache_size=200_000)
    counts = word_counts()
    powers = {word: times.bit_length() for word, times in counts.items() if times > 1}
    words = [with_headword(word) for word in occurrences(TRAINING_PARTS)]
    irregular = learn_irregular(words, analyzer)
    builder = Builder(analyzer, irregular, powers)
    instances = [found for word in words if (found := builder.instance(word)) is not None]
    print(f"{len(words)} words, {len(instances)} to learn from", flush=True)
    weights = fit(instances)
    _write(resources.IRREGULAR, written(irregular).encode("utf-8"))
    _write_table(resources.COUNTS, {word: str(power) for word, power in powers.items()})
    _write_weights({name: w for name, w in weights.items() if abs(w) >= _SMALLEST})
    _write_manifest()
    _write_lexicon(counts + Counter({word.lowered: 1 for word in words}))
    _write_manifest()


def _write_weights(weights: dict[str, int]) -> None:
    place = {name: str(w) for name, w in weights.items() if name.startswith(_PLACE)}
    around = {name: w for name, w in weights.items() if "\t" in name}
    own = {n: str(w) for n, w in weights.items() if n not in place and n not in around}
    _write_table(resources.RANKER, own)
    rows: dict[str, list[str]] = {}
    for name, weight in sorted(around.items()):
        key, group = name.split("\t")
        rows.setdefault(key, []).append(f"{group}:{weight}")
    _write_table(resources.CONTEXT, place | {key: " ".join(row) for key, row in rows.items()})


def _write_lexicon(counts: Counter[str]) -> None:
    model = StaticModel()
    known = {word: model.readings(word) for word in sorted(counts) if word.isalpha()}
    expected = expected_forms(counts, known)
    for word, times in other_counts().items():
        if word not in counts:
            expected[word] = expected.get(word, 0) + _OTHER * times
    more = most_expected(expected, _MORE_FORMS)
    print(f"{resources.LEXICON}: {len(known)} words and {len(more)} of {len(expected)} more")
    _write(resources.LEXICON, Lexicon.encode(known | {w: model.readings(w) for w in more}))


def _write_table(name: str, entries: dict[str, str]) -> None:
    _write(name, PackedTable.encode(entries))


def _write(name: str, content: bytes) -> None:
    (_FOLDER / name).write_bytes(content)
    print(f"{name}: {len(content)} bytes", flush=True)


def _write_manifest() -> None:
    files = sorted(path for path in _FOLDER.iterdir() if path.suffix in (".tsv", ".bin"))
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (_FOLDER / "manifest.json").write_text(json.dumps(digests, indent=1) + "\n", "utf-8")
    resources.digests.cache_clear()


if __name__ == "__main__":
    main()
