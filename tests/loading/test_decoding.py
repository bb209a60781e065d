from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.errors import InputError
from lavrov_corpus.loading import decode

SENTENCE = (
    "Cumhurbaşkanı Recep Tayyip Erdoğan ve Rusya Devlet Başkanı Vladimir Putin arasındaki son "
    "telefon görüşmesinde ilişkilerin normalleşmesi konusu görüşüldü. İçişleri Bakanı ise "
    "“Çözüm için çalışıyoruz” dedi."
)


@pytest.mark.parametrize(
    ("encoding", "recorded"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1254", "cp1254"),
        ("iso8859-9", "cp1254"),
        ("cp857", "cp857"),
        ("mac_turkish", "mac_turkish"),
    ],
)
def test_the_encoding_is_found_and_recorded(encoding: str, recorded: str) -> None:
    text = (
        SENTENCE
        if encoding not in ("iso8859-9", "cp857")
        else SENTENCE.replace("“", "").replace("”", "")
    )
    raw = decode(text.encode(encoding), "haber.txt")
    assert (raw.encoding, raw.text, dict(raw.repairs)) == (recorded, text, {})


@pytest.mark.parametrize("encoding", ["cp1254", "cp857", "mac_turkish"])
@pytest.mark.parametrize("text", ["güzel bir gün", "kış geldi", "Şırnak ve Iğdır", "ağaç", "çözüm"])
def test_a_few_letters_are_enough(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "-").text == text


def test_other_scripts_and_emoji_in_utf_8_are_text() -> None:
    text = "Лавров приехал 🙂 في أنقرة"
    assert decode(text.encode(), "-").text == text


def test_line_ends_and_marks_in_the_text_are_left_alone() -> None:
    assert decode("bir\r\niki\rüç\n".encode(), "-").text == "bir\r\niki\rüç\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "nothing but white space"),
        ("\ufeff\u00a0\u200b".encode(), "nothing but white space"),
        (b"bir\0iki", "NUL"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (random.Random(1).randbytes(5000), "no text"),
        (bytes(range(1, 32)) * 3, "control bytes"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        decode(data, "dosya.txt")
    assert caught.value.message.startswith("dosya.txt: ")
    assert caught.value.hint


@pytest.mark.parametrize("damage", [b"\xff", b"\xed\xa0\x80", b"\xc4"])
def test_damaged_utf_8_is_read_and_counted(damage: bytes) -> None:
    data = SENTENCE.encode()
    middle = data.index(b"Vladimir")
    raw = decode(data[:middle] + damage + data[middle:], "-")
    assert raw.encoding == "utf-8"
    assert raw.text.replace("\ufffd", "") == SENTENCE
    assert raw.repairs == {"invalid_bytes": raw.text.count("\ufffd")}


def test_damaged_utf_8_is_refused_without_repair() -> None:
    with pytest.raises(InputError, match="byte 2"):
        decode("çok şık, güzel".encode()[:2] + b"\xff" + "çok şık".encode(), "-", repair=False)


def test_replacement_characters_of_the_file_itself_are_not_counted() -> None:
    assert decode(f"{SENTENCE}\ufffd".encode() + b"\xff", "-").repairs == {"invalid_bytes": 1}


@pytest.mark.parametrize("name", ["yok", "hex", "zlib"])
def test_an_encoding_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=name):
        decode(b"metin", "-", encoding=name)


def test_the_encoding_that_is_named_is_used() -> None:
    assert decode("ýþ".encode("cp1252"), "-", encoding="cp1252").text == "ýþ"
    with pytest.raises(InputError, match="not valid"):
        decode(b"\x81\x8d", "-", encoding="cp1252")


@given(st.binary())
def test_bytes_give_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data, "-").text
    except InputError as refused:
        text = refused.message
    text.encode("utf-8")
    assert text.strip()
