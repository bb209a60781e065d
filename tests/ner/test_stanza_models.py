from __future__ import annotations

import hashlib
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.stanza import StanzaTagger
from lavrov_corpus.ner.stanza_models import (
    InstalledModel,
    Source,
    download_models,
    installed_models,
    verify_models,
)
from lavrov_corpus.ner.stanza_resources import bundled_folder, download_folder, models_folder

FILES = ["mwt/tiny.pt", "ner/tiny.pt", "pretrain/tiny.pt", "tokenize/tiny.pt"]


class ModelServer(http.server.ThreadingHTTPServer):
    """Serves a model folder on this machine as stanza's two servers do, and can go wrong.

    `asked` has the path of each request; `broken` maps a path to what is sent instead of
    the file, None for an answer of 404.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), ModelHandler)
        self.folder = folder
        self.asked: list[str] = []
        self.broken: dict[str, bytes | None] = {}

    @property
    def source(self) -> Source:
        root = f"http://127.0.0.1:{self.server_port}"
        return Source(f"{root}/catalogue", root + "/{lang}/{filename}")


class ModelHandler(http.server.BaseHTTPRequestHandler):
    server: ModelServer

    def do_GET(self) -> None:
        path = self.path.removeprefix("/")
        self.server.asked.append(path)
        file = "resources.json" if path.startswith("catalogue/") else path
        content = self.server.broken.get(path, b"whole")
        if content == b"whole":
            content = (self.server.folder / file).read_bytes()
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Write nothing."""


@pytest.fixture
def server(tiny_models: Path) -> Iterator[ModelServer]:
    with ModelServer(tiny_models) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def whole(tiny_models: Path) -> dict[str, bytes]:
    """The files that a download of the default package must give."""
    names = ["resources.json", *(f"tr/{name}" for name in FILES)]
    return {name: (tiny_models / name).read_bytes() for name in names}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".download.lock"
    }


def test_a_download_gives_a_folder_that_the_engine_runs_from(
    server: ModelServer, whole: dict[str, bytes], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "models"
    files = download_models(folder, source=server.source)
    assert sorted(files) == [folder / "tr" / name for name in FILES]
    assert contents(folder) == whole
    assert sorted(StanzaTagger.load(folder, threads=1).models) == [
        "ner/tiny.pt",
        "pretrain/tiny.pt",
    ]
    assert capfd.readouterr() == ("", "")


def test_what_is_there_is_not_fetched_again(server: ModelServer, tmp_path: Path) -> None:
    download_models(tmp_path, source=server.source)
    before = contents(tmp_path)
    server.asked.clear()
    download_models(tmp_path, source=server.source)
    assert [path.partition("/")[0] for path in server.asked] == ["catalogue"]
    assert contents(tmp_path) == before


@pytest.mark.parametrize("sent", [None, b"<html>a sign-in page</html>"], ids=["404", "page"])
def test_a_broken_download_leaves_nothing_half_and_goes_on_later(
    server: ModelServer, whole: dict[str, bytes], tmp_path: Path, sent: bytes | None
) -> None:
    server.broken["tr/ner/tiny.pt"] = sent
    with pytest.raises(ModelError) as caught:
        download_models(tmp_path, source=server.source)
    assert caught.value.hint == f"corpus models download --models-dir {tmp_path}"
    assert not (tmp_path / "tr").exists()
    assert installed_models(tmp_path) == []
    server.broken.clear()
    fetched = set(server.asked) - {"tr/ner/tiny.pt"}
    server.asked.clear()
    download_models(tmp_path, source=server.source)
    assert "tr/ner/tiny.pt" in server.asked
    assert not {path for path in fetched if path.startswith("tr/")} & set(server.asked)
    assert contents(tmp_path) == whole


def test_a_damaged_model_is_mended_and_a_failed_mending_keeps_the_rest(
    server: ModelServer, whole: dict[str, bytes], tmp_path: Path
) -> None:
    download_models(tmp_path, source=server.source)
    (tmp_path / "tr/ner/tiny.pt").write_bytes(b"cut")
    damaged = contents(tmp_path)
    server.broken["tr/ner/tiny.pt"] = b"cut otherwise"
    with pytest.raises(ModelError, match="a model came damaged"):
        download_models(tmp_path, source=server.source)
    kept = {name: content for name, content in contents(tmp_path).items() if name in damaged}
    assert kept == damaged
    server.broken.clear()
    download_models(tmp_path, source=server.source)
    assert contents(tmp_path) == whole


def test_two_downloads_at_once_fetch_each_file_once(
    server: ModelServer, whole: dict[str, bytes], tmp_path: Path
) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(download_models, tmp_path, source=server.source) for _ in range(2)]
        first, second = (run.result() for run in runs)
    assert first == second
    assert sorted(path for path in server.asked if path.startswith("tr/")) == [
        f"tr/{name}" for name in FILES
    ]
    assert contents(tmp_path) == whole


def test_without_a_server_there_is_one_error_with_the_command(tmp_path: Path) -> None:
    source = Source("http://127.0.0.1:9", "http://127.0.0.1:9/{lang}/{filename}")
    with pytest.raises(
        ModelError, match=r"^cannot fetch stanza's models: ConnectionError"
    ) as caught:
        download_models(tmp_path, source=source)
    assert caught.value.hint == f"with a network: corpus models download --models-dir {tmp_path}"


def test_an_unknown_package_is_no_download(server: ModelServer, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no stanza package is called 'bogus'"):
        download_models(tmp_path, "bogus", server.source)
    assert installed_models(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_an_error_of_the_models(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot write"):
        download_models(tmp_path / "file" / "models")


@pytest.fixture
def official(tiny_models: Path, tmp_path: Path) -> Path:
    """The tiny models under the names of stanza's official ones."""
    folder = tmp_path / "official"
    shutil.copytree(tiny_models, folder)
    shutil.rmtree(folder / "tr" / "forward_charlm")
    shutil.rmtree(folder / "tr" / "backward_charlm")
    names = {"tokenize": "imst", "mwt": "imst", "ner": "starlang", "pretrain": "conll17"}
    text = (folder / "resources.json").read_text(encoding="utf-8")
    resources = json.loads(text)
    turkish = resources["tr"]
    for kind, name in names.items():
        (folder / "tr" / kind / "tiny.pt").rename(folder / "tr" / kind / f"{name}.pt")
        turkish[kind] = {name: turkish[kind]["tiny"]}
    turkish["ner"]["starlang"]["dependencies"][0]["package"] = "conll17"
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    return folder


def test_installed_models_are_listed_with_size_digest_and_licence(official: Path) -> None:
    (official / "tr" / "mwt" / "imst.pt").unlink()
    licences = {
        ("ner", "starlang"): "not stated (Starlang's annotated Turkish treebanks)",
        ("pretrain", "conll17"): "not stated (web text of the CoNLL 2017 shared task)",
        ("tokenize", "imst"): "CC BY-NC-SA (UD Turkish-IMST): no commercial use",
    }
    expected = []
    for (kind, package), licence in licences.items():
        path = official / "tr" / kind / f"{package}.pt"
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        expected.append(InstalledModel(kind, package, path, len(content), digest, licence))
    assert installed_models(official) == expected


def test_a_folder_that_is_not_there_has_no_models(tmp_path: Path) -> None:
    assert installed_models(tmp_path / "none") == []
    with pytest.raises(ModelError) as caught:
        verify_models(tmp_path / "none")
    assert caught.value.message == f"no stanza models in {tmp_path / 'none'}"
    assert caught.value.hint == f"corpus models download --models-dir {tmp_path / 'none'}"


def test_verify_finds_damage_and_gaps(official: Path) -> None:
    assert [check.problem for check in verify_models(official)] == ["", "", "", ""]
    (official / "tr" / "tokenize" / "imst.pt").write_bytes(b"cut")
    (official / "tr" / "pretrain" / "conll17.pt").unlink()
    assert [(check.model.name, check.problem) for check in verify_models(official)] == [
        ("mwt", ""),
        ("ner", "it needs pretrain/conll17, not there"),
        ("tokenize", "its MD5 is not the expected one"),
    ]


def test_the_folder_is_the_argument_else_the_variable_else_the_bundled_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "variable"))
    assert models_folder(tmp_path / "argument") == tmp_path / "argument"
    assert models_folder(None) == tmp_path / "variable"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert models_folder(Path("~/models")) == tmp_path / "models"
    monkeypatch.setenv("STANZA_RESOURCES_DIR", "")
    assert models_folder(None) == bundled_folder()
    from stanza.resources.common import USER_CACHE_DIR

    # A download never goes into the package.
    assert download_folder(None) == Path(USER_CACHE_DIR) / "resources"
