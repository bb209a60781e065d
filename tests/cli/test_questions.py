import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.run import corpus, has_two_line_error

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    shutil.copytree(SEEDS, folder / "seeds")
    assert corpus("ingest", "seeds", "--no-lemma", cwd=folder).code == 0
    return folder


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_all_direct_quotations_of_the_seeds(folder: Path) -> None:
    found = lines(corpus("quotes", "--kind", "direct", cwd=folder).out)
    speakers = [row["speaker_name"] for row in found]
    assert {name: speakers.count(name) for name in speakers} == {
        "Sergey Lavrov": 9,
        "Jean-Marc Ayrault": 1,
        "Donald Trump": 1,
    }


def test_what_somebody_said_about_something(folder: Path) -> None:
    done = corpus("quotes", "--speaker", "TRUMP", "--about", "suriye", cwd=folder)
    assert [row["text"] for row in lines(done.out)] == ["Suriye'de güvenli bölgeler oluşturacağım"]
    assert corpus("quotes", "--speaker", "rump", cwd=folder).out == ""


def test_quotations_as_csv_and_as_a_table(folder: Path) -> None:
    command = ("quotes", "--speaker", "Ayrault", "--kind", "direct", "--format")
    (row,) = csv.DictReader(io.StringIO(corpus(*command, "csv", cwd=folder).out))
    assert (row["speaker"], row["implicit"]) == ("Ayrault", "false")
    assert "Jean-Marc" in corpus(*command, "table", cwd=folder).out


def test_one_row_for_each_person(folder: Path) -> None:
    found = lines(corpus("entities", "--label", "PER", cwd=folder).out)
    assert [(row["canonical"], row["articles"]) for row in found] == [
        ("Sergey Lavrov", 2),
        ("Donald Trump", 1),
        ("Vladimir Putin", 2),
        ("Jean-Marc Ayrault", 1),
        ("Osman Muhammed Saleh", 1),
        ("Recep Tayyip Erdoğan", 1),
    ]


def test_why_mentions_were_joined(folder: Path) -> None:
    found = lines(corpus("entities", "--explain", "Putin", cwd=folder).out)
    assert [(row["variant"], row["reason"]) for row in found] == [
        ("Putin", "stands for Vladimir Putin in its article"),
        ("Vladimir Putin", "the name itself"),
    ]


def test_aliases_are_kept_when_articles_are_annotated_again(folder: Path) -> None:
    database = folder / "aliases.db"
    shutil.copy(folder / "data/corpus.db", database)
    aliases = "label,name,canonical\nPER,Lavrov,S. Lavrov\nPER,Sergey Lavrov,S. Lavrov\nLOC,ABD,\n"
    (folder / "aliases.csv").write_text(aliases, encoding="utf-8")
    first = corpus("entities", "--aliases", "aliases.csv", "--db", database, cwd=folder)
    assert lines(first.out)[0]["canonical"] == "S. Lavrov"
    assert "ABD" not in [row["canonical"] for row in lines(first.out)]
    corpus("ingest", "seeds", "--no-lemma", "--force", "--db", database, cwd=folder)
    assert corpus("entities", "--db", database, cwd=folder).out == first.out


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n", "the first line is not label,name,canonical,article"),
        ("label,name,canonical\nPER,,x\n", "line 2: not label,name,canonical"),
    ],
)
def test_aliases_that_are_none(folder: Path, text: str, reason: str) -> None:
    (folder / "bad.csv").write_text(text, encoding="utf-8")
    done = corpus("entities", "--aliases", "bad.csv", cwd=folder)
    assert done.code == 1
    assert reason in done.err
    assert has_two_line_error(done)


def test_conditions_on_articles(folder: Path) -> None:
    where = 'source~"002_" and quotes>3'
    assert {row["source"] for row in lines(corpus("quotes", "--where", where, cwd=folder).out)} == {
        "seeds/002_91c697a00650c0c1.txt"
    }
    assert len(corpus("export", "--where", where, cwd=folder).out.splitlines()) == 1
    wrong = corpus("export", "--where", "sourze=x", cwd=folder)
    assert wrong.code == 1
    assert "source" in wrong.err
    assert has_two_line_error(wrong)
