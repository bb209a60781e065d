"""Articles that no format may stumble over, and many articles for a disk that is too small."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lavrov_corpus.document import Article
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import FORMATS, save
from tests.articles import MEETING, RAIN, make_article

LONG_NAME = "Ad" * 150
HTML = make_article(
    "../../etc/<b>passwd</b>",
    [
        ("heading", "<script>alert(\"1\")</script> & 'x' ]]>"),
        ("heading", "İkinci başlık"),
        ("body", f"{LONG_NAME} geldi. | a=b \\ # _"),
        ("heading", "# newdoc"),
        ("body", "-DOCSTART- O."),
    ],
    entities=[("PER", LONG_NAME, LONG_NAME, f"{LONG_NAME}|x\\y"), ("ZOR ADI", "a", "a", "")],
    quotes=[("geldi. | a", '"<&>', "\x00Biri\n", "de\tdi")],
    date="dün",
)
SIGNS = make_article(
    "C:\\haber\\con.txt",
    [
        (
            "body",
            "\u202eters\u202c \u200bsıfır\ufeff \x00 a\x07b\x0bc\x1cd\x85e\u2028f \x7f\ufffe 😀 g.",
        )
    ],
    entities=[("ORG", "sıfır", "", ""), ("LOC", "😀 g", "😀 g", "😀 g")],
)
EMPTY = make_article("boş.txt", [])
STRANGE = (HTML, SIGNS, RAIN, EMPTY, RAIN.model_copy(update={"source": "yine/yağmur.txt"}))


def many() -> Iterator[Article]:
    chance = random.Random(1)
    for number in range(300):
        title = chance.randbytes(500).hex()  # which no compression makes small
        yield MEETING.model_copy(update={"source": f"{number}.txt", "title": title})


def fill(folder: Path) -> None:
    """Export more than the disk of a folder can hold; tell what was said and what is left."""
    for form in FORMATS:
        message = ""
        try:
            save(many(), form, "article", folder / f"a.{form}", BytesIO())
        except CorpusError as error:
            message = error.message
        left = sorted(path.name for path in folder.iterdir())
        sys.stdout.write(json.dumps({"form": form, "message": message, "left": left}) + "\n")


if __name__ == "__main__":
    fill(Path(sys.argv[2]))
