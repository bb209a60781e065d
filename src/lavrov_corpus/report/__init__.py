"""The report: a corpus to look at, as one page that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lavrov_corpus import __version__, queries
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.names import Alias
from lavrov_corpus.report.articles import MOST_BYTES, readable_articles, stored_article
from lavrov_corpus.report.keyness import CONTENT, NOMINAL, Usage, WordCount, divisions, lemmas
from lavrov_corpus.report.naming import Naming
from lavrov_corpus.report.page import embedded_json, page
from lavrov_corpus.report.sums import network, timeline, top_names, top_speakers, totals
from lavrov_corpus.store import ArticleSummary, Overview, Store

__all__ = ["MOST_BYTES", "Report", "make_report"]

MOST_FREQUENT = 30


@dataclass(frozen=True, slots=True)
class Report:
    """A page, how many articles it tells of, and how many of them can be read in it."""

    html: str
    articles: int
    readable: int


def make_report(
    store: Store, where: str = "", *, most: int | None = None, most_bytes: int = MOST_BYTES
) -> Report:
    """Return the report of the articles that fulfil `where`.

    Every sum is over all of them. Their text is in the page if it fits into `most_bytes`;
    else a sample, by the order of their ids (see `Overview.articles_by_id`), of at most
    `most` articles. Raises StoreError where the database cannot be read or `where` is no
    condition, CorpusError where there is no such article.
    """
    with Overview(store, where) as overview:
        summaries = list(overview.summaries())
        if not summaries:
            which = f" that fulfils {where}" if where else ""
            raise CorpusError(f"There is no article{which} in {store.path}.", "corpus status")
        entries = queries.entities(store, where=where)
        naming = Naming(entries, [Alias(*row) for row in store.aliases()])
        texts = overview.articles_by_id()
        readable = list(readable_articles(texts, naming, most=most, most_bytes=most_bytes))
        sums = {
            "version": __version__,
            "where": where,
            "readable": len(readable),
            "totals": totals(summaries),
            "timeline": timeline(summaries),
            "names": top_names(entries),
            "speech": top_speakers(overview, naming),
            "network": network(overview, naming, entries),
            **_words(overview, summaries),
        }
    articles = "[" + ",\n".join(readable) + "]"
    return Report(page(embedded_json(sums), articles), len(summaries), len(readable))


def _words(overview: Overview, summaries: Sequence[ArticleSummary]) -> dict[str, Any]:
    """Return the sums that need the whole of every article: words, repairs, flags."""
    counted, common = WordCount(divisions(summaries)), Usage()
    repairs, flags, engines = Counter[str](), Counter[str](), Counter[str]()
    for article in _loaded(overview):
        counted.add(article["source"], lemmas(article, CONTENT))
        common.add(lemmas(article, NOMINAL))
        repairs.update(article["repairs"])
        flags.update(article["flags"])
        engines[article["provenance"]["engine"]] += 1
    frequent = common.uses.most_common(MOST_FREQUENT)
    return {
        "engines": engines.most_common(),
        "repairs": repairs.most_common(),
        "flags": flags.most_common(),
        "frequent": [(word, uses, common.spread[word]) for word, uses in frequent],
        "contrasts": list(counted.contrasts()),
    }


def _loaded(overview: Overview) -> Iterator[dict[str, Any]]:
    for json in overview.articles_by_id():
        yield stored_article(json)
