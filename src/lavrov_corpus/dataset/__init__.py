"""A corpus as Parquet files with a manifest, for corpora that no one database should hold.

    DIR/manifest.json       which parts make up the corpus, in order; what failed
    DIR/parts/ID.parquet    some hundreds of articles, a row each, with the keys of the record
    DIR/parts/ID.json       how much is in the part, its SHA-256, and what failed

The name of a part is a digest of what went into it, so that it is made once, whoever makes
it, and made again only where its files or the settings changed. A part counts once its
`.json` is there, which is written last; the manifest is written when all parts are.
"""

from lavrov_corpus.dataset.manifest import Dataset, PartRecord
from lavrov_corpus.dataset.parts import write_part

__all__ = ["Dataset", "PartRecord", "write_part"]
