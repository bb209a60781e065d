"""What other tools make of the text that an extractor gave: the paragraphs they find."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable

_BLANK = re.compile(r"\n[ \t\r]*\n\s*|\f")


def raw(text: str) -> list[str]:
    """The text as it is, its paragraphs between blank lines."""
    return _BLANK.split(text)


def ftfy_blocks(text: str) -> list[str]:
    """ftfy's repair of characters, and the lines between blank lines joined."""
    import ftfy  # noqa: PLC0415 - only where it is asked for

    return [" ".join(block.split()) for block in _BLANK.split(ftfy.fix_text(text))]


def unstructured_blocks(text: str) -> list[str]:
    """The cleaners of unstructured that are for text out of PDFs."""
    from unstructured.cleaners.core import (  # noqa: PLC0415 - only where it is asked for
        clean_extra_whitespace,
        group_broken_paragraphs,
    )

    grouped = group_broken_paragraphs(text.replace("\r\n", "\n").replace("\f", "\n\n"))
    return [clean_extra_whitespace(block) for block in grouped.split("\n\n")]


def installed() -> dict[str, Callable[[str], list[str]]]:
    """Return the tools that are installed, by their names."""
    tools = {"raw": raw, "ftfy": ftfy_blocks, "unstructured": unstructured_blocks}
    return {
        name: tool
        for name, tool in tools.items()
        if name == "raw" or importlib.util.find_spec(name) is not None
    }
