"""The Reconciliation Service API 0.2 at /reconcile, so that OpenRefine matches a column against the glossary.

Comes in: requests as the specification has them (https://reconciliation-api.github.io/specs/0.2/). Goes out: JSON, open
to any origin. A body that the specification does not know is a 400 with a sentence.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from datasette import NotFound, Response
from datasette.utils.asgi import BadRequest

from glossary.web.asked import asked_name, asked_query, clean, read_body
from glossary.web.entry import read_entry
from glossary.web.matching import PROPERTIES, Candidate, Question, extend, find_candidates
from glossary.web.pages import KINDS, read_suggestions
from glossary.web.site import Route, Site, instance_metadata, need_site

MOST_QUESTIONS = 100  # in one batch
MOST_IDS = 1000  # in one extension
MOST_CANDIDATES = 50
NUMBERS = ("latitude", "longitude")
TYPES = [{"id": kind, "name": kind.capitalize()} for kind in KINDS]
_OPEN = {"access-control-allow-origin": "*"}


def _json(answer: object) -> Response:
    return Response.json(answer, headers=_OPEN)


def _parsed(text: str) -> dict[str, Any]:
    """A JSON object; BadRequest for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise BadRequest("This is not JSON") from None
    if not isinstance(value, dict):
        raise BadRequest("A JSON object is expected")
    return value


def _texts(value: object) -> tuple[str, ...]:
    """The values of a property: strings, numbers, references, or a list of them."""
    values = value if isinstance(value, list) else [value]
    named = [each.get("name") or each.get("id") if isinstance(each, dict) else each for each in values]
    if not all(isinstance(each, str | int | float) for each in named):
        raise BadRequest("A property value is a string, a number or a reference")
    return tuple(clean(str(each)) for each in named)


def read_question(asked: object) -> Question:
    """One query of a batch; BadRequest where the specification does not allow it.

    >>> read_question({"query": "Keqiao", "type": "place", "limit": 3}).kinds
    frozenset({'place'})
    """
    if not isinstance(asked, dict):
        raise BadRequest("A query is a JSON object")
    text, kinds, limit = asked.get("query", ""), asked.get("type", []), asked.get("limit", 5)
    properties = asked.get("properties", [])
    if not isinstance(text, str) or not isinstance(limit, int | float) or not isinstance(properties, list):
        raise BadRequest("query is a string, limit a number, properties a list")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise BadRequest("type is a string or a list of strings")
    if not text and not properties:
        raise BadRequest("A query has a text or properties")
    if not all(isinstance(each, dict) and isinstance(each.get("pid"), str) and "v" in each for each in properties):
        raise BadRequest("A property has a pid and a v")
    return Question(
        clean(text), frozenset(kinds), asked.get("type_strict") != "should",
        tuple((each["pid"], _texts(each["v"])) for each in properties if each["pid"] in PROPERTIES),
        max(1, min(MOST_CANDIDATES, int(limit) if limit == limit and abs(limit) < 1e6 else 5)),
    )  # fmt: skip


def _shown(candidate: Candidate) -> dict[str, Any]:
    answer = candidate.answer
    described = [part for part in (answer.zh, answer.pinyin, answer.parent) if part]
    if answer.met is not None and candidate.features.get("known_error"):
        described.append(f"{answer.met.text} is {answer.met.issue}")
    return {
        "id": answer.slug, "name": answer.english, "description": ", ".join(described), "score": candidate.score,
        "match": candidate.is_match, "type": [{"id": answer.kind, "name": answer.kind.capitalize()}],
        "features": [{"id": name, "value": value} for name, value in candidate.features.items()],
    }  # fmt: skip


async def _manifest(site: Site, request: Any) -> dict[str, Any]:  # noqa: ANN401
    here = site.absolute_url(request, site.url("reconcile"))
    term = site.absolute_url(request, site.url("term"))
    about = await instance_metadata(site.datasette)
    service = {"service_url": here}
    return {
        "versions": ["0.2"],
        "name": about.get("title") or "English–Chinese glossary",
        "identifierSpace": f"{term}/",
        "schemaSpace": f"{here}#",
        "view": {"url": f"{term}/{{{{id}}}}"},
        "defaultTypes": TYPES,
        "preview": {"url": f"{here}/preview/{{{{id}}}}", "width": 430, "height": 260},
        "suggest": {
            "entity": {**service, "service_path": "/suggest/entity", "flyout_service_path": "/flyout/${id}"},
            "type": {**service, "service_path": "/suggest/type"},
            "property": {**service, "service_path": "/suggest/property"},
        },
        "extend": {"propose_properties": {**service, "service_path": "/extend/propose"}, "property_settings": []},
    }


async def _reconcile(site: Site, text: str) -> dict[str, Any]:
    batch = _parsed(text)
    if len(batch) > MOST_QUESTIONS:
        raise BadRequest(f"A batch has at most {MOST_QUESTIONS} queries")
    questions = {name: read_question(asked) for name, asked in batch.items()}
    answers = {}
    for name, question in questions.items():
        found = await site.read(partial(find_candidates, question=question))
        answers[name] = {"result": [_shown(candidate) for candidate in found]}
    return answers


async def _extend(site: Site, text: str) -> dict[str, Any]:
    asked = _parsed(text)
    slugs, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(slugs, list) or not all(isinstance(slug, str) for slug in slugs) or len(slugs) > MOST_IDS:
        raise BadRequest(f"ids is a list of at most {MOST_IDS} strings")
    if not isinstance(properties, list) or not all(isinstance(each, dict) for each in properties):
        raise BadRequest("properties is a list of objects")
    names = [each.get("id") for each in properties]
    if not all(isinstance(name, str) and name in PROPERTIES for name in names):
        raise BadRequest(f"A property is one of {', '.join(PROPERTIES)}")
    rows = await site.read(partial(extend, slugs=[clean(slug) for slug in slugs]))
    return {
        "meta": [{"id": name, "name": PROPERTIES[name]} for name in names],
        "rows": {slug: {name: _cell(name, rows[clean(slug)].get(name, "")) for name in names} for slug in slugs},
    }


def _cell(name: str, value: str) -> list[dict[str, str | float]]:
    if not value:
        return []
    return [{"float": float(value)}] if name in NUMBERS else [{"str": value}]


async def service(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """/reconcile: the manifest, or answers to `queries` or `extend`, by GET or as a posted form."""
    site = await need_site(datasette, request)
    form = {name: request.args.get(name) for name in ("queries", "extend")}
    if request.method == "POST":
        try:
            posted = parse_qs(await read_body(request), keep_blank_values=True, max_num_fields=10)
        except ValueError as problem:
            raise BadRequest(str(problem)) from None
        form |= {name: posted[name][0] for name in form if name in posted}
    if form["queries"] is not None:
        return _json(await _reconcile(site, form["queries"]))
    if form["extend"] is not None:
        return _json(await _extend(site, form["extend"]))
    return _json(await _manifest(site, request))


async def suggest_entity(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    site = await need_site(datasette, request)
    rows = await site.read(partial(read_suggestions, query=asked_query(request, "prefix")))
    result = [
        {"id": row["slug"], "name": row["english"], "description": f"{row['zh']} {row['pinyin']}".strip(),
         "notable": [{"id": row["kind"], "name": row["kind"].capitalize()}]}
        for row in rows
    ]  # fmt: skip
    return _json({"result": result})


async def suggest_type(request: Any) -> Response:  # noqa: ANN401
    asked = asked_query(request, "prefix").casefold()
    return _json({"result": [each for each in TYPES if each["id"].startswith(asked)]})


async def suggest_property(request: Any) -> Response:  # noqa: ANN401
    asked = asked_query(request, "prefix").casefold()
    fitting = [(pid, name) for pid, name in PROPERTIES.items() if asked in pid or asked in name.casefold()]
    return _json({"result": [{"id": pid, "name": name} for pid, name in fitting]})


async def propose(request: Any) -> Response:  # noqa: ANN401
    """Properties to add to a table; the same for every type."""
    properties = [{"id": pid, "name": name} for pid, name in PROPERTIES.items()]
    kind = asked_query(request, "type")
    return _json({"properties": properties, **({"type": kind} if kind else {})})


async def _fragment(datasette: Any, request: Any) -> tuple[Site, str, str]:  # noqa: ANN401
    site, slug = await need_site(datasette, request), asked_name(request, "slug")
    entry = await site.read(partial(read_entry, slug=slug))
    if entry is None:
        raise NotFound("There is no such entry")
    variables = await site.variables()
    html = await datasette.render_template("glossary/preview.html", {**variables, "entry": entry}, request=request)
    return site, slug, str(html)


async def preview(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """A small page about one entry, to be shown in a frame of OpenRefine's."""
    site, _, html = await _fragment(datasette, request)
    policy = f"default-src 'none'; style-src 'self' {site.absolute_url(request, site.static_url('site.css'))}"
    return Response.html(html, headers={**_OPEN, "content-security-policy": policy})


async def flyout(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    _, slug, html = await _fragment(datasette, request)
    return _json({"id": slug, "html": html})


ROUTES: list[Route] = [
    (r"^/reconcile/?$", service),
    (r"^/reconcile/suggest/entity$", suggest_entity),
    (r"^/reconcile/suggest/type$", suggest_type),
    (r"^/reconcile/suggest/property$", suggest_property),
    (r"^/reconcile/extend/propose$", propose),
    (r"^/reconcile/preview/(?P<slug>[^/]+)$", preview),
    (r"^/reconcile/flyout/(?P<slug>[^/]+)$", flyout),
]
