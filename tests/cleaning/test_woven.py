"""Two columns woven into each other, and what only looks like them."""

from __future__ import annotations

from itertools import chain
from textwrap import wrap

import pytest

from lavrov_corpus.cleaning import changes, clean
from lavrov_corpus.cleaning.compose import repaired
from lavrov_corpus.cleaning.woven import woven_columns
from lavrov_corpus.document import CleanText, RawText

PARAGRAPHS = [
    "Dışişleri Bakanı, Ankara'da düzenlenen toplantının ardından gazetecilere açıklamalarda "
    "bulundu ve görüşmelerin önümüzdeki hafta da süreceğini söyledi.",
    "Toplantıya katılan heyetler, bölgedeki son gelişmeleri ve ekonomik işbirliğini "
    "değerlendirdi. İki ülke arasındaki ticaretin artırılması için yeni bir kurul oluşturulacak.",
    "Bakan, Suriye'deki duruma ilişkin bir soru üzerine, ateşkesin korunması gerektiğini ve "
    "bunun için bütün tarafların sorumluluk üstlenmesinin önemli olduğunu belirtti.",
    "Rus heyetinin başkanı ise görüşmelerin yararlı geçtiğini, ilişkilerin yeni bir döneme "
    "girdiğini kaydetti.",
    "Öte yandan iki ülkenin ulaştırma bakanları da bugün bir araya gelecek. Görüşmede demir yolu "
    "hatlarının onarılması ve sınır kapılarının açılması ele alınacak.",
]
NEXT = "Görüşmelerin sonunda ortak bir bildiri yayımlanması ve yeni bir tarih verilmesi bekleniyor."
WIDTH = 44


def printed(paragraph: str) -> list[str]:
    return wrap(paragraph, WIDTH, break_on_hyphens=False)


def block(lines: list[str]) -> str:
    return "\n".join(lines) + "\n\n"


def down_the_page(left: list[str], right: list[str]) -> list[str]:
    """Return the blocks of both columns in the order of their heights, left ones first."""
    placed: list[tuple[int, int, str]] = []
    for side, column in enumerate((left, right)):
        height = 0
        for text in column:
            placed.append((height, side, text))
            height += text.count("\n") - 1
    return [text for _, _, text in sorted(placed)]


THIRD = printed(PARAGRAPHS[2])
LEFT = [block(printed(PARAGRAPHS[0])), block(printed(PARAGRAPHS[1])), block(THIRD[:2])]
RIGHT = [block(THIRD[2:]), block(printed(PARAGRAPHS[3])), block(printed(PARAGRAPHS[4]))]


def cleaned(text: str) -> CleanText:
    return clean(RawText("-", "", "utf-8", text))


def paragraphs(text: str) -> list[str]:
    return cleaned(text).text.split("\n\n")


@pytest.mark.parametrize(
    "blocks",
    [
        down_the_page(LEFT, RIGHT),
        [*RIGHT, *LEFT],
        [*LEFT, *RIGHT],
    ],
    ids=["by turns", "the right one first", "in order"],
)
def test_columns_are_read_one_after_the_other(blocks: list[str]) -> None:
    next_page = "\n".join(printed(NEXT))
    assert paragraphs("".join(blocks) + "\f" + next_page) == [*PARAGRAPHS, NEXT]


def test_what_was_moved_is_counted_and_mapped() -> None:
    text = "".join([*RIGHT, *LEFT]) + "\f"
    result = cleaned(text)
    assert result.repairs["woven_columns"] > 0
    start = result.text.index("Dışişleri")
    low, high = result.origin.source_span(start, start + 9)
    assert text[low:high] == "Dışişleri"


def test_changes_tell_what_was_removed_and_where_parts_were_moved() -> None:
    text = "".join([*RIGHT, *LEFT]) + "\f"
    found = changes(RawText("-", "", "utf-8", text))
    assert all(len(change.removed) < 6 and not change.removed.strip() for change in found)
    assert {change.inserted for change in found} <= {" ", "\n\n", ""}
    (moved,) = [change for change in found if change.repair == "woven_columns"]
    assert (moved.raw_start, moved.removed, moved.inserted) == (0, "", " ")


@pytest.mark.parametrize(
    "text",
    [
        "".join(map(block, map(printed, PARAGRAPHS))) + "\f",
        block(["iPhone satışları"]) + "".join(map(block, map(printed, PARAGRAPHS))) + "\f",
        "".join(LEFT) + "\f" + "".join(RIGHT) + "\f",
        "".join(down_the_page(LEFT, RIGHT)),
    ],
    ids=["one column", "a small letter in a title", "two pages", "no pages"],
)
def test_nothing_is_moved_without_columns(text: str) -> None:
    assert repaired(text, woven_columns) is None


def test_lines_woven_into_each_other_are_flagged() -> None:
    left = list(chain.from_iterable(printed(p) for p in PARAGRAPHS[:3]))
    right = list(chain.from_iterable(printed(p) for p in [PARAGRAPHS[4], PARAGRAPHS[3]] * 2))
    text = "\n".join(f"{a} {b}" for a, b in zip(left, right, strict=False))
    assert "interleaved_columns" in cleaned(text * 2).flags
    assert cleaned("\n\n".join(PARAGRAPHS * 3)).flags == ()
