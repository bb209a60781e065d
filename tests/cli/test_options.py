"""The command line names what other modules define, without importing them for help."""

from lavrov_corpus import annotate, exporting, ner
from lavrov_corpus.cli import options


def test_the_command_line_offers_what_there_is() -> None:
    assert [engine.value for engine in options.Engine] == list(ner.ENGINES)
    assert [each.value for each in options.Format] == list(exporting.FORMATS)
    assert [each.value for each in options.Level] == list(exporting.LEVELS)
    formats = [each.value for each in options.TableFormat if each is not options.TableFormat.TABLE]
    assert formats == list(exporting.TABLE_FORMATS)
    assert options.DEFAULT_LABELS == ner.DEFAULT_LABELS
    assert options.DEFAULT_MAX_CHARACTERS == annotate.MAX_CHARACTERS
