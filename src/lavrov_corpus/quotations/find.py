"""All quotations of an article, in order."""

from __future__ import annotations

from collections.abc import Sequence

from lavrov_corpus.document import Analysis, Mention, SegmentedText, Speech
from lavrov_corpus.quotations.direct import read_marked
from lavrov_corpus.quotations.indirect import read_sentence
from lavrov_corpus.quotations.scene import Memory, prepare


def find_quotations(
    text: SegmentedText,
    analyses: Sequence[Analysis],
    mentions: Sequence[Mention],
    names: Sequence[tuple[str, str]],
) -> tuple[Speech, ...]:
    """Return what is said in an article, and by whom, in order.

    `analyses[i]` belongs to `text.tokens[i]`, `names[i]` is the name and the canonical name
    of `mentions[i]`. Spans are code points of `text.text`: of a direct quotation inside its
    marks, of an indirect one from its first word to the verb of the reported clause.
    """
    del analyses  # cues and cases show on the surface, so that it works without lemmas too
    scene = prepare(text, mentions, names)
    memory = Memory(scene)
    found: list[Speech] = []
    index = 0
    for sentence, (_, end, _) in enumerate(text.sentences):
        while index < len(scene.marked) and scene.marked[index].outer_start < end:
            if quotation := read_marked(scene, memory, index):
                found.append(quotation)
            index += 1
        if not scene.is_heading(sentence):
            found.extend(read_sentence(scene, memory, sentence))
    return tuple(sorted(found, key=lambda speech: (speech.start, speech.end)))
