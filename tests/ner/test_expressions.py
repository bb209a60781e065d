"""Dates, amounts and percentages: marked sentences, and what holds for any text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Mention, SegmentedText, TextParagraph
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.names import expression_name
from lavrov_corpus.ner.expressions import find_expressions
from lavrov_corpus.ner.labels import (
    EXPRESSION_LABELS,
    LABELS,
    labelled,
    only_names,
    parse_labels,
    without_conflicts,
)
from lavrov_corpus.segmentation import segment
from lavrov_corpus.segmentation.tokens import tokenize

_MARKED = re.compile(rf"\[([^\]]*)\]({'|'.join(EXPRESSION_LABELS)})")
MARKED = [
    line
    for line in (Path(__file__).parent / "expressions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def sentence(text: str) -> SegmentedText:
    spans = [(0, len(text), 0)]
    return SegmentedText(text, (), tuple(spans), tuple(tokenize(text, spans, {"M.Ö"})))


def marked(text: SegmentedText) -> str:
    parts, position = [], 0
    for mention in find_expressions(text, EXPRESSION_LABELS):
        surface = text.text[mention.start : mention.end]
        parts += [text.text[position : mention.start], f"[{surface}]{mention.label}"]
        position = mention.end
    return "".join([*parts, text.text[position:]])


@pytest.mark.parametrize("line", MARKED)
def test_marked_sentences(line: str) -> None:
    assert marked(sentence(_MARKED.sub(r"\1", line))) == line


def test_other_kinds_of_apostrophe_change_nothing() -> None:
    for line in MARKED:
        plain = _MARKED.sub(r"\1", line)
        curly = plain.replace("'", "\u2019")
        assert marked(sentence(curly)).replace("\u2019", "'") == line


def test_labels_are_found_apart_as_they_are_together() -> None:
    text = sentence("1 Ocak 2004'te yüzde 5 zamla 5 milyon lira oldu.")
    together = find_expressions(text, EXPRESSION_LABELS)
    assert [mention.label for mention in together] == ["DATE", "PERCENT", "MONEY"]
    for label in EXPRESSION_LABELS:
        assert find_expressions(text, [label]) == [m for m in together if m.label == label]
    assert find_expressions(text, ["PER"]) == []


def test_nothing_crosses_the_end_of_a_sentence() -> None:
    text = "Toplam beş\n\nMilyon lira.\n\n12\n\nMart"
    paragraphs = [TextParagraph(m.start(), m.end(), "body") for m in re.finditer(r".+", text)]
    found = find_expressions(segment(text, paragraphs), EXPRESSION_LABELS)
    assert [text[m.start : m.end] for m in found] == ["Milyon lira"]


PIECES = (
    "5 12 31 98 2004 2000 1500 1,5 25-30 2003-2004 12.03.2016 bin milyon yüz beş buçuk birkaç Mart "
    "mart ocak Ekim'de eylülde Mart'ın 15'inde 2015'te 2005'in 1990'lı yıllar yılında yılının ayı "
    "günü tarihleri salı lira dolara TL'lik $ % yüzde binde - ila ile ve , ( ) . 19. yüzyılda ABD "
    "5'lik %5 100TL 11Ağustos M.Ö. kişi Ankara"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split()), max_size=25))
def test_mentions_are_sorted_and_apart_at_the_edges_of_tokens(pieces: list[str]) -> None:
    text = " ".join(pieces)
    segmented = segment(text, [TextParagraph(0, len(text), "body")] if text else [])
    found = find_expressions(segmented, EXPRESSION_LABELS)
    starts = {start: index for start, _, index in segmented.tokens}
    ends = {end: index for _, end, index in segmented.tokens}
    for mention in found:
        assert starts[mention.start] == ends[mention.end] == mention.sentence
        assert expression_name(text[mention.start : mention.end], mention.label)
    assert all(before.end <= after.start for before, after in pairwise(found))


@st.composite
def mentions(draw: st.DrawFn, labels: tuple[str, ...]) -> list[Mention]:
    edges = sorted(draw(st.sets(st.integers(0, 20), max_size=10)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [Mention(start, end, 0, draw(st.sampled_from(labels))) for start, end in pairs]


@settings(deadline=None)
@given(mentions(("PER", "LOC", "ORG")), mentions(EXPRESSION_LABELS))
def test_names_and_expressions_share_a_text(
    names: list[Mention], expressions: list[Mention]
) -> None:
    merged = without_conflicts(names, expressions)
    assert all(before.end <= after.start for before, after in pairwise(merged))
    lost = [name for name in names if name not in merged]
    for name in lost:
        assert any(e.start <= name.start and name.end <= e.end for e in only_of(merged))
    for expression in expressions:
        touched = [n for n in names if n.start < expression.end and expression.start < n.end]
        assert (expression in merged) == all(
            expression.start <= n.start
            and n.end <= expression.end
            and (n.start, n.end) != (expression.start, expression.end)
            for n in touched
        )


def only_of(merged: list[Mention]) -> list[Mention]:
    return [mention for mention in merged if mention.label in EXPRESSION_LABELS]


def test_a_name_that_holds_a_date_stays() -> None:
    bridge, day = Mention(0, 28, 0, "LOC"), Mention(0, 9, 0, "DATE")
    assert without_conflicts([bridge], [day]) == [bridge]
    assert without_conflicts([Mention(10, 13, 0, "LOC")], [Mention(0, 19, 0, "MONEY")]) == [
        Mention(0, 19, 0, "MONEY")
    ]


def test_what_an_engine_finds_of_expressions_stands_where_the_rules_see_none() -> None:
    text = sentence("Bir servet ve 5 milyon dolar ödedi.")
    fortune, dollars = Mention(0, 10, 0, "MONEY", 0.7), Mention(14, 22, 0, "MONEY", 0.6)
    hour = Mention(29, 34, 0, "TIME")
    assert labelled(text, [fortune, dollars, hour], ["MONEY"]) == [
        fortune,
        Mention(14, 28, 0, "MONEY"),
    ]
    assert labelled(text, [fortune, dollars, hour], ["PER"]) == []


def test_only_names_leaves_out_what_else_a_model_finds() -> None:
    place, time = Mention(0, 5, 0, "LOC"), Mention(6, 9, 0, "TIME")
    assert only_names([place, time]) == (place,)


@pytest.mark.parametrize(
    ("surface", "label", "name"),
    [
        ("2015 yılında", "DATE", "2015 yılı"),
        ("2005 yılının mart ayında", "DATE", "2005 yılının mart ayı"),
        ("31 Ekim 2005 tarihinden", "DATE", "31 Ekim 2005 tarihi"),
        ("Nisan ve Mayıs aylarında", "DATE", "Nisan ve Mayıs ayları"),
        ("Mart'ın 15'inde", "DATE", "Mart'ın 15'i"),
        ("1990'larda", "DATE", "1990'lar"),
        ("1990'lı yıllardaki", "DATE", "1990'lı yıllar"),
        ("19. yüzyılın", "DATE", "19. yüzyıl"),
        ("11 Ekim'i", "DATE", "11 Ekim"),
        ("25 TEMMUZ'DA", "DATE", "25 TEMMUZ"),
        ("12.03.2016'da", "DATE", "12.03.2016"),
        ("eylülde", "DATE", "eylül"),
        ("ocağın", "DATE", "ocak"),
        ("ocakta", "DATE", "ocak"),
        ("2003-2004", "DATE", "2003-2004"),
        ("5 milyon dolara", "MONEY", "5 milyon dolar"),
        ("115 trilyon lirasını", "MONEY", "115 trilyon lira"),
        ("5 milyon ABD dolarına", "MONEY", "5 milyon ABD doları"),
        ("10 Danimarka kronu", "MONEY", "10 Danimarka kronu"),
        ("10 liralık", "MONEY", "10 lira"),
        ("50 bin TL\u2019lik", "MONEY", "50 bin TL"),
        ("1 lira 50 kuruşa", "MONEY", "1 lira 50 kuruş"),
        ("$5", "MONEY", "$5"),
        ("yüzde 12'sini", "PERCENT", "yüzde 12"),
        ("yüzde ellisi", "PERCENT", "yüzde elli"),
        ("yüzde yüz", "PERCENT", "yüzde yüz"),
        ("%5,2'lik", "PERCENT", "%5,2"),
    ],
)
def test_base_form(surface: str, label: str, name: str) -> None:
    assert expression_name(surface, label) == name


def test_labels_are_parsed_in_one_order() -> None:
    assert parse_labels("DATE, LOC,PER,LOC") == ("PER", "LOC", "DATE")
    assert parse_labels(",".join(reversed(LABELS))) == LABELS


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("PER,DATES", "there is no label 'DATES'", "did you mean DATE?"),
        ("per", "there is no label 'per'", "did you mean PER?"),
        ("PER,QQ", "there is no label 'QQ'", "choose of PER,LOC,ORG,DATE,MONEY,PERCENT"),
        (" ,", "no label is asked for", "--labels PER,LOC,ORG,DATE,MONEY,PERCENT"),
    ],
)
def test_wrong_labels(text: str, message: str, hint: str) -> None:
    with pytest.raises(CorpusError) as caught:
        parse_labels(text)
    assert caught.value.message == message
    assert hint in caught.value.hint
