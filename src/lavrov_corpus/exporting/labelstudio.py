"""Tasks of Label Studio: a JSON array, one article a line, with what was found as prediction.

https://labelstud.io/guide/predictions. Offsets are code points of the clean text there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lavrov_corpus.exporting.records import Record, Source, encode, rendered


def chunks(articles: Iterable[Source]) -> Iterator[str]:
    """Yield the array piece by piece, as the articles come."""
    opening = "[\n"
    for article in articles:
        yield opening + rendered(article, lambda loaded: encode(_task(loaded)))
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def _task(article: Record) -> Record:
    known = {key: value for key, value in article.items() if isinstance(value, str)}
    provenance = article["provenance"]
    results = [
        _region("label", f"e{i}", e, e["canonical"]) for i, e in _numbered(article, "entities")
    ]
    results += [
        _region("quote", f"q{i}", q, q["speaker_name"]) for i, q in _numbered(article, "quotes")
    ]
    return {
        "data": {"article": known.pop("id")} | known,
        "predictions": [
            {
                "model_version": f"{provenance['engine']} {provenance['version']}",
                "result": results,
            }
        ],
    }


def _numbered(article: Record, spans: str) -> Iterator[tuple[int, Record]]:
    return enumerate(article[spans])


def _region(control: str, name: str, span: Record, note: str) -> Record:
    """Return a span as a region; its note is shown beside it."""
    label = span["label" if control == "label" else "kind"]
    region = {
        "id": name,
        "from_name": control,
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": span["start"],
            "end": span["end"],
            "text": span["text"],
            "labels": [label],
        },
    }
    if note:
        region["meta"] = {"text": [note]}
    if "score" in span:
        region["score"] = span["score"]
    return region
