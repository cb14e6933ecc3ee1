"""The headers that keep a page on its own host, put on every HTML answer of a Datasette that serves a glossary.

Comes in: an ASGI application. Goes out: the same with headers. Our own pages bring the strict policy with them;
Datasette's pages about the glossary get the one they can work under; other databases are left alone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from glossary.web.site import DATASETTE_POLICY, Site, find_site

Asgi = Callable[..., Awaitable[None]]
_POLICY = b"content-security-policy"


def _path(site: Site, scope: dict[str, Any]) -> str:
    """The address below base_url."""
    base, path = str(site.datasette.setting("base_url")), str(scope["path"])
    return "/" + path[len(base) :] if path.startswith(base) else path


def _headers(path: str, name: str, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers to add to an answer."""
    said = {key.lower(): value for key, value in headers}
    added = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
    if said.get(b"content-type", b"").startswith(b"text/html") and f"{path}/".startswith(f"/{name}/"):
        added.append((_POLICY, DATASETTE_POLICY.encode()))
    return [pair for pair in added if pair[0] not in said]


def guarded(datasette: Any) -> Callable[[Asgi], Asgi]:  # noqa: ANN401
    """A wrapper for Datasette's application that adds the headers where there is a glossary."""

    def wrap(app: Asgi) -> Asgi:
        async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401
            site = await find_site(datasette) if scope["type"] == "http" else None
            if site is None:
                await app(scope, receive, send)
                return
            path, name = _path(site, scope), str(site.database.route or site.name)

            async def send_with_headers(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start":
                    headers = list(event.get("headers", []))
                    event = {**event, "headers": [*headers, *_headers(path, name, headers)]}
                await send(event)

            await app(scope, receive, send_with_headers)

        return answer

    return wrap
