from __future__ import annotations

from pathlib import Path

import pytest

from lavrov_corpus.cleaning import clean
from lavrov_corpus.errors import InputError
from lavrov_corpus.loading import decode

pypdfium2 = pytest.importorskip("pypdfium2", reason="the extra `pdf` is not installed")

FONT_SIZE, LEADING, LEFT, TOP = 11, 14, 72, 760


def pdf_of(lines: list[tuple[float, float, str]]) -> bytes:
    """Return a PDF of one page that shows each text at its x and y, in points."""
    shown = "".join(
        f"BT /F1 {FONT_SIZE} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines
    ).encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def test_a_wide_gap_becomes_a_blank_line_and_an_indent_spaces() -> None:
    data = pdf_of(
        [
            (LEFT, TOP, "Bakan bugun Ankaraya geldi."),
            (LEFT, TOP - LEADING, "Burada konustu."),
            (LEFT, TOP - 2 * LEADING, "Sonra gitti."),
            (LEFT, TOP - 3.8 * LEADING, "Toplanti yarin."),
            (LEFT + 20, TOP - 4.8 * LEADING, "Yeni paragraf."),
        ]
    )
    raw = decode(data, "haber.pdf")
    assert raw.encoding == "pdf"
    assert raw.text == (
        "Bakan bugun Ankaraya geldi.\nBurada konustu.\nSonra gitti.\n\nToplanti yarin.\n"
        "    Yeni paragraf.\n"
    )


def test_a_word_that_is_drawn_in_parts_stays_one() -> None:
    raw = decode(pdf_of([(LEFT, TOP, "kale"), (LEFT + 21, TOP, "mler")]), "-")
    assert raw.text == "kalemler\n"


def locked(data: bytes) -> bytes:
    """Return the PDF with the marks of one that a password locks (which is not this one)."""
    standard = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"00" * 32, b"11" * 32)
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/ID[<01><01>]/Encrypt " + standard)


@pytest.mark.parametrize(
    ("data", "reason", "hint"),
    [
        (pdf_of([]), "none of its 1 pages has text", "ocrmypdf"),
        (b"%PDF-1.4 bozuk", "cannot be read", "save it anew"),
        (locked(pdf_of([(LEFT, TOP, "Gizli")])), "locked with a password", "qpdf --decrypt"),
    ],
)
def test_what_cannot_be_read_says_what_mends_it(data: bytes, reason: str, hint: str) -> None:
    with pytest.raises(InputError, match=reason) as raised:
        decode(data, "haber.pdf")
    assert hint in raised.value.hint


def test_the_seed_comes_back_from_a_browsers_pdf() -> None:
    sample = Path(__file__).parent / "seed.pdf"
    text = clean(decode(sample.read_bytes(), sample.name)).text
    golden = Path(__file__).parents[1] / "golden" / "cleaning" / "002_91c697a00650c0c1.txt"
    lines = golden.read_text(encoding="utf-8").partition("---")[0].splitlines()
    assert text == "\n\n".join(line.partition(": ")[2] for line in lines)
