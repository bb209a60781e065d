from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.document import Analysis, Mention, SegmentedText, TextParagraph
from lavrov_corpus.quotations import find_quotations

SIGNS = ['"', "“", "”", "'", " ", ". ", ", ", ": ", "\n\n"]
WORDS = "Lavrov Lavrov'un raporda yetkili dedi diyen olduğunu söyledi şunları diye konuştu ve ABD a"
PIECES = st.sampled_from([*SIGNS, *WORDS.split()])


def sentences_of(text: str) -> SegmentedText:
    """Cut a text at blank lines and at full stops; no other stage is needed to read it."""
    blocks, sentences, position = [], [], 0
    for block in text.split("\n\n"):
        blocks.append(TextParagraph(position, position + len(block), "body"))
        start = position
        for part in block.split(". "):
            if part.strip():
                sentences.append((start, start + len(part), len(blocks) - 1))
            start += len(part) + 2
        position += len(block) + 2
    return SegmentedText(text, tuple(blocks), tuple(sentences), ())


def mentions_of(text: SegmentedText) -> list[Mention]:
    found = []
    for index, (start, end, _) in enumerate(text.sentences):
        position = text.text.find("Lavrov", start, end)
        if position >= 0:
            found.append(Mention(position, position + 6, index, "PER"))
    return found


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_sorted_quotations_made_of_its_own_words(joined: str) -> None:
    text = sentences_of(joined)
    mentions = mentions_of(text)
    names = [("Lavrov", "Sergey Lavrov")] * len(mentions)
    found = find_quotations(text, [], mentions, names)
    assert list(found) == sorted(found, key=lambda speech: (speech.start, speech.end))
    for speech in found:
        assert 0 <= speech.start < speech.end <= len(joined)
        assert speech.speaker in joined
        assert speech.cue in joined
        assert bool(speech.speaker) == bool(speech.speaker_name)
        assert speech.kind != "heading" or not speech.speaker
    assert found == find_quotations(text, [Analysis("", "")], mentions, names)
