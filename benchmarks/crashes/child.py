"""What is killed and is no command of its own: a migration, and a download from this machine."""

from __future__ import annotations

import hashlib
import http.server
import json
import random
import sys
import threading
import time
from pathlib import Path

from lavrov_corpus.ner.stanza_models import Source, download_models
from lavrov_corpus.store import Store, database
from lavrov_corpus.store.schema import MIGRATIONS, VERSION

# Slow enough to be killed in the middle: every article is written anew, and an index made.
LATER = (
    (
        "ALTER TABLE article ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        "UPDATE article SET note = (SELECT json FROM document WHERE article = number)",
        "CREATE INDEX article_note ON article (note)",
    ),
    ("UPDATE article SET note = note || note",),
)
MODEL_BYTES = 300_000
KINDS = ("mwt", "ner", "pretrain", "tokenize")


def migrate(path: Path) -> None:
    """Open a database as a program does whose schema has two steps more."""
    database.MIGRATIONS = (*MIGRATIONS, *LATER)  # type: ignore[misc,assignment]
    database.VERSION = VERSION + len(LATER)  # type: ignore[misc]
    Store.open(path).close()


class SlowModels(http.server.BaseHTTPRequestHandler):
    """Serves models of random bytes, and the catalogue that names their MD5, in small steps."""

    def do_GET(self) -> None:
        """Send the model or the catalogue that is asked for."""
        kind = self.path.split("/")[-2]
        content = model(kind) if kind in KINDS else catalogue()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        for first in range(0, len(content), 50_000):
            self.wfile.write(content[first : first + 50_000])
            time.sleep(0.01)

    def log_message(self, *_: object) -> None:
        """Write nothing."""


def model(kind: str) -> bytes:
    return random.Random(kind).randbytes(MODEL_BYTES)


def catalogue() -> bytes:
    processors = {"tokenize": "made", "mwt": "made", "ner": "made"}
    turkish: dict[str, object] = {
        "lang_name": "Turkish",
        "default_processors": processors,
        "packages": {"default": processors},
    }
    for kind in KINDS:
        needs = [{"model": "pretrain", "package": "made"}] if kind == "ner" else []
        md5 = hashlib.md5(model(kind), usedforsecurity=False).hexdigest()
        turkish[kind] = {"made": {"md5": md5, "dependencies": needs}}
    url = "http://127.0.0.1:9/{lang}/{resources_version}/{filename}"
    return json.dumps({"tr": turkish, "url": url}).encode()


def download(folder: Path) -> None:
    """Download models from a server in this process."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), SlowModels) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}"
        source = Source(f"{root}/catalogue", root + "/{lang}/{filename}")
        download_models(folder, source=source)
        server.shutdown()


if __name__ == "__main__":
    {"migrate": migrate, "download": download}[sys.argv[1]](Path(sys.argv[2]))
