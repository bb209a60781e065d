"""What the files of one folder have in common, found in one cheap pass over some of them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lavrov_corpus.cleaning import shared_furniture
from lavrov_corpus.errors import InputError
from lavrov_corpus.loading import STANDARD_INPUT, decode, read_source

#: So many files of a folder are read, and none that is larger than so many bytes.
SAMPLE_FILES = 200
SAMPLE_BYTES = 200_000

_TOO_FEW = 3


class Folders:
    """The furniture of each folder of a run: of the given sources, whatever their order.

    Each folder is read when it is first asked for. Which of its files are read depends on
    their names alone, so that a file more or less hardly changes what is found. Without
    `repair` there is none.
    """

    def __init__(self, sources: Iterable[str], encoding: str = "", *, repair: bool = True) -> None:
        self._encoding = encoding
        self._members: defaultdict[str, list[str]] = defaultdict(list)
        self._found: dict[str, Mapping[str, bool]] = {}
        for source in sources if repair else ():
            if source != STANDARD_INPUT:
                self._members[_folder(source)].append(source)

    def furniture(self, source: str) -> Mapping[str, bool]:
        """Return the lines around the articles of the source's folder; see RawText."""
        folder = _folder(source)
        if folder not in self._found:
            members = self._members.get(folder, [])
            few = len(members) < _TOO_FEW
            self._found[folder] = {} if few else shared_furniture(self._texts(members))
        return self._found[folder]

    def fingerprint(self, source: str, fingerprint: str) -> str:
        """Return the fingerprint of all that makes the source's article but its bytes."""
        furniture = self.furniture(source)
        if not furniture:
            return fingerprint
        listed = json.dumps([fingerprint, furniture], sort_keys=True)
        return hashlib.sha256(listed.encode()).hexdigest()

    def _texts(self, members: Sequence[str]) -> Iterator[str]:
        for source in sorted(members, key=_lot)[:SAMPLE_FILES]:
            try:
                data = read_source(source)
                if len(data) <= SAMPLE_BYTES:
                    yield decode(data, source, self._encoding or None).text
            except InputError:
                continue  # it is told when its own turn comes


def _folder(source: str) -> str:
    name = f"{STANDARD_INPUT}:"  # which the source of what came that way begins with
    if source == STANDARD_INPUT or source.startswith(name):
        return name
    return source.rpartition("/")[0]


def _lot(source: str) -> tuple[str, str]:
    return hashlib.sha256(source.rpartition("/")[2].encode()).hexdigest(), source
