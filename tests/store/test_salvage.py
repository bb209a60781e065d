"""What is saved of a database that was damaged, page by page."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lavrov_corpus.errors import StoreError
from lavrov_corpus.store import Store, salvaged
from tests.articles import MEETING, RAIN
from tests.store import faults

COUNT = 40
PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "corpus.db"
    with Store.open(path, create=True) as store:
        store.put_many(list(faults.numbered(COUNT)), "one")
        store.put(RAIN, "one")
    return path


def articles(path: Path) -> list[str]:
    with Store.open(path, read_only=True) as store:
        return list(store.articles())


def spoilt(sound: Path, folder: Path, spoil: Callable[[bytearray], object]) -> Path:
    path = folder / "damaged.db"
    data = bytearray(sound.read_bytes())
    spoil(data)
    path.write_bytes(data)
    return path


def test_a_sound_database_is_saved_whole(sound: Path) -> None:
    before = sound.read_bytes()
    assert list(salvaged(sound)) == articles(sound)
    assert len(articles(sound)) == COUNT + 1
    assert sound.read_bytes() == before


def test_articles_on_sound_pages_are_saved(sound: Path, tmp_path: Path) -> None:
    def zero_a_page_in_the_middle(data: bytearray) -> None:
        page = len(data) // PAGE // 2
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)

    saved = list(salvaged(spoilt(sound, tmp_path, zero_a_page_in_the_middle)))
    assert set(saved) <= set(articles(sound))
    assert COUNT - 3 <= len(saved) <= COUNT + 1


def test_without_the_header_and_the_schema_all_is_saved(sound: Path, tmp_path: Path) -> None:
    def zero_the_first_page(data: bytearray) -> None:
        data[:PAGE] = bytes(PAGE)

    path = spoilt(sound, tmp_path, zero_the_first_page)
    assert list(salvaged(path)) == articles(sound)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_file_that_was_cut_off_gives_its_first_part(sound: Path, tmp_path: Path) -> None:
    def cut_off(data: bytearray) -> None:
        del data[len(data) * 2 // 3 + 1000 :]

    saved = list(salvaged(spoilt(sound, tmp_path, cut_off)))
    assert set(saved) < set(articles(sound))
    assert len(saved) > COUNT / 3


def test_what_is_only_in_the_log_is_saved_and_what_was_deleted_is_not(tmp_path: Path) -> None:
    path, copy = tmp_path / "corpus.db", tmp_path / "copy.db"
    with Store.open(path, create=True) as store:
        store.put_many(list(faults.numbered(10)), "one")
        store.remove(["0003.txt"])
        store.put(MEETING.model_copy(update={"source": "0004.txt"}), "two")
        expected = list(store.articles())
        with closing(sqlite3.connect(path)) as reader:  # so that the log is not folded in
            reader.execute("BEGIN").execute("SELECT * FROM article").fetchone()
            for end in ("", "-wal"):
                shutil.copy(f"{path}{end}", f"{copy}{end}")
            assert Path(f"{copy}-wal").stat().st_size > 0
    assert list(salvaged(copy)) == expected
    with Store.open(path) as store:  # folded in, with free pages that still hold the old state
        assert list(salvaged(path)) == expected == list(store.articles())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), spots=st.integers(1, 40))
def test_whatever_is_damaged_only_true_articles_are_saved(
    seed: int, spots: int, sound: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)

    def scatter(data: bytearray) -> None:
        for _ in range(spots):
            at = chance.randrange(len(data))
            size = chance.choice([1, 8, 512])
            data[at : at + size] = chance.randbytes(size)

    for text in salvaged(spoilt(sound, tmp_path, scatter)):
        assert json.loads(text)["source"]


def test_no_file_and_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read: No such file"):
        list(salvaged(tmp_path / "nowhere.db"))
    (tmp_path / "picture.db").write_bytes(b"\x89PNG" * 5000)
    assert list(salvaged(tmp_path / "picture.db")) == []
    (tmp_path / "empty.db").touch()
    assert list(salvaged(tmp_path / "empty.db")) == []
