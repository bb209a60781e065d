from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lavrov_corpus.annotate import Settings, annotate, load_tools
from lavrov_corpus.document import RawText, TextParagraph
from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner.stanza_splitter import StanzaSplitter


@pytest.fixture(scope="session")
def splitter(tiny_models: Path) -> StanzaSplitter:
    return StanzaSplitter.load(tiny_models, threads=1)


def paragraphs_of(text: str) -> list[TextParagraph]:
    """One body paragraph for each part between blank lines."""
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(TextParagraph(start, start + len(part), "body"))
        start += len(part) + 2
    return paragraphs


def test_sentences_and_tokens_are_spans_of_our_text(splitter: StanzaSplitter) -> None:
    text = (
        "Toplantı dün sona erdi, karar bugün açıklandı. Ayşe Demir Ankara’da konuştu.\n\n"
        "Ankara’daki toplantı dün sona erdi."
    )
    done = splitter.segment(text, paragraphs_of(text))
    assert [(text[start:end], paragraph) for start, end, paragraph in done.sentences] == [
        ("Toplantı dün sona erdi, karar bugün açıklandı.", 0),
        ("Ayşe Demir Ankara’da konuştu.", 0),
        ("Ankara’daki toplantı dün sona erdi.", 1),
    ]
    words = [text[start:end] for start, end, sentence in done.tokens if sentence != 1]
    assert words == [
        *("Toplantı", "dün", "sona", "erdi", ",", "karar", "bugün", "açıklandı", "."),
        *("Ankara’daki", "toplantı", "dün", "sona", "erdi", "."),
    ]
    assert sorted(splitter.models) == ["mwt/tiny.pt", "tokenize/tiny.pt"]


PIECES = [
    "Ayşe Demir",
    "Ankara’da",
    " ",
    "  ",
    "konuştu.",
    "\n\n",
    "\n",
    "🙂",
    "e\u0301",
    "x" * 1100,
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_cut_inside_its_paragraphs(splitter: StanzaSplitter, text: str) -> None:
    paragraphs = paragraphs_of(text)
    done = splitter.segment(text, paragraphs)
    position = 0
    for start, end, sentence in done.tokens:
        assert position <= start < end
        position = end
        first, last, number = done.sentences[sentence]
        assert paragraphs[number].start <= first <= start
        assert end <= last <= paragraphs[number].end
    covered = "".join(text[start:end] for start, end, _ in done.tokens)
    assert "".join(covered.split()) == "".join(text.split())


def test_without_models_there_is_one_error_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        StanzaSplitter.load(tmp_path)
    assert caught.value.hint == f"corpus models download --models-dir {tmp_path}"


def test_labels_of_the_model_are_told_beside_ours(tiny_models: Path) -> None:
    raw = RawText("a.txt", "0" * 64, "utf-8", "Ayşe Demir Ankara'da konuştu.\n")
    chosen = Settings(engine="stanza", models_dir=str(tiny_models), lemma=False)
    article = annotate(raw, load_tools(chosen))
    assert [(each.label, each.text) for each in article.entities] == [
        ("PER", "Ayşe Demir"),
        ("LOC", "Ankara'da"),
    ]
    assert (
        article.provenance.settings["engine_labels"] == "LOCATION=LOC,ORGANIZATION=ORG,PERSON=PER"
    )


def test_an_article_has_the_sentences_of_the_splitter_at_our_offsets(tiny_models: Path) -> None:
    raw = RawText(
        "a.txt", "0" * 64, "utf-8", "Ayşe Demir Ankara’da  konuştu. Toplantı dün sona erdi.\n"
    )
    chosen = Settings(splitter="stanza", models_dir=str(tiny_models), lemma=False)
    tools = load_tools(chosen)
    article = annotate(raw, tools)
    assert [raw.text[each.raw_start : each.raw_end] for each in article.sentences] == [
        "Ayşe Demir Ankara’da  konuştu.",
        "Toplantı dün sona erdi.",
    ]
    assert article.provenance.settings["splitter"] == "stanza"
    assert {"mwt/tiny.pt", "tokenize/tiny.pt"} < set(article.provenance.models)
    assert tools.fingerprint != load_tools(Settings(lemma=False)).fingerprint
