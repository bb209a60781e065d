"""The formats of whole articles, read back by the programs that people read them with."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import conllu
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from udtools import Validator

from lavrov_corpus.document import Article
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import DOCUMENT_FORMATS, export
from tests.articles import MEETING, RAIN, articles
from tests.exporting.strange import EMPTY, HTML, LONG_NAME, STRANGE

Golden = Callable[[str, str], None]
TEI = "{http://www.tei-c.org/ns/1.0}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei.rng")))
MANY = settings(deadline=None, max_examples=25)
few_articles = st.lists(articles(), min_size=1, max_size=3)


def exported(made: Sequence[Article | str], name: str) -> str:
    return "".join(export(made, name))


@pytest.mark.parametrize("name", DOCUMENT_FORMATS)
def test_what_users_get(golden: Golden, name: str) -> None:
    golden(f"exporting/documents.{name}", exported((MEETING, RAIN), name))


@pytest.mark.parametrize("name", DOCUMENT_FORMATS)
def test_stored_json_gives_the_same_as_the_article(name: str) -> None:
    stored = [article.to_json() for article in STRANGE]
    assert exported(stored, name) == exported(STRANGE, name)


@pytest.mark.parametrize("name", DOCUMENT_FORMATS)
def test_a_level_or_damaged_json_is_an_error_for_the_user(name: str) -> None:
    with pytest.raises(CorpusError, match=f"^The format {name} has whole articles, no level"):
        export([], name, "token")
    for damaged in ("{", "[]", '{"text": "a"}', MEETING.to_json().replace("[{", "[7,{")):
        with pytest.raises(CorpusError, match="stored article cannot be read"):
            exported([damaged], name)


# CoNLL-U


TOLD = io.StringIO()
VALIDATOR = Validator(lang="tr", level=2, output=TOLD)


def problems(text: str) -> str:
    """Return what the official validator says of a text at level 2, the format of UD."""
    TOLD.seek(0)
    TOLD.truncate()
    state = VALIDATOR.validate_file_handle(io.StringIO(text))
    return TOLD.getvalue() or ("" if state.passed() else "not passed")


def test_the_validator_sees_what_is_wrong() -> None:
    text = exported([MEETING], "conllu")
    assert "missing-spaceafter" in problems(text.replace("SpaceAfter=No|", ""))


@pytest.mark.parametrize(
    "made", [(MEETING, RAIN), STRANGE, (EMPTY,)], ids=["usual", "strange", "-"]
)
def test_conllu_is_valid(made: Sequence[Article]) -> None:
    assert problems(exported(made, "conllu")) == ""


def test_conllu_without_lemmas_is_valid() -> None:
    tokens = tuple(token.model_copy(update={"lemma": "", "pos": ""}) for token in RAIN.tokens)
    text = exported([RAIN.model_copy(update={"tokens": tokens})], "conllu")
    assert problems(text) == ""
    assert [word["lemma"] for word in conllu.parse(text)[0]] == ["_"] * len(tokens)


@MANY
@given(few_articles)
def test_conllu_leads_back_to_the_article(made: list[Article]) -> None:
    text = exported(made, "conllu")
    assume(unicodedata.is_normalized("NFC", text) and "\ufffd" not in text)
    assert problems(text) == ""
    by_id = {article.id: article for article in made}
    found = 0
    for sentence in conllu.parse(text):
        article = by_id[sentence.metadata["sent_id"].split("-")[0].split(".")[0]]
        for word in sentence:
            start, end = map(int, word["misc"]["TokenRange"].split(":"))
            surface = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", article.text[start:end]).strip()
            assert word["form"] == (surface or "_")
            found += 1
    assert found == sum(len(article.tokens) for article in made)


def test_names_are_in_the_last_column() -> None:
    words = [word for sentence in conllu.parse(exported([MEETING], "conllu")) for word in sentence]
    named = [
        (w["form"], w["misc"]["NER"], w["misc"].get("NER_canonical"))
        for w in words
        if "NER" in w["misc"]
    ]
    assert named == [
        ("Iğdır'da", "B-LOC", "Iğdır"),
        ("Ayşe", "B-PER", "Ayşe Yılmaz"),
        ("Yılmaz", "I-PER", None),
        ("Iğdır'da", "B-LOC", "Iğdır"),
        ("John", "B-PER", "John O'Neil"),
        ("O'Neil", "I-PER", None),
        ("Yılmaz", "B-PER", "Ayşe Yılmaz"),
    ]


def test_the_same_bytes_twice_have_two_ids() -> None:
    ids = [s.metadata["sent_id"] for s in conllu.parse(exported([RAIN, MEETING, RAIN], "conllu"))]
    assert len(ids) == len(set(ids))
    assert ids[0] == f"{RAIN.id}-0"
    assert ids[-1] == f"{RAIN.id}.2-0"


# CoNLL


def spans(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the labels and tokens of the names, as any reader of IOB2 finds them."""
    found: list[tuple[str, list[str]]] = []
    inside = ""
    for line in lines:
        if not line or line.startswith("-DOCSTART-\tO"):
            inside = ""
            continue
        token, tag = line.split("\t")
        assert len(token.split()) == 1
        prefix, _, label = tag.partition("-")
        if prefix == "B":
            found.append((label, [token]))
        elif prefix == "I":
            assert inside == label
            found[-1][1].append(token)
        inside = label
    return found


def test_conll_has_the_names() -> None:
    lines = exported([MEETING, HTML], "conll").splitlines()
    assert [(label, " ".join(tokens)) for label, tokens in spans(lines)] == [
        *((entity.label, entity.text) for entity in MEETING.entities),
        ("PER", LONG_NAME),
        ("ZOR_ADI", "a"),
    ]
    assert lines.count("-DOCSTART-\tO") == 2


@MANY
@given(few_articles)
def test_conll_has_a_line_for_each_token(made: list[Article]) -> None:
    text = exported(made, "conll")
    lines = text.splitlines()
    assert len(lines) == text.count("\n")
    spans(lines)
    tokens = sum(len(article.tokens) for article in made)
    sentences = sum(len({token.sentence for token in article.tokens}) for article in made)
    assert len([line for line in lines if line]) == tokens + len(made)
    assert lines.count("") == sentences + len(made)


# TEI


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


@pytest.mark.parametrize("made", [(MEETING, RAIN), STRANGE], ids=["usual", "strange"])
def test_tei_is_valid(made: Sequence[Article]) -> None:
    SCHEMA.assertValid(parsed(exported(made, "tei")))


def test_the_schema_sees_what_is_wrong() -> None:
    text = exported([MEETING], "tei")
    for right, wrong in (("<p>", "<p><p/>"), ("persName", "personName"), (' pos="X"', ' Pos="X"')):
        assert not SCHEMA.validate(parsed(text.replace(right, wrong)))


@MANY
@given(few_articles)
def test_tei_has_the_text_of_each_paragraph(made: list[Article]) -> None:
    root = parsed(exported(made, "tei"))
    SCHEMA.assertValid(root)
    for article, element in zip(made, root.iter(f"{TEI}TEI"), strict=True):
        blocks = element.iter(f"{TEI}p", f"{TEI}head")
        found = [
            "".join(block.itertext()) for block in blocks if block.getparent().tag == f"{TEI}div"
        ]
        texts = [article.text[p.start : p.end].strip() for p in article.paragraphs]
        assert list(map(blankless, found)) == list(map(blankless, texts))


def blankless(text: str) -> str:
    allowed = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    return "".join(sign for sign in allowed if not sign.isspace())


def test_quotations_and_names_of_tei() -> None:
    root = parsed(exported([MEETING], "tei"))
    ids = {w.get("{http://www.w3.org/XML/1998/namespace}id"): w.text for w in root.iter(f"{TEI}w")}
    first, second = root.iter(f"{TEI}span")
    assert (ids[first.get("from")[1:]], ids[first.get("to")[1:]]) == ("Sınır", "açılacak")
    assert first.find(f"{TEI}persName").attrib == {"key": "Ayşe Yılmaz"}
    assert (second.get("subtype"), second[0].tag) == ("implicit", f"{TEI}term")
    names = [(n.get("n"), n.get("key")) for n in root.find(f".//{TEI}body").iter(f"{TEI}persName")]
    assert names == [("Ayşe Yılmaz",) * 2, ("John O'Neil",) * 2, ("Yılmaz", "Ayşe Yılmaz")]


# Label Studio


@MANY
@given(few_articles)
def test_regions_are_spans_of_the_text(made: list[Article]) -> None:
    tasks = json.loads(exported(made, "labelstudio"))
    assert [task["data"]["article"] for task in tasks] == [article.id for article in made]
    for article, task in zip(made, tasks, strict=True):
        (prediction,) = task["predictions"]
        assert len(prediction["result"]) == len(article.entities) + len(article.quotes)
        for region in prediction["result"]:
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


def test_no_articles_at_all() -> None:
    assert [exported([], name) for name in ("conllu", "conll")] == ["", ""]
    assert json.loads(exported([], "labelstudio")) == []
    assert len(parsed(exported([], "tei"))) == 1
