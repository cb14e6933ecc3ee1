"""The pages for work: what is wrong in the texts, what is open, what each Chinese form is called, the fields.

Comes in: a request. Goes out: a rendered list, a page at a time.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from datasette import NotFound, Response

from glossary.web import lists
from glossary.web.asked import asked_choice, asked_name, asked_page
from glossary.web.document import read_headings
from glossary.web.pages import KINDS
from glossary.web.site import Route, need_site


async def wrong(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/wrong: wrong renderings with their evidence, sortable and filtered."""
    site = await need_site(datasette, request)
    order = asked_choice(request, "sort", tuple(lists.WRONG_ORDERS)) or "uses"
    issue, kind = asked_choice(request, "issue", lists.ISSUES), asked_choice(request, "kind", KINDS)
    page = asked_page(request)
    rows = await site.read(partial(lists.read_wrong, order=order, issue=issue, kind=kind, page=page))
    context = {
        "rows": rows, "page": page, "more": len(rows) == lists.PAGE_SIZE, "order": order, "issue": issue, "kind": kind,
        "orders": tuple(lists.WRONG_ORDERS), "issues": lists.ISSUES, "kinds": KINDS,
    }  # fmt: skip
    return await site.page(request, "wrong.html", context)


async def open_names(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/open: names whose Chinese is not known."""
    site = await need_site(datasette, request)
    page = asked_page(request)
    rows = await site.read(partial(lists.read_open, page=page))
    return await site.page(request, "open.html", {"rows": rows, "page": page, "more": len(rows) == lists.PAGE_SIZE})


async def by_chinese(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/renderings: what the texts call each Chinese form."""
    site = await need_site(datasette, request)
    page = asked_page(request)
    rows = await site.read(partial(lists.read_by_chinese, page=page))
    context = {"rows": rows, "page": page, "more": len(rows) == lists.PAGE_SIZE}
    return await site.page(request, "renderings.html", context)


async def fields(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/fields: the subject fields."""
    site = await need_site(datasette, request)
    return await site.page(request, "fields.html", {"fields": await site.read_once(lists.read_fields)})


async def field(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/fields/<name>: the entries of one field."""
    site = await need_site(datasette, request)
    name, page = asked_name(request, "name"), asked_page(request)
    rows = await site.read(partial(lists.read_field, name=name, page=page))
    if not rows and page == 1:
        raise NotFound("There is no such subject field")
    context = {
        "name": name,
        "title": lists.field_title(name),
        "rows": rows,
        "page": page,
        "more": len(rows) == lists.PAGE_SIZE,
    }
    return await site.page(request, "field.html", context)


async def overview(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/overview: issues by kind, wrong renderings by document."""
    site = await need_site(datasette, request)
    counts, headings = await site.read_once(lists.count_issues), await site.read_once(read_headings)
    chart = lists.draw_chart(counts)
    return await site.page(request, "overview.html", {"chart": chart, "issues": lists.ISSUES, "documents": headings})


ROUTES: list[Route] = [
    (r"^/wrong$", wrong),
    (r"^/open$", open_names),
    (r"^/renderings$", by_chinese),
    (r"^/fields$", fields),
    (r"^/fields/(?P<name>[^/]+)$", field),
    (r"^/overview$", overview),
]
