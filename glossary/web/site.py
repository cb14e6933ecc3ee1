"""Where in a Datasette our pages live: the database that is a glossary, addresses below base_url, rendered answers.

Comes in: Datasette and a request. Goes out: a Site to read and to render with. Works with Datasette 0.65 and 1.0; what
differs between them is here and nowhere else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote
from weakref import WeakKeyDictionary, WeakSet

from datasette import Forbidden, NotFound, Response
from markupsafe import Markup

from glossary.tables import SCHEMA_VERSION
from glossary.web.atlas import Spot, draw
from glossary.web.tiles import TileSource, read_tile_source

PLUGIN = "glossary"  # as metadata.yml calls us where it sets something
DISTRIBUTION = "sinoglossary"  # Datasette serves a plugin's static files under the name of its distribution
USUAL_NAME = "glossary"  # the stem of the file; metadata.yml speaks of it
OUR_TABLES = frozenset(
    {"concepts", "designations", "mentions", "documents", "concepts_fts", "beginnings", "retired", "stats"}
)
# Our pages hold no inline script and no inline style, and ask no other host for anything but the tiles an owner chose.
STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
TILE_REFERRER = "strict-origin-when-cross-origin"  # servers of tiles want to know which site asks
# Datasette's own pages carry inline scripts and styles; they too stay on this host.
DATASETTE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)
Result = TypeVar("Result")
Edition = tuple[str, int, int] | None  # path, time and size of a file
Route = tuple[str, Callable[..., Any]]  # a pattern of addresses, and what answers there
# Databases found to be glossaries; what is one stays one while Datasette has it open.
_found: WeakSet[Any] = WeakSet()
# By Datasette: the edition of its glossary, and what readers read from all of it.
_kept: WeakKeyDictionary[Any, tuple[Edition, dict[Callable[..., Any], Any]]] = WeakKeyDictionary()


def is_glossary(connection: sqlite3.Connection) -> bool:
    """Whether a connection leads to a glossary of this release; False for any other database, however broken."""
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError:
        return False
    return version == SCHEMA_VERSION and names >= OUR_TABLES


@dataclass(frozen=True)
class Site:
    """One glossary in one Datasette."""

    datasette: Any
    database: Any

    @property
    def name(self) -> str:
        return str(self.database.name)

    @property
    def edition(self) -> Edition:
        """What changes when the file does; None for a database in memory."""
        if self.database.path is None:
            return None
        stat = Path(self.database.path).stat()
        return str(self.database.path), stat.st_mtime_ns, stat.st_size

    async def read(self, reader: Callable[[sqlite3.Connection], Result]) -> Result:
        """What a function reads from the database, in one of Datasette's threads."""
        result: Result = await self.database.execute_fn(reader)
        return result

    async def read_once(self, reader: Callable[[sqlite3.Connection], Result]) -> Result:
        """What a reader reads from the whole database: from memory while the file has not changed."""
        edition = self.edition
        kept_edition, kept = _kept.setdefault(self.datasette, (edition, {}))
        if edition is None or kept_edition != edition:
            kept = {}
            _kept[self.datasette] = edition, kept
        if reader not in kept:
            kept[reader] = await self.read(reader)
        result: Result = kept[reader]
        return result

    def url(self, *parts: str | int) -> str:
        """The address of one of our pages, each part quoted: url("term", "keqiao") is /term/keqiao below base_url."""
        return str(self.datasette.urls.path("/" + "/".join(quote(str(part), safe="") for part in parts)))

    @property
    def database_url(self) -> str:
        return str(self.datasette.urls.database(self.name))

    def table_url(self, table: str) -> str:
        return str(self.datasette.urls.table(self.name, table))

    def static_url(self, name: str) -> str:
        return str(self.datasette.urls.static_plugins(DISTRIBUTION, name))

    def absolute_url(self, request: Any, path: str) -> str:  # noqa: ANN401
        return str(self.datasette.absolute_url(request, path))

    @property
    def tiles(self) -> TileSource | None:
        """The server of map tiles that the owner of the site chose; GlossaryError where it cannot be used."""
        return read_tile_source((self.datasette.plugin_config(PLUGIN) or {}).get("tiles"))

    async def map(self, spots: Iterable[Spot], label: str) -> Markup:
        """A map of some places as SVG."""
        context = {"site": self, "atlas": draw(spots, self.tiles), "label": label}
        return Markup(await self.datasette.render_template("glossary/_map.html", context))

    async def page(
        self,
        request: Any,  # noqa: ANN401
        template: str,
        context: Mapping[str, Any],
        *,
        status: int = 200,
        has_map: bool = False,
    ) -> Response:
        """One of our templates as an answer, under the strict policy."""
        html = await self.datasette.render_template(
            f"glossary/{template}", {**await self.variables(), **context}, request=request
        )
        headers = {"content-security-policy": STRICT_POLICY}
        if has_map and (tiles := self.tiles):
            policy = STRICT_POLICY.replace("img-src 'self'", f"img-src 'self' {tiles.origin}")
            headers = {"content-security-policy": policy, "referrer-policy": TILE_REFERRER}
        return Response.html(html, status=status, headers=headers)

    async def variables(self) -> dict[str, Any]:
        """What every template of ours needs."""
        return {"site": self, "about": await instance_metadata(self.datasette)}


async def instance_metadata(datasette: Any) -> dict[str, Any]:  # noqa: ANN401
    """Title, licence and source as metadata.yml has them, for Datasette 0.65 and 1.0 alike."""
    if hasattr(datasette, "get_instance_metadata"):
        return dict(await datasette.get_instance_metadata())
    return dict(datasette.metadata() or {})


async def find_site(datasette: Any) -> Site | None:  # noqa: ANN401
    """The glossary that a Datasette serves, the one called "glossary" first; None where there is none."""
    for database in sorted(datasette.databases.values(), key=lambda each: str(each.name) != USUAL_NAME):
        if database in _found or (database.name != "_internal" and await database.execute_fn(is_glossary)):
            _found.add(database)
            return Site(datasette, database)
    return None


def is_known_glossary(datasette: Any, name: str | None) -> bool:  # noqa: ANN401
    """Whether a database has been found to be a glossary, for hooks that cannot wait."""
    return name in datasette.databases and datasette.databases[name] in _found


async def may_see(site: Site, actor: Any) -> bool:  # noqa: ANN401
    """Whether someone may see the database, by the rules of Datasette 0.65 or 1.0."""
    if hasattr(site.datasette, "permission_allowed"):
        wanted = [("view-database", site.name), "view-instance"]
        visible, _ = await site.datasette.check_visibility(actor, permissions=wanted)
        return bool(visible)
    from datasette.resources import DatabaseResource

    resource = DatabaseResource(site.name)
    return bool(await site.datasette.allowed(action="view-database", resource=resource, actor=actor))


async def need_site(datasette: Any, request: Any) -> Site:  # noqa: ANN401
    """The glossary of a Datasette for someone who may see it; NotFound or Forbidden otherwise."""
    site = await find_site(datasette)
    if site is None:
        raise NotFound("There is no glossary here")
    if not await may_see(site, request.actor):
        raise Forbidden("The glossary is not for everyone here")
    return site
