import pickle

from lavrov_corpus.document import Article, Entity, Paragraph, Quotation, Sentence, Token

SPAN = ["start", "end", "raw_start", "raw_end"]


def test_the_keys_of_the_contract() -> None:
    assert list(Article.model_fields) == [
        "schema_version",
        "id",
        "source",
        "sha256",
        "encoding",
        "title",
        "agency",
        "place",
        "author",
        "date",
        "metadata",
        "text",
        "paragraphs",
        "sentences",
        "tokens",
        "entities",
        "quotes",
        "repairs",
        "flags",
        "quality",
        "provenance",
    ]
    assert list(Paragraph.model_fields) == [*SPAN, "kind"]
    assert list(Sentence.model_fields) == [*SPAN, "paragraph"]
    assert list(Token.model_fields) == ["start", "end", "sentence", "lemma", "pos"]
    entity = [*SPAN, "sentence", "label", "text", "name", "canonical", "score"]
    assert list(Entity.model_fields) == entity
    assert list(Quotation.model_fields) == [
        *SPAN,
        "kind",
        "text",
        "speaker",
        "speaker_name",
        "cue",
        "implicit",
        "partial",
        "score",
    ]


def test_every_key_is_required_and_no_other_is_let_in() -> None:
    schema = Article.model_json_schema()
    for definition in (schema, *schema["$defs"].values()):
        assert definition["required"] == list(definition["properties"])
        assert definition["additionalProperties"] is False


def test_a_record_that_was_made_unchecked_is_as_good_as_a_checked_one() -> None:
    values = {"start": 1, "end": 2, "sentence": 3, "lemma": "gel", "pos": "VERB"}
    made, checked = Token.made(**values), Token.model_validate(values)
    assert made == checked
    assert pickle.loads(pickle.dumps(made)) == checked  # as workers hand it on
    assert made.model_copy(update={"pos": "NOUN"}).pos == "NOUN"
    assert made.model_fields_set == checked.model_fields_set
