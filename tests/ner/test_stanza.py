from __future__ import annotations

import hashlib
import itertools
import json
import multiprocessing
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner import Tagger
from lavrov_corpus.ner.stanza import StanzaTagger
from lavrov_corpus.ner.stanza_batches import LONGEST_TOKEN

TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
MEETING = (
    "Sergey Lavrov, Moskova’da NATO heyetiyle görüştü. Birleşmiş Milletler 5 milyon dolar ödedi."
)


def segment(text: str) -> SegmentedText:
    """Cut a test text at its full stops and into plain words and marks."""
    sentences, tokens = [], []
    for number, found in enumerate(re.finditer(r"[^.\s][^.]*\.?", text)):
        sentences.append((*found.span(), 0))
        words = TOKEN.finditer(text, *found.span())
        tokens += [(*word.span(), number) for word in words]
    return SegmentedText(text, (), tuple(sentences), tuple(tokens))


def surfaces(text: SegmentedText, mentions: Sequence[Mention]) -> list[tuple[int, str, str]]:
    return [(each.sentence, each.label, text.text[each.start : each.end]) for each in mentions]


@pytest.fixture(scope="session")
def tagger(tiny_models: Path) -> StanzaTagger:
    return StanzaTagger.load(tiny_models, threads=1)


def test_mentions_have_our_offsets_and_our_labels(tagger: StanzaTagger) -> None:
    (mentions,) = tagger.tag([segment(MEETING)])
    assert mentions == (
        Mention(0, 13, 0, "PER"),
        Mention(15, 25, 0, "LOC"),
        Mention(26, 30, 0, "ORG"),
        Mention(50, 69, 1, "ORG"),
        Mention(70, 84, 1, "MONEY"),
    )
    assert tagger.labels == {
        "LOCATION": "LOC",
        "MONEY": "MONEY",
        "ORGANIZATION": "ORG",
        "PERSON": "PER",
    }


def test_curly_and_straight_apostrophes_are_one_to_the_model(tagger: StanzaTagger) -> None:
    curly, straight = tagger.tag([segment(MEETING), segment(MEETING.replace("’", "'"))])
    assert curly == straight


def test_the_tagger_names_what_it_ran_with(tagger: StanzaTagger, tiny_models: Path) -> None:
    as_protocol: Tagger = tagger
    assert as_protocol.engine == "stanza"
    assert as_protocol.models == {
        name: hashlib.sha256((tiny_models / "tr" / name).read_bytes()).hexdigest()
        for name in ("ner/tiny.pt", "pretrain/tiny.pt")
    }


def test_nothing_to_tag_gives_nothing(tagger: StanzaTagger) -> None:
    assert tagger.tag([]) == []
    assert tagger.tag([segment(""), segment("Toplantı dün sona erdi."), segment("  ")]) == [
        (),
        (),
        (),
    ]


WORDS = st.sampled_from(
    [
        *("Sergey", "Lavrov", "Ayşe", "Demir", "Ankara’da", "Moskova'ya", "NATO", "Birliği"),
        *("bakan", "toplantı", "görüştü", "konuştu", ",", ".", ".", '"', "5", "milyon", "dolar"),
        *("Лавров", "🙂", "İIıi", "ﷺ", "e\u0301", "……", "http://aa.com.tr/x?y=z"),
    ]
)
TEXTS = st.lists(
    st.lists(WORDS, max_size=60).map(lambda words: segment(" ".join(words))), max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=TEXTS)
def test_texts_in_bulk_are_tagged_as_one_by_one(
    tagger: StanzaTagger, texts: list[SegmentedText]
) -> None:
    together = tagger.tag(texts)
    assert together == [tagger.tag([text])[0] for text in texts]
    assert together == tagger.tag(texts[::-1])[::-1]
    for text, mentions in zip(texts, together, strict=True):
        starts = {start: sentence for start, _, sentence in text.tokens}
        ends = {end: sentence for _, end, sentence in text.tokens}
        for mention in mentions:
            assert starts[mention.start] == ends[mention.end] == mention.sentence
        assert all(one.end <= next_.start for one, next_ in itertools.pairwise(mentions))


def test_a_poisoned_text_fails_alone(tagger: StanzaTagger) -> None:
    good = segment(MEETING)
    poisoned = replace(good, tokens=((0, 0, 0), *good.tokens))  # no model takes an empty word
    with pytest.raises(ValueError, match="Could not process document"):
        tagger.tag([good, poisoned, good])
    with pytest.raises(ValueError, match="Could not process document"):
        tagger.tag([poisoned])
    assert len(tagger.tag([good])[0]) == 5


class Recorder:
    """Stands before a real pipeline and keeps the words that reach it."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline
        self.words: list[str] = []

    def process(self, document: Any) -> Any:
        self.words += [token.text for each in document.sentences for token in each.tokens]
        return self.pipeline.process(document)


def test_tokens_that_are_too_long_never_reach_the_model(tagger: StanzaTagger) -> None:
    junk, longest = "x" * (LONGEST_TOKEN + 1), "y" * LONGEST_TOKEN
    text = segment(f"Sergey Lavrov {junk} Ayşe Demir {longest} Moskova'da konuştu.")
    recorder = Recorder(tagger.pipeline)
    (mentions,) = replace(tagger, pipeline=recorder).tag([text])
    assert recorder.words == (
        ["Ayşe", "Demir", longest, "Moskova'da", "konuştu", ".", "Sergey", "Lavrov"]
    )
    found = surfaces(text, mentions)
    assert (0, "PER", "Sergey Lavrov") in found
    assert not any(junk in surface for _, _, surface in found)


def test_loading_and_tagging_touch_no_network(
    tiny_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*arguments: object, **options: object) -> None:
        raise AssertionError(f"a network call: {arguments} {options}")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, forbidden)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, forbidden)
    (mentions,) = StanzaTagger.load(tiny_models, threads=1).tag([segment(MEETING)])
    assert len(mentions) == 5


PROGRAM = """
import sys
import lavrov_corpus.ner.stanza
import lavrov_corpus.ner.stanza_models
assert not {"torch", "stanza", "huggingface_hub"} & set(sys.modules), "imported too early"
from pathlib import Path
from tests.ner.test_stanza import MEETING, segment
text = segment(MEETING)
tagger = lavrov_corpus.ner.stanza.StanzaTagger.load(Path(sys.argv[1]), threads=1)
assert len(tagger.tag([text])[0]) == 5
"""


def test_a_fresh_process_loads_late_and_writes_nothing(tiny_models: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, tiny_models],
        capture_output=True,
        text=True,
        check=False,
        env=child_environment(),
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def child_environment() -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def tag_in_child(folder: Path, texts: list[SegmentedText]) -> tuple[int, list[tuple[Mention, ...]]]:
    """Load and tag in a worker; return its number of torch threads and the mentions."""
    tagger = StanzaTagger.load(folder, threads=1)
    import torch

    return torch.get_num_threads(), tagger.tag(texts)


def test_a_spawned_worker_loads_its_own_and_agrees(tagger: StanzaTagger, tiny_models: Path) -> None:
    texts = [segment(MEETING), segment("Ayşe Demir İzmir'da konuştu.")]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        threads, mentions = pool.submit(tag_in_child, tiny_models, texts).result()
    assert threads == 1
    assert mentions == tagger.tag(texts)


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


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"en": {}}', '{"tr": {}}', '{"tr": {"packages": {}, "ner": {"x": 1}}}'],
)
def test_a_damaged_catalogue_is_an_error_of_the_models(models: Path, content: str) -> None:
    (models / "resources.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError):
        StanzaTagger.load(models)


def test_an_unknown_package_is_answered_with_the_known_ones(models: Path) -> None:
    with pytest.raises(ModelError) as caught:
        StanzaTagger.load(models, "bogus")
    assert caught.value.message == "no stanza package is called 'bogus'"
    assert caught.value.hint == "there are: default, tiny"


def test_a_package_without_a_tagger_takes_the_default_one(models: Path) -> None:
    tagger = StanzaTagger.load(models, "tiny", threads=1)
    assert len(tagger.tag([segment(MEETING)])[0]) == 5


def test_a_folder_without_a_tagger_of_names_says_so(models: Path) -> None:
    path = models / "resources.json"
    resources = json.loads(path.read_text(encoding="utf-8"))
    del resources["tr"]["packages"]["default"]["ner"]
    path.write_text(json.dumps(resources), encoding="utf-8")
    with pytest.raises(ModelError, match="have none for ner"):
        StanzaTagger.load(models)
