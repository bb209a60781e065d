from __future__ import annotations

import hashlib
import itertools
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.ner import Tagger
from lavrov_corpus.ner.certainty import probability
from lavrov_corpus.ner.pieces import Singles
from lavrov_corpus.ner.stanza import StanzaTagger
from lavrov_corpus.ner.stanza_batches import LONGEST_TOKEN
from lavrov_corpus.ner.stanza_pipeline import load_tagging
from lavrov_corpus.ner.stanza_resources import AS_IT_IS
from lavrov_corpus.turkish import straight_apostrophes

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


def spans(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions as if all were certain: sums of another batch round otherwise."""
    return tuple(replace(mention, score=1.0) for mention in mentions)


def surfaces(text: SegmentedText, mentions: Sequence[Mention]) -> list[tuple[int, str, str]]:
    return [(each.sentence, each.label, text.text[each.start : each.end]) for each in mentions]


@pytest.fixture(scope="session")
def tagger(tiny_models: Path) -> StanzaTagger:
    return StanzaTagger.load(tiny_models, threads=1)


def test_mentions_have_our_offsets_and_our_labels(tagger: StanzaTagger) -> None:
    (mentions,) = tagger.tag([segment(MEETING)])
    assert spans(mentions) == (
        Mention(0, 13, 0, "PER"),
        Mention(15, 25, 0, "LOC"),
        Mention(26, 30, 0, "ORG"),
        Mention(50, 69, 1, "ORG"),
        Mention(70, 84, 1, "MONEY"),
    )
    assert all(0.5 < mention.score <= 1 for mention in mentions)
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
FIXTURES = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]  # those of the session
TEXTS = st.lists(
    st.lists(WORDS, max_size=60).map(lambda words: segment(" ".join(words))), max_size=8
)


@pytest.fixture(scope="session")
def reader(tiny_models: Path) -> StanzaTagger:
    """A tagger that reads the states of our own network."""
    return StanzaTagger.load(tiny_models, "tiny_states", threads=1)


@pytest.mark.parametrize("kind", ["tagger", "reader"])
@settings(max_examples=25, deadline=None, suppress_health_check=FIXTURES)
@given(texts=TEXTS)
def test_texts_in_bulk_are_tagged_as_one_by_one(
    request: pytest.FixtureRequest, kind: str, texts: list[SegmentedText]
) -> None:
    tagger: StanzaTagger = request.getfixturevalue(kind)
    together = tagger.tag(texts)
    for others in ([tagger.tag([text])[0] for text in texts], tagger.tag(texts[::-1])[::-1]):
        for mentions, same in zip(together, others, strict=True):
            assert spans(mentions) == spans(same)
            scores = [[each.score for each in found] for found in (mentions, same)]
            assert scores[0] == pytest.approx(scores[1], abs=0.002)
    for text, mentions in zip(texts, together, strict=True):
        starts = {start: sentence for start, _, sentence in text.tokens}
        ends = {end: sentence for _, end, sentence in text.tokens}
        for mention in mentions:
            assert starts[mention.start] == ends[mention.end] == mention.sentence
        assert all(one.end <= next_.start for one, next_ in itertools.pairwise(mentions))


@pytest.fixture(scope="session", params=["default", "tiny_charlm"])
def ours_and_stanzas(request: pytest.FixtureRequest, tiny_models: Path) -> tuple[StanzaTagger, Any]:
    """Our engine, and the pipeline that stanza's documentation builds for segmented text."""
    import stanza

    alone = stanza.Pipeline(
        "tr",
        dir=str(tiny_models),
        package=None,
        processors={"tokenize": "default", "ner": request.param},
        tokenize_pretokenized=True,
        download_method=None,
        logging_level="ERROR",
    )
    return StanzaTagger.load(tiny_models, request.param, threads=1), alone


def mentions_of(text: SegmentedText, pipeline: Any) -> tuple[Mention, ...]:
    """What stanza finds by itself in one text, as mentions with its own labels."""
    plain = straight_apostrophes(text.text)
    sentences = [list(each) for _, each in itertools.groupby(text.tokens, lambda token: token[2])]
    document = pipeline([[plain[start:end] for start, end, _ in each] for each in sentences])
    found = []
    for tokens, sentence in zip(sentences, document.sentences, strict=True):
        for entity in sentence.ents:
            first, last = (entity.tokens[edge].id[0] - 1 for edge in (0, -1))
            found.append(Mention(tokens[first][0], tokens[last][1], tokens[first][2], entity.type))
    return tuple(found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=TEXTS)
def test_the_names_are_those_of_stanza_itself(
    ours_and_stanzas: tuple[StanzaTagger, Any], texts: list[SegmentedText]
) -> None:
    tagger, alone = ours_and_stanzas
    for text, mentions in zip(texts, tagger.tag(texts), strict=True):
        expected = mentions_of(text, alone) if text.tokens else ()
        assert spans(mentions) == tuple(
            replace(each, label=tagger.labels[each.label]) for each in expected
        )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, min_size=1, max_size=30))
def test_a_sentence_alone_has_the_names_that_stanza_gives_it_with_our_network(
    reader: StanzaTagger, readers_pipeline: Any, words: list[str]
) -> None:
    tokens, text = [], ""
    for word in words:
        tokens.append((len(text), len(text) + len(word), 0))
        text += word + " "
    alone = SegmentedText(text, (), ((0, len(text), 0),), tuple(tokens))
    (mentions,) = reader.tag([alone])
    assert spans(mentions) == tuple(
        replace(each, label=reader.labels[each.label])
        for each in mentions_of(alone, readers_pipeline)
    )


@pytest.fixture(scope="session")
def readers_pipeline(tiny_models: Path) -> Any:
    return load_tagging(tiny_models, "tiny_states", threads=1).pipeline


def test_our_network_reads_an_article_at_once_and_never_two(reader: StanzaTagger) -> None:
    assert reader.network is not None
    asked: list[list[list[str]]] = []

    class Recording:
        def states(self, sentences: Sequence[Sequence[str]]) -> list[Singles]:
            assert reader.network is not None
            asked.append([list(words) for words in sentences])
            return reader.network.states(sentences)

    texts = [segment(MEETING), segment(""), segment("Ayşe Demir geldi.")]
    found = replace(reader, network=Recording()).tag(texts)
    assert asked == [
        [
            ["Sergey", "Lavrov", ",", "Moskova'da", "NATO", "heyetiyle", "görüştü", "."],
            ["Birleşmiş", "Milletler", "5", "milyon", "dolar", "ödedi", "."],
        ],
        [["Ayşe", "Demir", "geldi", "."]],
    ]
    assert surfaces(texts[2], found[2]) == [(0, "PER", "Ayşe Demir")]
    assert sorted(reader.models) == [
        "ner/tiny_states.pt",
        "news-encoder.onnx",
        "news-pieces.npz",
    ]


def test_scores_are_calibrated_as_the_catalogue_says(reader: StanzaTagger) -> None:
    text = segment(MEETING)
    (calibrated,) = reader.tag([text])
    (plain,) = replace(reader, calibration=AS_IT_IS).tag([text])
    assert [each.score for each in calibrated] == pytest.approx(
        [probability(each.score, (0.5, -0.25)) for each in plain], abs=0.02
    )


def test_a_poisoned_text_fails_alone(tagger: StanzaTagger) -> None:
    good = segment(MEETING)
    poisoned = replace(good, tokens=((0, 0, 0), *good.tokens))  # no model takes an empty word
    with pytest.raises(RuntimeError):
        tagger.tag([good, poisoned, good])
    with pytest.raises(RuntimeError):
        tagger.tag([poisoned])
    assert len(tagger.tag([good])[0]) == 5


def test_tokens_that_are_too_long_never_reach_the_model(tagger: StanzaTagger) -> None:
    junk, longest = "x" * (LONGEST_TOKEN + 1), "y" * LONGEST_TOKEN
    text = segment(f"Sergey Lavrov {junk} Ayşe Demir {longest} Moskova'da konuştu.")
    reached: list[str] = []

    def recording(
        sentences: Sequence[Sequence[str]], states: Sequence[Singles] | None
    ) -> list[list[tuple[int, int, str, float]]]:
        reached.extend(word for sentence in sentences for word in sentence)
        return tagger.find(sentences, states)

    (mentions,) = replace(tagger, find=recording).tag([text])
    assert sorted(reached) == sorted(
        ["Ayşe", "Demir", longest, "Moskova'da", "konuştu", ".", "Sergey", "Lavrov"]
    )
    found = surfaces(text, mentions)
    assert (0, "PER", "Sergey Lavrov") in found
    assert not any(junk in surface for _, _, surface in found)


def test_memory_does_not_grow_with_the_texts(tagger: StanzaTagger) -> None:
    texts = [segment(MEETING)] * 20
    tagger.tag(texts)
    tracemalloc.start()
    try:
        tagger.tag(texts)
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(10):
            tagger.tag(texts)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 50_000


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
import tracemalloc
import lavrov_corpus.ner.stanza
import lavrov_corpus.ner.stanza_models
assert not {"torch", "stanza", "huggingface_hub"} & set(sys.modules), "imported too early"
from pathlib import Path
from tests.ner.test_stanza import MEETING, segment
text = segment(MEETING)
tagger = lavrov_corpus.ner.stanza.StanzaTagger.load(Path(sys.argv[1]), threads=1)
assert len(tagger.tag([text])[0]) == 5
assert "torch._dynamo" not in sys.modules, "torch's compiler takes two seconds"
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
