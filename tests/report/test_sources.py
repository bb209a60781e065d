from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.annotate import annotate
from lavrov_corpus.document import Article
from lavrov_corpus.loading import decode
from lavrov_corpus.report.sources import raw_text
from tests.fakes import WordListTagger, fake_tools

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TOOLS = fake_tools(WordListTagger({}), lemma=False)


def article_of(path: Path, data: bytes) -> Article:
    path.write_bytes(data)
    return annotate(decode(data, str(path)), TOOLS)


def rebuilt(article: Article, pieces: list[tuple[int, int, str, str]]) -> str:
    parts, done = [], 0
    for start, end, removed, _ in pieces:
        parts += [article.text[done:start], removed]
        done = end
    return "".join(parts) + article.text[done:]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_the_pieces_give_back_the_source(seed: Path, tmp_path: Path) -> None:
    article = article_of(tmp_path / "a.txt", seed.read_bytes())
    pieces = raw_text(article.model_dump())["pieces"]
    assert rebuilt(article, pieces) == seed.read_text(encoding="utf-8")
    assert {repair for *_, repair in pieces} >= {"wrapped_lines"}


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_text_is_given_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    article = article_of(path, f"Haber: {text}\nsonu.".encode())
    found = raw_text(article.model_dump())
    raw = decode(path.read_bytes(), str(path)).text
    assert found.get("text", raw) == raw
    if "pieces" in found:
        assert rebuilt(article, found["pieces"]) == raw


def test_a_source_that_is_gone_or_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    article = article_of(path, b"Bakan geldi.").model_dump()
    path.write_text("Bakan gitti.", encoding="utf-8")
    assert raw_text(article) == {"missing": "changed"}
    path.unlink()
    assert raw_text(article) == {"missing": "gone"}
    assert raw_text({**article, "source": "-"}) == {"missing": "gone"}
    assert raw_text({**article, "source": "a\\u0000b"})["missing"] in {"gone", "unreadable"}


def test_a_text_of_another_version_is_shown_whole(tmp_path: Path) -> None:
    article = article_of(tmp_path / "a.txt", b"Bakan geldi.")
    other = article.model_dump() | {"text": "Bakan  geldi."}
    assert raw_text(other) == {"text": "Bakan geldi."}
