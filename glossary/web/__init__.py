"""The Datasette plugin: our pages, the search behind Datasette's own boxes, cells that know what they show.

Datasette stays what it is; a database that is no glossary is left alone. The hooks are here, the work is in the
modules beside: site (where we are), pages and desk (what is asked and answered), reconcile_api (for OpenRefine).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils import StartupError
from markupsafe import Markup
from pluggy import HookimplMarker

from glossary.index import match_expression
from glossary.tables import GlossaryError
from glossary.web import desk, pages, reconcile_api
from glossary.web.policy import guarded
from glossary.web.refusal import refusing
from glossary.web.site import DISTRIBUTION, PLUGIN, Route, find_site, is_glossary, is_known_glossary
from glossary.web.tiles import read_tile_source

hookimpl = HookimplMarker("datasette")  # what datasette.hookimpl is, with its types

Asgi = Callable[..., Awaitable[None]]
LANGUAGES = {"zh": "zh-Hans", "zh_hant": "zh-Hant", "pinyin": "zh-Latn-pinyin"}  # of columns that are not English
MARKED = ("role", "issue", "status")  # columns whose words have a colour
OUR_PAGES = (
    ("Search", "search"), ("Wrong renderings", "wrong"), ("Open names", "open"), ("By Chinese form", "renderings"),
    ("Subject fields", "fields"), ("Documents", "documents"), ("Places", "places"), ("Overview", "overview"),
)  # fmt: skip


# Last, so that it also wins over Datasette's own function of that name, which its search SQL calls.
@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let the search boxes of a glossary's tables understand characters and pinyin in any dress."""
    if is_glossary(conn):
        conn.create_function("escape_fts", 1, match_expression)


@hookimpl
def startup(datasette: Any) -> None:  # noqa: ANN401
    """Say at once where a setting of ours cannot be used."""
    try:
        read_tile_source((datasette.plugin_config(PLUGIN) or {}).get("tiles"))
    except GlossaryError as error:
        raise StartupError(str(error)) from None


@hookimpl
def register_routes(datasette: Any) -> list[Route]:  # noqa: ANN401
    """Our addresses, without those that would hide a database of the same name."""
    routes = [refusing(route) for route in (*pages.ROUTES, *desk.ROUTES, *reconcile_api.ROUTES)]
    taken = re.compile("|".join(rf"\^/{re.escape(name)}(?![a-z])" for name in datasette.databases))
    return [(pattern, view) for pattern, view in routes if not (datasette.databases and taken.match(pattern))]


@hookimpl
def extra_template_vars(datasette: Any) -> Callable[[], Awaitable[dict[str, Any]]]:  # noqa: ANN401
    """The search box for Datasette's own pages, the list of pages for ours."""

    async def variables() -> dict[str, Any]:
        site = await find_site(datasette)
        if site is None:
            return {}
        return {
            "glossary_search": site.url("search"),
            "glossary_pages": [(label, site.url(page)) for label, page in OUR_PAGES],
        }

    return variables


@hookimpl
def extra_css_urls(datasette: Any, database: str | None) -> list[str]:  # noqa: ANN401
    """A little style for the tables of a glossary."""
    path = datasette.urls.static_plugins(DISTRIBUTION, "tables.css")
    return [path] if is_known_glossary(datasette, database) else []


@hookimpl
def menu_links(datasette: Any) -> Callable[[], Awaitable[list[dict[str, str]]]]:  # noqa: ANN401
    async def links() -> list[dict[str, str]]:
        site = await find_site(datasette)
        return [{"href": site.url(page), "label": label} for label, page in OUR_PAGES] if site else []

    return links


@hookimpl
def render_cell(value: object, column: str, database: str | None, datasette: Any) -> Markup | None:  # noqa: ANN401
    """Cells of a glossary: Chinese and pinyin say so to browsers, a slug leads to its page, roles have colours."""
    if not isinstance(value, str) or not value or not is_known_glossary(datasette, database):
        return None
    if column in LANGUAGES:
        return Markup('<span lang="{}" class="g-{}">{}</span>').format(LANGUAGES[column], column, value)
    if column in MARKED:
        return Markup('<span class="g-mark g-{}">{}</span>').format(value, value)
    if column == "slug":
        return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"/term/{value}"), value)
    return None


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Asgi], Asgi]:  # noqa: ANN401
    return guarded(datasette)


@hookimpl(optionalhook=True)
def skip_csrf(datasette: Any, scope: dict[str, Any]) -> bool:  # noqa: ANN401
    """OpenRefine posts its queries from elsewhere, and they change nothing. Datasette 1.0 needs no such word."""
    base = str(datasette.setting("base_url"))
    return str(scope["path"]).removeprefix(base).strip("/") == "reconcile"
