from lavrov_corpus.names import Alias, NameRecord, merge_names
from lavrov_corpus.report.naming import Naming
from lavrov_corpus.report.sums import timeline
from lavrov_corpus.store import ArticleSummary


def bars(*dates: str) -> tuple[str, int, tuple[str, int], tuple[str, int]]:
    summaries = [ArticleSummary(str(i), d, "", 1, 1, 1, 0, 0) for i, d in enumerate(dates)]
    found = timeline(summaries)
    return found["unit"], len(found["bars"]), found["bars"][0], found["bars"][-1]


def test_days_months_and_years() -> None:
    assert bars("2016-02-28", "2016-03-01", "") == ("day", 3, ("2016-02-28", 1), ("2016-03-01", 1))
    assert bars("2015-11-30", "2016-11-01", "2016-11-02") == (
        *("month", 13),
        *(("2015-11", 1), ("2016-11", 2)),
    )
    assert bars("1999-01-01", "2016-11-01") == ("year", 18, ("1999", 1), ("2016", 1))


def test_mentions_belong_to_the_entries_of_the_corpus() -> None:
    rows = [
        NameRecord("1", "", "PER", "Lavrov", "Lavrov"),
        NameRecord("2", "", "PER", "Sergey Lavrov", "Sergey Lavrov"),
        NameRecord("2", "", "LOC", "ABD", "ABD"),
        NameRecord("3", "", "LOC", "ABD", "ABD"),
        NameRecord("3", "", "ORG", "el-Cezire", "el-Cezire"),
        NameRecord("4", "", "ORG", "Cezire", "Cezire"),
        NameRecord("5", "", "LOC", "Amerika", "Amerika"),
    ]
    aliases = [Alias("LOC", "ABD", "", "3"), Alias("LOC", "Amerika", "ABD")]
    entries = merge_names(rows, aliases)
    naming = Naming(entries, aliases)
    found = {row: naming.name(row.article, row.label, row.name, row.canonical) for row in rows}
    assert list(found.values()) == [
        *("Sergey Lavrov", "Sergey Lavrov", "ABD", "", "el-Cezire", "el-Cezire", "ABD")
    ]
    for entry in entries:
        counted = sum(row.mentions for row, name in found.items() if name == entry.canonical)
        assert counted == entry.mentions


def test_a_speaker_is_a_person_before_all_else() -> None:
    rows = [
        NameRecord("1", "", "PER", "Sergey Lavrov", "Sergey Lavrov"),
        NameRecord("1", "", "ORG", "Kremlin", "Kremlin"),
    ]
    naming = Naming(merge_names(rows))
    assert naming.speaker("2", "Lavrov") == "Sergey Lavrov"
    assert naming.speaker("2", "kremlin") == "Kremlin"
    assert naming.speaker("2", "kadın") == "kadın"
