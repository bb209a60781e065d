"""One HTML page out of its parts, in which data can never become markup or a program."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

#: The parts of D3 that the charts use, each after those that it needs.
D3_MODULES = (
    *("selection", "dispatch", "timer", "quadtree", "force", "array", "color", "format"),
    *("interpolate", "time", "time-format", "scale", "axis"),
)
SCRIPTS = ("text", "page", "charts", "network", "reader", "search", "main")

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def embedded_json(value: Any) -> str:
    """Return the value as one line of JSON that may stand in a `<script>` of HTML.

    Without `<` there is neither an end tag nor a comment in it.
    """
    text = _ENCODER.encode(value).replace("<", "\\u003c")
    return _LONE_SURROGATE.sub("\ufffd", text)


def page(overview: str, articles: str) -> str:
    """Return the page of two values that `embedded_json` gave.

    Its Content-Security-Policy allows just its own program and style, named by their
    hashes, no request of any kind, and no text to be parsed as HTML.
    """
    style, script = _asset("style.css"), _script()
    parts = {
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "overview": overview,
        "articles": articles,
        "strings": embedded_json(json.loads(_asset("strings.json"))),
    }
    return _PLACE.sub(lambda place: parts[place[1]], _asset("page.html"))


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{_digest(script)}'",
            f"style-src 'sha256-{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


@cache
def _script() -> str:
    libraries = [_asset(f"d3/d3-{name}.min.js") for name in D3_MODULES]
    own = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    licence = f"/*\n{_asset('d3/LICENSE')}*/"
    return "\n".join((licence, *libraries, f'(() => {{\n"use strict";\n{own}}})();\n'))


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
