"""What our pages answer to a request that cannot be meant: a short page or a line of JSON.

Comes in: one of our views. Goes out: the same, answering where the view refuses. Left to itself, Datasette prints the
whole stack with all variables for every address that does not exist: half a second of work, and a log that fills.
"""

from __future__ import annotations

from typing import Any

from datasette import NotFound, Response
from datasette.utils import async_call_with_supported_arguments
from datasette.utils.asgi import BadRequest

from glossary.web.site import Route, find_site

FOR_PROGRAMS = (".json", "/suggest")


def _is_for_program(path: str) -> bool:
    return path.endswith(FOR_PROGRAMS) or ("/reconcile" in path and "/preview/" not in path)


def refusing(route: Route) -> Route:
    """A route whose view may raise BadRequest and NotFound; both become answers."""
    pattern, view = route

    async def answer(datasette: Any, request: Any) -> Response:  # noqa: ANN401
        try:
            return await async_call_with_supported_arguments(view, datasette=datasette, request=request)
        except (BadRequest, NotFound) as refused:
            problem, status, site = str(refused), refused.status, await find_site(datasette)
            if site is None:
                raise
            if _is_for_program(request.path):
                return Response.json(
                    {"status": "error", "message": problem},
                    status=status,
                    headers={"access-control-allow-origin": "*"},
                )
            return await site.page(request, "problem.html", {"problem": problem}, status=status)

    return pattern, answer
