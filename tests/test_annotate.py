from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.annotate import annotate, annotate_all
from lavrov_corpus.document import Article, Failure, RawText
from lavrov_corpus.loading import decode
from tests.fakes import WordListTagger, fake_tools
from tests.invariants import TEXT, check

LABELS = {"Demir": "PER", "Kaya": "PER", "Ankara": "LOC"}


def raw(text: str, source: str = "a.txt") -> RawText:
    return decode(text.encode(), source)


def surfaces(article: Article, spans: str) -> list[str]:
    return [article.text[span.start : span.end] for span in getattr(article, spans)]


def test_an_article_goes_through_every_stage() -> None:
    article = annotate(raw(TEXT), fake_tools(WordListTagger(LABELS)))
    check(article, TEXT)
    assert surfaces(article, "paragraphs") == [
        "Bakan Ayşe Demir, Ankara'da konuştu.",
        "Toplantıya Ali Kaya da katıldı.",
        'Demir, "Çalışmalar sürüyor." dedi.',
    ]
    assert [(entity.text, entity.name, entity.label) for entity in article.entities] == [
        ("Demir", "Demir", "PER"),
        ("Ankara'da", "Ankara", "LOC"),
        ("Kaya", "Kaya", "PER"),
        ("Demir", "Demir", "PER"),
    ]
    assert [(quote.text, quote.speaker, quote.cue) for quote in article.quotes] == [
        ("Çalışmalar sürüyor.", "Demir", "dedi")
    ]
    assert [token.lemma for token in article.tokens[:4]] == ["bakan", "ayşe", "demir", ","]
    assert article.provenance.engine == "words"


def test_raw_offsets_lead_into_the_source() -> None:
    article = annotate(raw(TEXT), fake_tools(WordListTagger(LABELS)))
    assert [TEXT[entity.raw_start : entity.raw_end] for entity in article.entities] == [
        entity.text for entity in article.entities
    ]


def test_lemmas_can_be_left_out() -> None:
    article = annotate(raw(TEXT), fake_tools(WordListTagger(LABELS), lemma=False))
    assert {(token.lemma, token.pos) for token in article.tokens} == {("", "")}
    assert len(article.quotes) == 1


def test_one_bad_text_does_not_lose_the_others() -> None:
    tagger = WordListTagger(LABELS, poison="zehir")
    texts = [raw(TEXT, "1"), raw("Bu metin zehir dolu.", "2"), raw(TEXT, "3")]
    first, second, third = annotate_all(texts, fake_tools(tagger))
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert first.entities == third.entities != ()
    assert second == Failure(
        source="2",
        sha256=texts[1].sha256,
        stage="tag",
        error="2: RuntimeError: the tagger has choked",
        hint="corpus annotate --debug 2",
    )
    assert tagger.calls == [3, 1, 1, 1]


def test_a_batch_gives_what_each_text_gives_alone() -> None:
    tools = fake_tools(WordListTagger(LABELS))
    texts = [raw(TEXT, "1"), raw("Ankara'da kar var.", "2")]
    assert annotate_all(texts, tools) == [annotate(text, tools) for text in texts]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: bool(text.strip())))
def test_invariants_hold_for_any_text(text: str) -> None:
    source = RawText(source="x", sha256="0" * 64, encoding="utf-8", text=text)
    (result,) = annotate_all([source], fake_tools(WordListTagger(LABELS)))
    assert isinstance(result, Article), result
    check(result, text)


DATED = (
    "Bakan Ayşe Demir, 12 Mart 2016'da Ankara'da konuştu.\n\n"
    'Demir, "Bütçe yüzde 5 artışla 2 milyar liraya çıktı." dedi.\n'
)
PIECES = [
    "Demir",
    "Ankara",
    "12",
    "Mart",
    "2016'da",
    "5",
    "milyon",
    "lira",
    "yüzde",
    ".",
    "\n\n",
    "“",
]
EVERY = ("PER", "LOC", "ORG", "DATE", "MONEY", "PERCENT")


def test_labels_add_entities_and_leave_all_else_as_it_is() -> None:
    tools = fake_tools(WordListTagger(LABELS))
    plain = annotate(raw(DATED), tools)
    labelled = annotate(raw(DATED), replace(tools, labels=EVERY))
    check(labelled, DATED)
    assert [(entity.label, entity.text, entity.name) for entity in labelled.entities] == [
        ("PER", "Demir", "Demir"),
        ("DATE", "12 Mart 2016'da", "12 Mart 2016"),
        ("LOC", "Ankara'da", "Ankara"),
        ("PER", "Demir", "Demir"),
        ("PERCENT", "yüzde 5", "yüzde 5"),
        ("MONEY", "2 milyar liraya", "2 milyar lira"),
    ]
    assert [entity for entity in labelled.entities if entity.label in ("PER", "LOC")] == list(
        plain.entities
    )
    assert labelled.quotes == plain.quotes != ()


def test_speakers_are_found_even_if_persons_are_not_asked_for() -> None:
    tools = replace(fake_tools(WordListTagger(LABELS)), labels=("DATE",))
    article = annotate(raw(DATED), tools)
    assert [entity.label for entity in article.entities] == ["DATE"]
    assert [quote.speaker_name for quote in article.quotes] == ["Demir"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1))
def test_invariants_hold_with_every_label(words: list[str]) -> None:
    text = " ".join(words)
    source = RawText(source="x", sha256="0" * 64, encoding="utf-8", text=text)
    tools = replace(fake_tools(WordListTagger(LABELS | {"Mart": "PER", "5": "ORG"})), labels=EVERY)
    (result,) = annotate_all([source], tools)
    assert isinstance(result, Article), result
    check(result, text)
