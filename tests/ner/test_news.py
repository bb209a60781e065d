from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner import Tagger
from lavrov_corpus.ner.encoder import NETWORK, VOCABULARY
from lavrov_corpus.ner.model_file import NAME, read_model, write_model
from lavrov_corpus.ner.news import NewsTagger
from lavrov_corpus.ner.runs import span_chances, spans_of

Reals = npt.NDArray[np.float64]


def segmented(*sentences: str) -> SegmentedText:
    """Return the sentences, one a line, with their tokens at single blanks."""
    text, bounds, tokens = "", [], []
    for number, sentence in enumerate(sentences):
        start = len(text)
        for word in sentence.split():
            first = text.find(word, len(text)) if word in text[len(text) :] else len(text)
            tokens.append((first, first + len(word), number))
            text += word + " "
        bounds.append((start, len(text) - 1, 0))
    return SegmentedText(text, (), tuple(bounds), tuple(tokens))


def named(text: SegmentedText, mentions: tuple[Mention, ...]) -> list[str]:
    return [f"{m.label} {text.text[m.start : m.end]}" for m in mentions]


@pytest.fixture(scope="module")
def tagger() -> NewsTagger:
    return NewsTagger.load()


def test_it_fulfils_the_protocol(tagger: NewsTagger) -> None:
    engine: Tagger = tagger
    assert engine.engine == "news"
    assert list(engine.models) == [NAME, NETWORK, VOCABULARY]
    assert list(NewsTagger.load(effort="fast").models) == [NAME]
    assert all(len(digest) == 64 for digest in engine.models.values())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Rusya Dışişleri Bakanı Sergey Lavrov , Moskova'da Jean-Marc Ayrault ile görüştü .",
            ["LOC Rusya", "PER Sergey Lavrov", "LOC Moskova'da", "PER Jean-Marc Ayrault"],
        ),
        (
            "Cumhurbaşkanı Recep Tayyip Erdoğan ile Vladimir Putin St. Petersburg’da görüştü .",
            ["PER Recep Tayyip Erdoğan", "PER Vladimir Putin", "LOC St. Petersburg’da"],
        ),
        (
            "Birleşmiş Milletler ( BM ) Güvenlik Konseyi dün toplandı .",
            ["ORG Birleşmiş Milletler", "ORG BM"],
        ),
        ("İsrail ordusu Gazze'ye saldırdı .", ["LOC İsrail", "LOC Gazze'ye"]),
        (
            "Galatasaray , Fenerbahçe'yi Kadıköy'de yendi .",
            ["ORG Galatasaray", "ORG Fenerbahçe'yi", "LOC Kadıköy'de"],
        ),
        ("Fransız gazeteciler toplantıyı izledi .", []),
        ("Dünkü görüşme iki saat sürdü .", []),
    ],
)
def test_names_of_the_news_are_found(
    tagger: NewsTagger, sentence: str, expected: list[str]
) -> None:
    text = segmented(sentence)
    (mentions,) = tagger.tag([text])
    found = named(text, mentions)
    assert [name for name in expected if name not in found] == []
    assert len(found) - len(expected) <= 1


def test_capitals_of_a_heading_do_not_hide_names(tagger: NewsTagger) -> None:
    text = segmented("ERDOĞAN RUSYA'YA GİDİYOR")
    assert named(text, tagger.tag([text])[0]) == ["PER ERDOĞAN", "LOC RUSYA'YA"]


def test_a_result_does_not_depend_on_the_texts_beside_it(tagger: NewsTagger) -> None:
    texts = [
        segmented("Lavrov Paris'te konuştu .", "Ayrault , Lavrov ile görüştü ."),
        segmented(),
        segmented("Refah Partisi Ankara'da toplandı .", "Refah'tan açıklama geldi ."),
        segmented("Lavrov ."),
    ]
    alone = [NewsTagger.load().tag([text])[0] for text in texts]
    assert tagger.tag(texts) == alone
    assert tagger.tag(texts[::-1]) == alone[::-1]
    assert alone[1] == ()
    assert tagger.tag([]) == []


def test_an_overlong_sentence_is_tagged_to_its_end(tagger: NewsTagger) -> None:
    text = segmented(" ".join(["Toplantı", "sürüyor", ","] * 400 + ["Putin", "Moskova'da", "."]))
    assert named(text, tagger.tag([text])[0])[-1] == "LOC Moskova'da"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), max_size=40))
def test_any_tokens_give_sorted_spans_on_edges_of_tokens(words: list[str]) -> None:
    text = segmented(" ".join(words))
    (mentions,) = ANY.tag([text])
    starts = {start for start, _, _ in text.tokens}
    ends = {end for _, end, _ in text.tokens}
    position = 0
    for mention in mentions:
        assert position <= mention.start < mention.end
        assert mention.start in starts
        assert mention.end in ends
        assert mention.label in {"PER", "LOC", "ORG"}
        position = mention.end


ANY = NewsTagger.load()


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-PER I-PER O", [(1, 3, "PER")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        ("I-LOC I-LOC I-ORG", [(0, 2, "LOC"), (2, 3, "ORG")]),
        ("B-PER I-LOC", [(0, 1, "PER"), (1, 2, "LOC")]),
        ("B-PER O I-PER", [(0, 1, "PER"), (2, 3, "PER")]),
        ("O O", []),
    ],
)
def test_tags_become_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    known = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
    path = np.array([known.index(tag) for tag in tags.split()], np.intp)
    found = spans_of(path, np.zeros_like(path), known)
    assert [(a, b, known[path[a]][2:]) for a, b in found.tolist()] == spans


def test_a_span_ends_with_its_sentence_and_is_as_sure_as_its_tags_and_their_end() -> None:
    tags = ("O", "B-PER", "I-PER")
    path, sentences = np.array([1, 2, 2, 0]), np.array([0, 0, 1, 1])
    shares = np.array([[0.0, 0.9, 0.1], [0.1, 0.1, 0.8], [0.2, 0.2, 0.6], [0.5, 0.25, 0.25]])
    spans = spans_of(path, sentences, tags)
    assert spans.tolist() == [[0, 2], [2, 3]]
    chances = span_chances(shares, path, sentences, tags, spans)
    assert chances == pytest.approx([0.9 * 0.8, 0.6 * 0.75])


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    weights, lists, _ = read_model()
    write_model(weights, lists, tmp_path)
    data = bytearray((tmp_path / NAME).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(ModelError, match="damaged") as caught:
        NewsTagger.load(tmp_path)
    assert caught.value.hint


def test_a_missing_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        NewsTagger.load(tmp_path)


def test_the_model_file_is_written_the_same_each_time(tmp_path: Path) -> None:
    weights, lists, digest = read_model()
    assert write_model(weights, lists, tmp_path) == digest


class Knowing:
    """A network that takes each word with a capital for a place, and counts its sentences."""

    models: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def shares(self, sentences: Sequence[Sequence[str]]) -> list[Reals]:
        self.asked += map(list, sentences)
        place, nothing = np.eye(7)[3], np.eye(7)[0]
        return [np.array([place if w[0].isupper() else nothing for w in s]) for s in sentences]


def with_network(doubt: float) -> tuple[NewsTagger, Knowing]:
    weights, lists, _ = read_model()
    network = Knowing()
    return NewsTagger(weights, lists, {}, network, doubt), network


def test_the_network_is_asked_where_the_field_is_in_doubt() -> None:
    text = segmented("Toplantı dün saat üçte başladı .", "Brglezk ile Ormstun Grivalde yendi .")
    tagger, network = with_network(0.15)
    (mentions,) = tagger.tag([text])
    assert network.asked == [["Brglezk", "ile", "Ormstun", "Grivalde", "yendi", "."]]
    assert {m.label for m in mentions} == {"LOC"}
    tagger, network = with_network(1.0)
    tagger.tag([text])
    assert network.asked == []


def test_at_best_effort_the_network_reads_everything() -> None:
    text = segmented("Toplantı dün saat üçte başladı .", "Lavrov konuştu .")
    tagger, network = with_network(-1.0)
    tagger.tag([text, segmented(), text])
    assert len(network.asked) == 4


def test_scores_are_probabilities_and_lower_where_it_doubts(tagger: NewsTagger) -> None:
    (sure,) = tagger.tag([segmented("Sergey Lavrov Moskova'da konuştu .")])
    (unsure,) = tagger.tag([segmented("Grivalde Ormstun yendi .")])
    assert all(0 < m.score < 1 for m in (*sure, *unsure))
    assert min(m.score for m in sure) > 0.8
    assert all(m.score < 0.9 for m in unsure)


def test_an_unknown_effort_is_told() -> None:
    with pytest.raises(ModelError, match="effort 'fastest'") as caught:
        NewsTagger.load(effort="fastest")
    assert "balanced" in caught.value.hint


def test_the_fast_effort_loads_no_network() -> None:
    program = (
        "import sys; from lavrov_corpus.ner.news import NewsTagger; NewsTagger.load(effort='fast');"
        "print(sorted({'onnxruntime', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_it_needs_neither_torch_nor_a_training_library() -> None:
    program = (
        "import sys; from lavrov_corpus.ner.news import NewsTagger; NewsTagger.load();"
        "print(sorted({'torch', 'pycrfsuite', 'stanza', 'zeyrek'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
