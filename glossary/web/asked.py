"""What a request asks for, read strictly: what cannot be meant is a 400, never an error of ours.

Comes in: Datasette's request. Goes out: plain values.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import BadRequest

LONGEST_QUERY = 200  # characters; the longest designation has fewer
LAST_PAGE = 10_000
LARGEST_BODY = 1_000_000  # bytes


def clean(text: str) -> str:
    """A text as it is looked up: NFC, single spaces, no control characters; BadRequest where it is too long.

    >>> clean("  ke\\x00\\tqiao ")
    'ke qiao'
    """
    if len(text) > LONGEST_QUERY:
        raise BadRequest(f"A query has at most {LONGEST_QUERY} characters")
    seen = (ch for ch in text if ch.isspace() or not unicodedata.category(ch).startswith("C"))
    kept = "".join(" " if ch.isspace() else ch for ch in seen)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def asked_query(request: Any, name: str = "q") -> str:  # noqa: ANN401
    return clean(request.args.get(name) or "")


def asked_page(request: Any) -> int:  # noqa: ANN401
    """The page of a list, from 1."""
    text = request.args.get("page") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= LAST_PAGE and len(text) < 6):
        raise BadRequest("No such page")
    return int(text)


def asked_choice(request: Any, name: str, choices: Collection[str]) -> str:  # noqa: ANN401
    """One of a closed list of words, "" where nothing is asked."""
    text = str(request.args.get(name) or "")
    if text and text not in choices:
        raise BadRequest(f"{name} is one of {', '.join(choices)}")
    return text


def asked_name(request: Any, name: str) -> str:  # noqa: ANN401
    """A part of the address, unquoted."""
    try:
        return clean(unquote(request.url_vars[name], errors="strict"))
    except UnicodeDecodeError:
        raise BadRequest("The address is not UTF-8") from None


async def read_body(request: Any) -> str:  # noqa: ANN401
    """The body of a request as text; BadRequest where it is too large or not UTF-8."""
    body = b""
    more = True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":
            raise BadRequest("The request broke off")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_BODY:
            raise BadRequest(f"A body has at most {LARGEST_BODY} bytes")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise BadRequest("The body is not UTF-8") from None
