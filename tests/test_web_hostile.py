"""The site under hostile input: what cannot be meant is refused or finds nothing; nothing breaks, nothing runs."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cases import read_cases
from test_web import serve
from web_sample import write_sample

ROUNDS, SEED = 100, 11
REFUSALS = {400, 403, 404, 405}
HOSTILE = {  # the table writes what no file can hold as Python escapes
    row["given"].encode("ascii", "backslashreplace").decode("unicode_escape"): row["label"]
    for row in read_cases("hostile")
}
# Whatever a site reads from an address: a pattern with one place for the input.
ADDRESSES = (
    "/search?q={}", "/search.json?q={}", "/search/suggest?q={}", "/search?q=a&kind={}", "/search?q=a&page={}",
    "/term/{}", "/term/{}.json", "/fields/{}", "/document/{}", "/wrong?issue={}", "/wrong?sort={}", "/wrong?kind={}",
    "/open?page={}", "/renderings?page={}", "/reconcile/preview/{}", "/reconcile/flyout/{}", "/reconcile?queries={}",
    "/reconcile/suggest/entity?prefix={}", "/reconcile/suggest/type?prefix={}", "/reconcile/suggest/property?prefix={}",
    "/reconcile/extend/propose?type={}", "/glossary/concepts.json?_search={}", "/glossary/glossary.json?_search={}",
    "/glossary/designations?_search={}", "/glossary/renderings_by_chinese.json?zh={}",
)  # fmt: skip
# Bodies that OpenRefine might send, with places for the input wherever a string may stand.
BODIES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("queries", lambda x: {"q0": {"query": x}}),
    ("queries", lambda x: {x: {"query": "a", "type": x, "limit": 3}}),
    ("queries", lambda x: {"q0": {"query": "a", "type": [x], "type_strict": x}}),
    ("queries", lambda x: {"q0": {"query": "柯桥", "properties": [{"pid": "zh", "v": x}, {"pid": x, "v": "a"}]}}),
    ("queries", lambda x: {"q0": {"properties": [{"pid": "english", "v": [x, {"id": x, "name": x}]}]}}),
    ("queries", lambda x: {"q0": {"query": "a", "limit": x}}),
    ("queries", lambda x: x),
    ("extend", lambda x: {"ids": [x, "hechi"], "properties": [{"id": "zh"}]}),
    ("extend", lambda x: {"ids": ["hechi"], "properties": [{"id": x}]}),
    ("extend", lambda x: {"ids": x, "properties": x}),
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("hostile") / "glossary.db")


class Danger(HTMLParser):
    """What would run in a page: scripts of no file of ours, handlers, pictures, links that are code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_ours = tag == "script" and (given.get("src") or "").startswith("/-/static-plugins/")
        if tag in ("img", "iframe", "object", "base") or (tag == "script" and not is_ours):
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on")]
        links = [given.get(name) or "" for name in ("href", "src", "action")]
        self.found += [link for link in links if link.strip().lower().startswith("javascript:")]


def assert_harmless(answer: Any, asked: str) -> None:  # noqa: ANN401
    assert answer.status_code in {200, 302} | REFUSALS, (asked, answer.status_code, answer.text[-300:])
    assert "set-cookie" not in answer.headers, asked
    is_ours = "script-src 'self';" in answer.headers.get("content-security-policy", "")
    if is_ours:
        assert not Danger(answer.text).found, asked


@pytest.mark.parametrize("text", [pytest.param(text, id=label) for text, label in HOSTILE.items()])
async def test_no_input_breaks_a_page(sample: Path, text: str) -> None:
    site = serve(sample)
    for pattern in ADDRESSES:
        path = pattern.format(quote(text, safe="", errors="surrogatepass"))
        assert_harmless(await site.client.get(path), path)
    for name, body in BODIES:
        data = {name: json.dumps(body(text))}
        assert_harmless(await site.client.post("/reconcile", data=data), f"{name}={data[name]}")


@pytest.mark.parametrize("path", ["/search?page=x", "/term/%ff", "/document/1", "/fields/x", "/reconcile?queries=x"])
async def test_a_refusal_leaves_no_trace(sample: Path, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Datasette prints the stack with its variables for each error it answers itself."""
    assert (await serve(sample).client.get(path)).status_code in (400, 404)
    assert capfd.readouterr() == ("", "")


async def test_no_mixture_of_them_breaks_a_page(sample: Path) -> None:
    """Random pieces of hostile inputs in random places; a failure names the address, and the seed repeats it."""
    site, chance, texts = serve(sample), random.Random(SEED), sorted(HOSTILE)
    for _ in range(ROUNDS):
        pieces = [chance.choice(texts) for _ in range(chance.randint(1, 4))]
        mixed = "".join(piece[chance.randrange(len(piece)) :] for piece in pieces)[:150]
        path = chance.choice(ADDRESSES).format(quote(mixed, safe="", errors="surrogatepass"))
        assert_harmless(await site.client.get(path), path)
        name, body = chance.choice(BODIES)
        text = json.dumps(body(mixed))
        cut = text[: chance.randrange(len(text))] if chance.random() < 0.3 else text
        assert_harmless(await site.client.post("/reconcile", data={name: cut}), cut)


@pytest.mark.parametrize(
    "deep", ["[" * 100_000, '{"a":' * 50_000, "[" * 500 + "]" * 500, '{"q":' * 900 + "1" + "}" * 900]
)
@pytest.mark.parametrize("name", ["queries", "extend"])
async def test_deep_json_is_refused(sample: Path, name: str, deep: str) -> None:
    answer = await serve(sample).client.post("/reconcile", data={name: deep})
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/", "/search", "/term/hechi", "/reconcile", "/glossary/concepts"])
async def test_nothing_can_be_written(sample: Path, path: str, method: str) -> None:
    before = sample.read_bytes()
    answer = await getattr(serve(sample).client, method)(path)
    assert answer.status_code < 500
    assert sample.read_bytes() == before
