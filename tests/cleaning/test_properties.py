"""What holds for every text."""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lavrov_corpus.cleaning import changes, clean
from lavrov_corpus.cleaning.rearranging import MOVING
from lavrov_corpus.document import CleanText, RawText

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

LINES = st.lists(
    st.sampled_from(
        [
            "Rusya Dışişleri Bakanı Lavrov, Ankara'da ",
            "konuştu ve görüşmelerin süreceğini söyledi.",
            "Suriye görüşmeleri",
            "",
            "  ",
            "\f",
            "Sayfa 2 / 3",
            "El-",
            "Nusra'nın",
            "sal dı rı lar sü rü yor ve ki şi ler",
            "gö\u00adrüş\u00ad",
            "go\u0308ru\u0308s\u0327",
            "https://www.aa.com.tr/haber 1/2",
            "sol taraf          sağ taraf",
            "12",
            '"Söz" dedi.',
        ]
    ),
    max_size=25,
).map("\n".join)
TEXTS = st.one_of(st.text(max_size=200), LINES)


def raw(text: str) -> RawText:
    return RawText("-", "", "utf-8", text)


def check(text: str) -> CleanText:
    result = clean(raw(text))
    assert unicodedata.is_normalized("NFC", result.text)
    assert result.text == "\n\n".join(result.text[p.start : p.end] for p in result.paragraphs)
    assert all(p.start < p.end for p in result.paragraphs)
    position = 0
    for start, end, raw_start, raw_end in result.origin.pieces():
        assert start == position
        assert 0 <= raw_start <= raw_end <= len(text)
        position = end
    assert position == len(result.text)
    return result


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("A\n\nb.\n\nC")
@example("\u0307i\u0307\n\u00ad\n-")
def test_cleaning_holds_its_promises_and_is_idempotent(text: str) -> None:
    result = check(text)
    again = clean(raw(result.text))
    assert again.text == result.text
    assert again.paragraphs == result.paragraphs
    assert again.repairs == {}


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_changes_make_the_clean_text_of_the_raw_text(text: str) -> None:
    result = clean(raw(text))
    found = changes(raw(text))
    assert all(change.repair for change in found)
    if not MOVING.isdisjoint(result.repairs):
        return
    rebuilt, done = "", 0
    for change in found:
        rebuilt += text[done : change.raw_start] + change.inserted
        assert text[change.raw_start : change.raw_end] == change.removed
        done = change.raw_end
    assert rebuilt + text[done:] == result.text


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_clean_prose_is_left_as_it_is(seed: Path) -> None:
    once = check(seed.read_text(encoding="utf-8"))
    assert clean(raw(once.text)).text == once.text
    assert not changes(raw(once.text))


@pytest.mark.parametrize(
    "text",
    [
        "Tek satır",
        "?!... --- ***",
        "Лавров приехал в Анкару.",
        "🙂🙂 👨\u200d👩\u200d👧",
        "a",
        "noktasız uzun bir satır " * 500 + "son",
    ],
)
def test_odd_texts_stay(text: str) -> None:
    assert check(text).text == text


@pytest.mark.parametrize(
    "unit", ["1\n", "\f", "\n", "a\n", "A\n", '"', "- ", ". ", "ve ", "a-\n", "\x85", "\x1b\x85"]
)
def test_monotonous_texts_are_cleaned_once_for_all(unit: str) -> None:
    once = check(unit * 300)
    assert clean(raw(once.text)).text == once.text


@pytest.fixture(params=[True, False], ids=["collecting", "not collecting"])
def collects(request: pytest.FixtureRequest) -> Iterator[bool]:
    was_enabled = gc.isenabled()
    wanted = bool(request.param)
    (gc.enable if wanted else gc.disable)()
    yield wanted
    (gc.enable if was_enabled else gc.disable)()


def test_the_collector_is_left_as_it_was(collects: bool) -> None:
    clean(raw("Bir\nmetin."))
    assert gc.isenabled() is collects


def test_what_decoding_repaired_is_counted_once() -> None:
    source = RawText("-", "", "utf-8", "Bir\nmetin \ufffd.", {"invalid_bytes": 1})
    assert clean(source).repairs["invalid_bytes"] == 1


def test_nothing_remains_of_white_space() -> None:
    result = clean(raw("\r\n \u00a0\f\u200b"))
    assert (result.text, result.paragraphs) == ("", ())


def test_without_repair_words_and_letters_stay() -> None:
    text = "baþkan ve ýþýk\nsal dı rı lar sü rü yor mu dur\n"
    assert clean(raw(text), repair=False).text.split() == text.split()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Metinde (cid:12) var", "unmapped_glyphs"),
        ("Metinde \ufffd var", "replacement_characters"),
        ("Metinde \ue001 var", "private_use_characters"),
        ("Plain English text without a single Turkish letter in it. " * 10, "few_turkish_letters"),
        (
            "\n\n".join(
                [
                    "Bakan, görüşmede iki ülkenin ilişkilerini ele aldıklarını, yeni adımlar "
                    "atacaklarını ve bunun için bir kurul oluşturacaklarını, ardından da",
                    "Öte yandan çalışmalar sürüyor.",
                    "ve bütün bölgelerde ateşkesin uygulanmasını istedi.",
                ]
                * 2
            ),
            "interleaved_columns",
        ),
        ("\n\n".join(f"Şehir {n} nüfusu: {n}00 kişi" for n in range(12)), "table"),
    ],
)
def test_flags(text: str, flag: str) -> None:
    assert set(clean(raw(text)).flags) - {"not_turkish"} == {flag}


def test_good_turkish_has_no_flags() -> None:
    assert clean(raw(SEEDS[0].read_text(encoding="utf-8"))).flags == ()
