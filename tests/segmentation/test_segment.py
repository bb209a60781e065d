import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lavrov_corpus.document import SegmentedText, TextParagraph
from lavrov_corpus.segmentation import Rules, load_rules, quotes, segment, sentences

RULES = load_rules()
SPLITTING = load_rules(split_quotes=True)
PIECES = st.sampled_from(
    [
        *("Lavrov", "dedi", "3", "Dr", "vb", "A", "İstanbul'da", "14.30'da", "iPhone", "el", "15"),
        *(".", "...", "…", "?", "!", "?!", ",", ":", ";", "-", "(", ")", "[", "]", "%", "@", "#"),
        *('"', "“", "”", "„", "«", "»", "'", "‘", "’", "''", "``", "\u200b", "\u0307", "😀", "_"),
        *(" ", " ", " ", "\t", "\u00a0", "\n", "www.aa.com.tr", "a@b.com", "https://x.tr/ç?b=1."),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


def paragraphs_of(text: str) -> list[TextParagraph]:
    spans = (match.span() for match in re.finditer(r"[^\n]+", text))
    return [TextParagraph(start, end, "body") for start, end in spans]


def split(text: str, rules: Rules = RULES) -> list[str]:
    found = segment(text, paragraphs_of(text), rules)
    return [text[start:end] for start, end, _ in found.sentences]


def check_spans(found: SegmentedText) -> None:
    text, end_before = found.text, 0
    for start, end, paragraph in found.sentences:
        assert end_before <= start < end <= found.paragraphs[paragraph].end
        assert found.paragraphs[paragraph].start <= start
        assert text[start:end] == text[start:end].strip()
        end_before = end
    end_before = 0
    for start, end, sentence in found.tokens:
        assert end_before <= start < end <= found.sentences[sentence][1]
        assert found.sentences[sentence][0] <= start
        assert not re.search(r"\s", text[start:end])
        end_before = end


def covered(spans: tuple[tuple[int, int, int], ...], text: str) -> str:
    return "".join("".join(text[start:end].split()) for start, end, _ in spans)


@given(TEXTS)
@pytest.mark.parametrize("rules", [RULES, SPLITTING])
def test_every_character_is_in_one_sentence_and_one_token(rules: Rules, text: str) -> None:
    found = segment(text, paragraphs_of(text), rules)
    check_spans(found)
    expected = "".join(text.split())
    assert covered(found.sentences, text) == expected
    assert covered(found.tokens, text) == expected


@given(TEXTS)
def test_a_sentence_holds_a_word_unless_its_paragraph_has_none(text: str) -> None:
    found = segment(text, paragraphs_of(text), RULES)
    for start, end, paragraph in found.sentences:
        whole = found.paragraphs[paragraph]
        assert re.search(r"\w", text[start:end]) or not re.search(
            r"\w", text[whole.start : whole.end]
        )


@given(TEXTS, TEXTS)
def test_a_paragraph_is_judged_by_itself(first: str, second: str) -> None:
    first, second = first.replace("\n", " "), second.replace("\n", " ")
    assert split(f"{first}\n\n{second}") == split(first) + split(second)


@given(TEXTS)
def test_splitting_quotations_only_adds_boundaries(text: str) -> None:
    def ends(rules: Rules) -> set[int]:
        return {end for _, end, _ in segment(text, paragraphs_of(text), rules).sentences}

    assert ends(RULES) <= ends(SPLITTING)


def test_quotations_are_split_on_demand() -> None:
    text = 'Lavrov, "Görüştük. Anlaştık. Döndük." dedi. Sonra gitti.'
    assert split(text) == ['Lavrov, "Görüştük. Anlaştık. Döndük." dedi.', "Sonra gitti."]
    assert split(text, SPLITTING) == [
        'Lavrov, "Görüştük.',
        "Anlaştık.",
        'Döndük." dedi.',
        "Sonra gitti.",
    ]


def test_a_missing_mark_harms_one_paragraph() -> None:
    text = 'Lavrov, "Görüştük dedi. Sonra gitti.\nPutin, "Bekleyin. Gelin." dedi. Konu kapandı.'
    assert split(text) == [
        'Lavrov, "Görüştük dedi.',
        "Sonra gitti.",
        'Putin, "Bekleyin. Gelin." dedi.',
        "Konu kapandı.",
    ]


def test_a_stray_mark_does_not_reach_across_a_long_paragraph() -> None:
    sentence = "Heyet Ankara'ya döndü. "
    near, far = (f'Lavrov, "geldi. {sentence * times}Putin" dedi.' for times in (20, 200))
    assert len(split(near)) == 1
    assert len(split(far)) == 202


def test_a_heading_is_one_sentence_unless_clearly_several() -> None:
    text = "Suriye'de 3. gün: Neler oldu\nAteş kesildi. Görüşme yarın"
    headings = [TextParagraph(0, 28, "heading"), TextParagraph(29, len(text), "heading")]
    found = segment(text, headings, RULES).sentences
    assert found == ((0, 28, 0), (29, 42, 1), (43, len(text), 1))


def test_the_bundled_rules_are_the_default() -> None:
    text = "Prof. Dr. Ayşe Demir konuştu. Salon doluydu."
    assert segment(text, paragraphs_of(text)) == segment(text, paragraphs_of(text), RULES)


def test_rules_reach_a_worker_process_whole() -> None:
    assert pickle.loads(pickle.dumps(SPLITTING)) == SPLITTING


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "." * 30_000,
        '"' * 30_000,
        '". ' * 30_000,
        "(" * 30_000,
        "'a " * 30_000,
        "1." * 50_000 + "a",
        "a." * 50_000 + "ab",
        "a-." * 30_000,
        "a@" * 50_000,
        "http://." * 50_000,
        "Dr. " * 30_000,
        " . " * 30_000,
        "3. A" * 30_000,
        "“Biz. " * 30_000,
    ],
    ids=lambda text: text[:8],
)
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    # A quadratic step would take minutes here, where a linear one takes a moment.
    check_spans(segment(text, paragraphs_of(text), RULES))


@pytest.mark.parametrize("mark", ['"', "“", "”", "’", "(", '"a" '])
def test_marks_without_end_are_no_quotations(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    kind = quotes._kind

    def counted(mark: str) -> str:
        looked_at.append(mark)
        return kind(mark)

    monkeypatch.setattr(quotes, "_kind", counted)
    text = "Bakan “Geldim. Gördüm” dedi. " + mark * 20_000
    pairs = quotes.outer_pairs(text, 0, len(text))
    assert (pairs[0].start, pairs[0].close) == (6, 21)
    assert len(looked_at) < 3000


@pytest.mark.parametrize("stop", [". ", "3. ", "a.", "! "])
def test_stops_without_end_are_no_ends(stop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[sentences.Stop] = []
    ends = sentences._ends

    def counted(text: str, begin: int, stop: sentences.Stop, caseless: bool, rules: Rules) -> bool:
        judged.append(stop)
        return ends(text, begin, stop, caseless, rules)

    monkeypatch.setattr(sentences, "_ends", counted)
    text = f"Giriş {stop * 20_000}Sayfa beşte bitti. Sonra geldi."
    found = list(sentences.sentence_spans(text, 0, len(text), load_rules()))
    assert text[slice(*found[-1])] == "Sonra geldi."
    assert len(judged) < 100
