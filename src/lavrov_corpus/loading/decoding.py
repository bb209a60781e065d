"""From bytes to text: refuse what is no text, and decide on the encoding of what is."""

from __future__ import annotations

import codecs
import hashlib
import re

from lavrov_corpus.document import RawText
from lavrov_corpus.errors import InputError
from lavrov_corpus.loading.encodings import best_turkish_encoding
from lavrov_corpus.loading.pdf import SIGNATURE as PDF_SIGNATURE
from lavrov_corpus.loading.pdf import read_pdf

#: The repair that counts the bytes that no UTF-8 character could be read from.
INVALID_BYTES = "invalid_bytes"

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_HINT_TEXT = "Give plain text; extract it first, for example with pdftotext."
_HINT_ENCODING = "Name the encoding, for example --encoding cp1254."
# ISO 8859-9 is cp1254 without its quotation marks and dashes, which real files have.
_READ_AS = {"iso8859-9": "cp1254", "iso8859_9": "cp1254"}
_VISIBLE = re.compile(r"[^\s\ufeff\u200b-\u200f\u2060]")
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
# The Unicode pages of Turkish text: Latin, Latin Extended, General Punctuation.
_USUAL_PAGES = (0x00, 0x01, 0x20)
# One byte in so many may be a control character in text that an extractor wrote.
_CONTROL_SHARE = 1 / 50
# A file with more invalid bytes than this is no damaged UTF-8 but something else.
_INVALID_SHARE = 1 / 10


def decode(data: bytes, source: str, encoding: str | None = None, repair: bool = True) -> RawText:
    """Return the text of the bytes, with the encoding that they were read in.

    `encoding` is what the user says it is; without it a byte order mark, strict UTF-8 and
    a choice between the 8-bit encodings of Turkish are tried, in this order. UTF-8 with
    some invalid bytes is read with U+FFFD in their place, which is counted; not so where
    `repair` is false. Raises InputError where there is no text in it.
    """
    if not data:
        raise InputError(f"{source}: the file is empty", "Leave it out.")
    if data.startswith(PDF_SIGNATURE):
        return _raw_text(data, source, "pdf", read_pdf(data, source))
    _refuse_binary(data, source)
    name = encoding or _marked(data) or _unmarked_wide(data)
    if name is None:
        _refuse_control_bytes(data, source)
        text, name, invalid = _decode_bytes(data, source, repair)
    else:
        text, name, invalid = _decode_as(data, source, name, repair)
    return _raw_text(data, source, name, text, invalid)


def _raw_text(data: bytes, source: str, name: str, text: str, invalid: int = 0) -> RawText:
    if not _VISIBLE.search(text):
        raise InputError(f"{source}: there is nothing but white space in it", "Leave it out.")
    return RawText(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=name,
        text=text,
        repairs={INVALID_BYTES: invalid} if invalid else {},
    )


def _refuse_binary(data: bytes, source: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{source}: this is {kind}, not text", _HINT_TEXT)


def _refuse_control_bytes(data: bytes, source: str) -> None:
    if b"\0" in data:
        raise InputError(f"{source}: this is no text: it has NUL bytes", _HINT_TEXT)
    controls = len(data) - len(data.translate(None, _CONTROL))
    if controls > max(1, len(data) * _CONTROL_SHARE):
        raise InputError(f"{source}: this is no text: {controls} control bytes", _HINT_TEXT)


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _unmarked_wide(data: bytes) -> str | None:
    """Return UTF-16 with its byte order where every other byte is the page of Turkish text."""
    even, odd = data[0::2], data[1::2]
    if len(data) % 2 or len(data) < 4:
        return None
    for low, high, name in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        usual = sum(high.count(page) for page in _USUAL_PAGES)
        if high.count(0) and usual > 0.9 * len(high) and not low.count(0):
            return name
    return None


def _decode_as(data: bytes, source: str, name: str, repair: bool) -> tuple[str, str, int]:
    try:
        codec = codecs.lookup(name).name
    except LookupError as error:
        raise InputError(f"{source}: there is no encoding named {name}", _HINT_ENCODING) from error
    codec = _READ_AS.get(codec, codec)
    try:
        return str(data, codec), codec, 0
    except UnicodeDecodeError as error:
        if not (repair and codec.startswith("utf-")):
            where = f"byte {error.start}: {error.reason}"
            raise InputError(f"{source}: not valid {codec}: {where}", _HINT_ENCODING) from error
        return _with_replacements(data, codec)
    except (LookupError, ValueError) as error:  # a codec that is not one of text, such as hex
        raise InputError(f"{source}: {name} is no encoding of text", _HINT_ENCODING) from error


def _decode_bytes(data: bytes, source: str, repair: bool) -> tuple[str, str, int]:
    try:
        return data.decode("utf-8"), "utf-8", 0
    except UnicodeDecodeError as error:
        invalid = error
    replaced = _with_replacements(data, "utf-8")
    if not _is_damaged_utf8(*replaced):
        chosen = best_turkish_encoding(data[max(invalid.start - 1, 0) :])
        if chosen is not None:
            return data.decode(chosen, errors="replace"), chosen, 0
        if replaced[2] > len(data) * _INVALID_SHARE:
            raise InputError(f"{source}: no encoding makes Turkish of it", _HINT_ENCODING)
    if not repair:
        where = f"byte {invalid.start}: {invalid.reason}"
        raise InputError(f"{source}: not valid UTF-8: {where}", _HINT_ENCODING)
    return replaced


def _is_damaged_utf8(text: str, _: str, invalid: int) -> bool:
    """Tell whether more characters are valid beyond ASCII than bytes are invalid.

    In text of an 8-bit encoding hardly two bytes stand together as UTF-8 would have them.
    """
    return sum(1 for c in text if c > "\x7f") - invalid >= invalid


def _with_replacements(data: bytes, codec: str) -> tuple[str, str, int]:
    text = data.decode(codec, errors="replace")
    # What was in the file as U+FFFD already is not an invalid byte of it.
    already = data.count("\ufffd".encode(codec)) if codec == "utf-8" else 0
    return text, codec, text.count("\ufffd") - already
