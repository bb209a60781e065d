"""Large first letters that were read apart from their word."""

from __future__ import annotations

import pytest

from lavrov_corpus.cleaning import clean
from lavrov_corpus.document import RawText

BODY = (
    "ürkiye ile Rusya arasındaki görüşmelerin önümüzdeki\n"
    "hafta da süreceği açıklandı. Heyetler yarın dönecek.\n"
)
WHOLE = (
    "Türkiye ile Rusya arasındaki görüşmelerin önümüzdeki "
    "hafta da süreceği açıklandı. Heyetler yarın dönecek."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"T\n\n{BODY}", WHOLE),
        (f"T\n{BODY}", WHOLE),
        (f"   T         {BODY}", WHOLE),
        (f"T\nGörüşmeler sürüyor\n\n{BODY}", f"Görüşmeler sürüyor\n\n{WHOLE}"),
    ],
)
def test_initials_are_put_before_their_words(text: str, expected: str) -> None:
    result = clean(RawText("-", "", "utf-8", text))
    assert result.text == expected
    assert result.repairs["drop_caps"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "O\nda bugün geldi.",
        "A\nB\nC",
        "Gazze\nŞube\nBaşkanı\nRami\nAbduh,\nX\nsosyal\nmedya\nhesabından\nyazdı.",
        "Seçenekler:\n\nA  ve B seçenekleri görüşüldü.",
        "Bakan konuştu.\n\nX\n\nYeni adımlar atılacak.",
    ],
)
def test_letters_alone_stay(text: str) -> None:
    assert "drop_caps" not in clean(RawText("-", "", "utf-8", text)).repairs
