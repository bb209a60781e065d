"""The models that come with the package: sound, small, and in use with nothing to set up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner import stanza_resources
from lavrov_corpus.ner.stanza import StanzaTagger
from lavrov_corpus.ner.stanza_models import installed_models, verify_models
from lavrov_corpus.ner.stanza_resources import TRANSFORMER, bundled_folder
from lavrov_corpus.ner.stanza_splitter import StanzaSplitter

TEXT = (
    "Rusya Dışişleri Bakanı Sergey Lavrov, 3. Ordu’nun bulunduğu Erzurum’a gitti. "
    "Lavrov dün Ankara'da Avrupa Birliği heyetiyle görüştü.\n"
)
LARGEST = 45_000_000

PROGRAM = """
import socket, sys

def forbidden(*arguments, **options):
    raise AssertionError(f"a network call: {arguments} {options}")

for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, forbidden)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, forbidden)
from lavrov_corpus.cli import app
app(sys.argv[1:])
"""


@pytest.fixture(autouse=True)
def no_folder_of_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STANZA_RESOURCES_DIR", raising=False)


def test_a_fresh_machine_annotates_without_a_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = ["annotate", "a.txt", "--engine", "stanza", "--splitter", "stanza", "--no-lemma"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command, "-q"],
        cwd=tmp_path,
        env=kept | {"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    article = json.loads(done.stdout)
    found = [(each["label"], each["name"]) for each in article["entities"]]
    assert ("PER", "Sergey Lavrov") in found
    assert ("LOC", "Ankara") in found
    assert ("ORG", "Avrupa Birliği") in found
    assert all(0 < each["score"] <= 1 for each in article["entities"])
    provenance = article["provenance"]
    assert provenance["settings"]["splitter"] == "stanza"
    assert sorted(provenance["models"]) == [
        "ner/lavrov.pt",
        "news-encoder.onnx",
        "news-pieces.npz",
        "tokenize/lavrov.pt",
    ]
    assert "engine_labels" not in provenance["settings"]
    sentences = [article["text"][each["start"] : each["end"]] for each in article["sentences"]]
    assert sentences == [
        "Rusya Dışişleri Bakanı Sergey Lavrov, 3. Ordu’nun bulunduğu Erzurum’a gitti.",
        "Lavrov dün Ankara'da Avrupa Birliği heyetiyle görüştü.",
    ]


def test_the_models_are_listed_sound_and_small() -> None:
    assert [(check.model.name, check.problem) for check in verify_models()] == [
        ("ner", ""),
        ("tokenize", ""),
    ]
    assert sum(model.size for model in installed_models()) < LARGEST
    resources = json.loads((bundled_folder() / "resources.json").read_text(encoding="utf-8"))
    card = (bundled_folder() / "CARD.md").read_text(encoding="utf-8")
    for model in installed_models():
        assert resources["tr"][model.name][model.package]["sha256"] == model.sha256
        assert f"tr/{model.name}/{model.package}.pt" in card
        assert "CC BY-SA 4.0" in model.licence


@pytest.mark.parametrize(
    ("kind", "load"), [("ner", StanzaTagger.load), ("tokenize", StanzaSplitter.load)]
)
def test_a_damaged_one_is_refused_before_it_is_read(
    kind: str, load: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stanza"
    shutil.copytree(bundled_folder(), folder)
    monkeypatch.setattr(stanza_resources, "bundled_folder", lambda: folder)
    path = folder / "tr" / kind / "lavrov.pt"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="has not the SHA-256 that is expected") as caught:
        load()
    assert caught.value.hint == "install lavrov-corpus again"
    problems = {check.model.name: check.problem for check in verify_models()}
    assert problems[kind] == "its SHA-256 is not the expected one"


def test_a_tagger_that_reads_another_network_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "stanza"
    shutil.copytree(bundled_folder(), folder)
    path = folder / "resources.json"
    other = path.read_text(encoding="utf-8").replace(TRANSFORMER, "another-network")
    path.write_text(other, encoding="utf-8")
    with pytest.raises(ModelError, match="reads another-network, which is not known"):
        StanzaTagger.load(folder)
