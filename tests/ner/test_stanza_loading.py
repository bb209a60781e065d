from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.stanza import StanzaTagger


@pytest.fixture
def models(tiny_models: Path, tmp_path: Path) -> Path:
    """A copy of the models that a test may damage."""
    folder = tmp_path / "copy"
    shutil.copytree(tiny_models, folder)
    return folder


def test_without_models_there_is_one_error_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "none here"
    with pytest.raises(ModelError) as caught:
        StanzaTagger.load(folder, "boun")
    assert caught.value.message == f"no stanza models in {folder}"
    assert caught.value.hint == f"corpus models download --models-dir '{folder}' --package boun"
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(folder))
    with pytest.raises(ModelError) as caught:
        StanzaTagger.load()
    assert caught.value.message == f"no stanza models in {folder}"
    assert caught.value.hint == "corpus models download"


@pytest.mark.parametrize("name", ["ner", "pretrain"])
def test_a_missing_file_is_named(models: Path, name: str) -> None:
    missing = models / "tr" / name / "tiny.pt"
    missing.unlink()
    with pytest.raises(ModelError) as caught:
        StanzaTagger.load(models)
    assert caught.value.message == f"the stanza model {missing} is not there"
    assert caught.value.hint == f"corpus models download --models-dir {models}"


@pytest.mark.parametrize("name", ["ner", "pretrain"])
@pytest.mark.parametrize("damage", [b"", b"no model", None], ids=["empty", "text", "half"])
def test_a_damaged_file_is_an_error_of_the_models(
    models: Path, name: str, damage: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    path = models / "tr" / name / "tiny.pt"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    with pytest.raises(ModelError, match="do not load") as caught:
        StanzaTagger.load(models)
    assert caught.value.hint == f"corpus models download --models-dir {models}"
    assert capfd.readouterr() == ("", "")


def test_a_model_that_was_tampered_with_is_refused(models: Path) -> None:
    path = models / "tr" / "ner" / "tiny.pt"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"tr/ner/tiny\.pt has not the MD5 that is expected"):
        StanzaTagger.load(models)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"en": {}}', '{"tr": {}}', '{"tr": []}'])
def test_a_damaged_catalogue_is_an_error_of_the_models(models: Path, content: str) -> None:
    (models / "resources.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        StanzaTagger.load(models)
    assert caught.value.message == f"{models}/resources.json is damaged or names no Turkish models"
    assert caught.value.hint == f"corpus models download --models-dir {models}"


def test_an_unknown_package_is_answered_with_the_known_ones(models: Path) -> None:
    with pytest.raises(ModelError) as caught:
        StanzaTagger.load(models, "bogus")
    assert caught.value.message == "no stanza package is called 'bogus'"
    assert caught.value.hint == "there are: default, tiny, tiny_charlm, tiny_states"


def test_a_package_without_a_tagger_takes_the_default_one(models: Path) -> None:
    tagger = StanzaTagger.load(models, "tiny", threads=1)
    assert sorted(tagger.models) == ["ner/tiny.pt", "pretrain/tiny.pt"]


def test_a_folder_without_a_tagger_of_names_says_so(models: Path) -> None:
    path = models / "resources.json"
    resources = json.loads(path.read_text(encoding="utf-8"))
    del resources["tr"]["packages"]["default"]["ner"]
    path.write_text(json.dumps(resources), encoding="utf-8")
    with pytest.raises(ModelError, match="have none for ner"):
        StanzaTagger.load(models)
