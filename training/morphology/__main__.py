"""Rebuild every file of `resources/morphology`: `CORPUS_DATA=... python -m training.morphology`."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.lexicon import Lexicon
from lavrov_corpus.morphology.static import StaticModel
from training.morphology.gold import Builder, occurrences
from training.morphology.irregular import learn_irregular, written
from training.morphology.maxent import fit
from training.morphology.news import word_counts
from training.morphology.treebanks import TRAINING_PARTS

_FOLDER = Path(__file__).parents[2] / "src" / "lavrov_corpus" / "resources" / "morphology"
#: Weights nearer to 0 than this many thousandths change next to nothing.
_SMALLEST = 40
_PLACE = ("h=", "hs=", "hg=")


def main() -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    analyzer = ZeyrekAnalyzer(cache_size=200_000)
    counts = word_counts()
    powers = {word: times.bit_length() for word, times in counts.items() if times > 1}
    words = list(occurrences(TRAINING_PARTS))
    irregular = learn_irregular(words, analyzer)
    builder = Builder(analyzer, irregular, powers)
    instances = [found for word in words if (found := builder.instance(word)) is not None]
    print(f"{len(words)} words, {len(instances)} to learn from")
    weights = fit(instances)
    _write(resources.IRREGULAR, written(irregular))
    _write(resources.COUNTS, _table(powers))
    _write_weights({name: w for name, w in weights.items() if abs(w) >= _SMALLEST})
    _write_manifest()
    _write_lexicon(sorted({*counts, *(word.lowered for word in words)}))
    _write_manifest()


def _table(values: dict[str, int]) -> str:
    return "".join(f"{name}\t{value}\n" for name, value in sorted(values.items()))


def _write_weights(weights: dict[str, int]) -> None:
    place = {name: w for name, w in weights.items() if name.startswith(_PLACE)}
    around = {name: w for name, w in weights.items() if "\t" in name}
    _write(
        resources.RANKER,
        _table({n: w for n, w in weights.items() if n not in place and n not in around}),
    )
    rows: dict[str, list[str]] = {}
    for name, weight in sorted(around.items()):
        key, group = name.split("\t")
        rows.setdefault(key, []).append(f"{group}:{weight}")
    lines = [f"{key}\t{' '.join(groups)}\n" for key, groups in sorted(rows.items())]
    _write(resources.CONTEXT, _table(place) + "".join(lines))


def _write_lexicon(words: list[str]) -> None:
    model = StaticModel()
    content = Lexicon.encode({word: model.readings(word) for word in words if word.isalpha()})
    (_FOLDER / resources.LEXICON).write_bytes(content)
    print(f"{resources.LEXICON}: {len(words)} words, {len(content)} bytes")


def _write(name: str, text: str) -> None:
    content = text.encode("utf-8")
    packed = zlib.compress(content, 9) if name.endswith(".z") else content
    (_FOLDER / name).write_bytes(packed)
    print(f"{name}: {len(content)} bytes, {len(packed)} as it is kept")


def _write_manifest() -> None:
    files = sorted(path for path in _FOLDER.iterdir() if path.suffix in (".tsv", ".z", ".bin"))
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (_FOLDER / "manifest.json").write_text(json.dumps(digests, indent=1) + "\n", "utf-8")
    resources.digests.cache_clear()


if __name__ == "__main__":
    main()
