"""Rebuild `resources/print_widths.json`: how wide letters are in common print faces.

    python -m training.print_widths

Needs the Debian packages fonts-liberation, fonts-dejavu-core, fonts-crosextra-carlito and
fonts-crosextra-caladea, whose faces have the metrics of the faces that most documents use.
"""

from __future__ import annotations

import json
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

TARGET = Path("src/lavrov_corpus/resources/print_widths.json")
_FONTS = Path("/usr/share/fonts/truetype")
_FACES = {
    "Arial": "liberation/LiberationSans-Regular.ttf",
    "Times": "liberation/LiberationSerif-Regular.ttf",
    "Courier": "liberation/LiberationMono-Regular.ttf",
    "Verdana": "dejavu/DejaVuSans.ttf",
    "DejaVu Serif": "dejavu/DejaVuSerif.ttf",
    "Calibri": "crosextra/Carlito-Regular.ttf",
    "Cambria": "crosextra/Caladea-Regular.ttf",
}
_CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + "çğıöşüÇĞİÖŞÜâîûÂÎÛéêèä’‘“”«»–—…•·°€§"


def main() -> None:
    widths = {face: _widths(_FONTS / name) for face, name in _FACES.items()}
    TARGET.write_text(json.dumps(widths, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(widths)} faces, {TARGET.stat().st_size} bytes")


def _widths(path: Path) -> dict[str, int]:
    """Return the advance widths in thousandths of an em."""
    font = TTFontFile(str(path))
    return {c: round(font.charWidths.get(ord(c), font.defaultWidth)) for c in _CHARACTERS}


if __name__ == "__main__":
    main()
