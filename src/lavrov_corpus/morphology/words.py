"""What kind of token a word is, and where its apostrophe cuts it."""

from __future__ import annotations

from lavrov_corpus.turkish import APOSTROPHES

_LAST_LATIN = "\u024f"
_OPENING = frozenset('"“”„«»‘:-–—•*([') | {"..."}


def cut_at_apostrophe(word: str) -> tuple[str, str]:
    """Return the word before its last inner apostrophe and the suffix after it.

    The suffix is "" where no letters follow an apostrophe: `Trump'ın` gives `Trump` and
    `ın`, `O'Brien'ın` gives `O'Brien` and `ın`, `Suriye` gives `Suriye` and "".
    """
    for position in range(len(word) - 2, 0, -1):
        if word[position] in APOSTROPHES:
            suffix = word[position + 1 :]
            # A capital after the mark belongs to the name: O'Brien, D'Estaing.
            if suffix.isalpha() and (not suffix[0].isupper() or word.isupper()):
                return word[:position], suffix
            break
    return word, ""


def is_number(word: str) -> bool:
    """Tell whether the word is written in digits: `1.250`, `%5`, `14.30`, `3.`, `2-1`."""
    return any(c.isdigit() for c in word) and not any(c.isalpha() for c in word)


def is_mark(word: str) -> bool:
    """Tell whether the word has neither a letter nor a digit."""
    return not any(c.isalnum() for c in word)


def is_latin(word: str) -> bool:
    """Tell whether every letter of the word is Latin (up to Latin Extended-B)."""
    return max(word, default="") <= _LAST_LATIN or all(
        c <= _LAST_LATIN or not c.isalpha() for c in word
    )


def mark_class(word: str) -> str:
    """Return the UPOS of a mark: `SYM` for `%`, `$`, `+` and the like, else `PUNCT`."""
    return "SYM" if all(c in "%$€₺£+=<>°§©®™^~|#@&" for c in word) else "PUNCT"


def opens_clause(word: str) -> bool:
    """Tell whether a capital after this token says little: at the edge ("") and in quotes."""
    return not word or word in _OPENING
