"""The pages for looking things up: search, suggestions, entries, documents, the map.

Comes in: a request. Goes out: a rendered answer. Each handler is: what is asked, one read, one page.
"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from datasette import NotFound, Response
from datasette.views.index import IndexView

from glossary.records import Kind
from glossary.search import Answer, Found, ranked_ids, read_answer, suggest
from glossary.tables import WRONG_ROLES
from glossary.web.asked import asked_choice, asked_name, asked_page, asked_query
from glossary.web.atlas import Spot
from glossary.web.document import read_document, read_headings
from glossary.web.entry import Concept, EntryPage, find_slug, read_entry
from glossary.web.front import front_of
from glossary.web.marks import highlighted
from glossary.web.neighbours import Neighbour
from glossary.web.site import Route, Site, find_site, may_see, need_site

RESULTS = 20  # entries on a page of results
MOST_RESULTS = 500  # entries a search ranks
MOST_SUGGESTIONS = 8
MOST_NAMES = 6  # renderings shown of one result
KINDS = tuple(str(kind) for kind in Kind)


@dataclass(frozen=True, slots=True)
class Result:
    """An entry in a list of results, with the renderings worth showing."""

    answer: Answer
    verdict: str  # "" where nothing has to be said
    names: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Results:
    results: tuple[Result, ...]
    kinds: dict[str, int]  # of all that was found
    total: int
    meant: tuple[str, ...]


def _result(answer: Answer, query: str) -> Result:
    """A result with the rendering that was met first, then those that texts use."""
    english = [name for name in answer.designations if name.lang == "en" and name.text != answer.english]
    asked = query.casefold()
    fitting = sorted(english, key=lambda name: (name is not answer.met, asked not in name.text.casefold(), -name.uses))
    names = tuple(name for name in fitting if name.uses or asked in name.text.casefold())[:MOST_NAMES]
    is_wrong = answer.met is not None and answer.met.role in WRONG_ROLES
    return Result(answer, answer.verdict() if is_wrong or not answer.zh else "", names)


def read_results(db: sqlite3.Connection, query: str, kind: str = "", page: int = 1) -> Results:
    """A page of what a query finds, the best first; what may be meant where it finds nothing."""
    numbers = ranked_ids(db, query, MOST_RESULTS) if query else []
    marks = ", ".join("?" * len(numbers))
    kind_of = dict(db.execute(f"SELECT id, kind FROM concepts WHERE id IN ({marks})", numbers).fetchall())
    kinds: dict[str, int] = {}
    for number in numbers:
        kinds[kind_of[number]] = kinds.get(kind_of[number], 0) + 1
    shown = [number for number in numbers if not kind or kind_of[number] == kind]
    here = shown[(page - 1) * RESULTS : page * RESULTS]
    results = tuple(_result(read_answer(db, number, query), query) for number in here)
    meant = tuple(suggest(db, query)) if query and not numbers else ()
    return Results(results, kinds, len(shown), meant)


def read_suggestions(db: sqlite3.Connection, query: str) -> list[dict[str, str]]:
    """What a query may become, as it is typed."""
    numbers = ranked_ids(db, query, MOST_SUGGESTIONS, is_typing=True) if query else []
    marks = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT id, slug, zh, pinyin, english, kind FROM concepts WHERE id IN ({marks})", numbers)
    found = {row[0]: dict(zip(("slug", "zh", "pinyin", "english", "kind"), row[1:], strict=True)) for row in rows}
    return [found[number] for number in numbers]


async def search(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/search?q=: ranked results, or one page of them."""
    site = await need_site(datasette, request)
    query, kind, page = asked_query(request), asked_choice(request, "kind", KINDS), asked_page(request)
    found = await site.read(partial(read_results, query=query, kind=kind, page=page))
    if request.url_vars.get("format"):
        rows = [asdict(result.answer) | {"verdict": result.answer.verdict()} for result in found.results]
        return Response.json({"query": query, "total": found.total, "results": rows, "did_you_mean": found.meant})
    context = {
        "query": query, "kind": kind, "found": found, "page": page, "more": page * RESULTS < found.total,
        "mark": partial(highlighted, query=query),
    }  # fmt: skip
    return await site.page(request, "search.html", context)


async def suggestions(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/search/suggest?q=: a few entries for the box, as JSON."""
    site = await need_site(datasette, request)
    found = await site.read(partial(read_suggestions, query=asked_query(request)))
    return Response.json([row | {"url": site.url("term", row["slug"])} for row in found])


def _spots(entry: EntryPage) -> list[Spot]:
    """The places an entry shows on its map: itself or its nearest parent with a coordinate, and what lies in it."""
    here: list[Concept | Neighbour] = [entry.concept, *entry.parents]
    shown = [*[each for each in here if each.latitude is not None][:1], *entry.children]
    return [
        Spot(each.slug, each.zh, each.english, each.latitude, each.longitude, each.uses, each.uses)
        for each in shown
        if each.latitude is not None and each.longitude is not None
    ]


def _judgement(entry: EntryPage) -> str:
    """The row of judgements.csv that someone who knows better fills in."""
    wrong = next((name.text for name in entry.found_names if name.uses), entry.concept.english)
    cells = [wrong, entry.concept.slug, "chinese", entry.concept.zh, "", "", ""]
    return ",".join('"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell for cell in cells)


async def term(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/term/<slug>: the entry; any other name of it leads there."""
    site = await need_site(datasette, request)
    asked, is_json = asked_name(request, "slug"), bool(request.url_vars.get("format"))
    entry = await site.read(partial(read_entry, slug=asked))
    if entry is None:
        slug = await site.read(partial(find_slug, asked=asked))
        if slug is None:
            return await _not_found(site, request, asked)
        return Response.redirect(site.url("term", f"{slug}.json" if is_json else slug))
    if is_json:
        return Response.json(asdict(entry), headers={"access-control-allow-origin": "*"})
    spots = _spots(entry)
    context = {
        "entry": entry, "concept": entry.concept, "judgement": _judgement(entry),
        "map": await site.map(spots, "Where it is") if spots else "",
        "address": site.absolute_url(request, site.url("term", entry.concept.slug)),
    }  # fmt: skip
    return await site.page(request, "entry.html", context, has_map=bool(spots))


async def _not_found(site: Site, request: Any, asked: str) -> Response:  # noqa: ANN401
    """A 404 that says what may be meant."""
    found = await site.read(partial(read_results, query=asked))
    context = {
        "query": asked, "kind": "", "found": found, "page": 1, "more": False, "mark": partial(highlighted, query=asked),
    }  # fmt: skip
    return await site.page(request, "search.html", context, status=404)


async def document(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/document/<id>: a text with its mentions marked."""
    site = await need_site(datasette, request)
    shown = await site.read(partial(read_document, number=int(request.url_vars["id"]), url=site.url))
    if shown is None:
        raise NotFound("There is no such document")
    return await site.page(request, "document.html", {"document": shown})


async def documents(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/documents: all texts."""
    site = await need_site(datasette, request)
    return await site.page(request, "documents.html", {"documents": await site.read_once(read_headings)})


async def home(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/: our home page; Datasette's own where there is no glossary to be seen."""
    site = await find_site(datasette)
    if site is None or not await may_see(site, request.actor):
        return await IndexView(datasette).dispatch_request(request)
    front, drawn = await front_of(site)
    can_download = not site.database.is_mutable and site.datasette.setting("allow_download")
    context = {
        "front": front, "map": drawn, "download": f"{site.database_url}.db" if can_download else "",
        "others": [name for name in datasette.databases if name != site.name and not name.startswith("_")],
    }  # fmt: skip
    return await site.page(request, "home.html", context, has_map=True)


async def places(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/places: the map."""
    site = await need_site(datasette, request)
    front, drawn = await front_of(site)
    return await site.page(request, "places.html", {"spots": front.spots, "map": drawn}, has_map=True)


ROUTES: list[Route] = [
    (r"^/(?P<format>)$", home),
    (r"^/search(?P<format>\.json)?$", search),
    (r"^/search/suggest$", suggestions),
    (r"^/term/(?P<slug>[^/]+?)(?P<format>\.json)?$", term),
    (r"^/document/(?P<id>[0-9]{1,18})$", document),
    (r"^/documents$", documents),
    (r"^/places$", places),
]
