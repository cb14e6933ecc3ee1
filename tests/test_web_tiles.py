"""Map tiles: none unless the owner of a site names a server, and then that host alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.utils import StartupError
from test_web import IS_OLD, METADATA
from web_sample import ENGLISH, write_sample

from glossary.tables import GlossaryError
from glossary.web.site import STRICT_POLICY
from glossary.web.tiles import read_tile_source

URL = "https://tiles.example.org/{z}/{x}/{y}.png"
WITH_MAP = ("/", "/places", "/term/hechi")
WITHOUT_MAP = ("/search?q=hechi", "/wrong", f"/document/{ENGLISH.id}", "/term/xu-tao")


def serve(sample: Path, tiles: object = None) -> Datasette:
    known: dict[str, Any] = METADATA if tiles is None else {**METADATA, "plugins": {"glossary": {"tiles": tiles}}}
    given: dict[str, Any] = {"metadata": known} if IS_OLD else {"metadata": known, "config": known}
    return Datasette([], immutables=[str(sample)], **given)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("tiles") / "glossary.db")


async def test_no_tile_unless_one_is_named(sample: Path) -> None:
    site = serve(sample)
    for path in (*WITH_MAP, *WITHOUT_MAP):
        answer = await site.client.get(path)
        assert "<image" not in answer.text
        assert answer.headers["content-security-policy"] == STRICT_POLICY


async def test_tiles_of_the_named_host_with_thanks(sample: Path) -> None:
    site = serve(sample, {"url": URL, "attribution": "© A. <Mapmaker>"})
    for path in WITH_MAP:
        answer = await site.client.get(path)
        asked = re.findall(r'<image href="([^"]+)"', answer.text)
        assert asked
        assert all(re.fullmatch(r"https://tiles\.example\.org/[0-9]+/[0-9]+/[0-9]+\.png", url) for url in asked)
        assert "Map: © A. &lt;Mapmaker&gt;" in answer.text
        policy = answer.headers["content-security-policy"]
        assert policy == STRICT_POLICY.replace("img-src 'self'", "img-src 'self' https://tiles.example.org")
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert '<path class="land"' not in answer.text
    for path in WITHOUT_MAP:
        assert (await site.client.get(path)).headers["content-security-policy"] == STRICT_POLICY


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("https://tiles.example.org", "has no url and attribution"),
        ({"url": "http://tiles.example.org/{z}/{x}/{y}.png", "attribution": "A"}, "is no https address"),
        (
            {"url": "https://{s}.tiles.example.org/{z}/{x}/{y}.png", "attribution": "A"},
            "is no https address of one host",
        ),
        ({"url": "https://tiles.example.org; script-src */{z}/{x}/{y}.png", "attribution": "A"}, "is no https address"),
        ({"url": "https://tiles.example.org/{z}/{x}.png", "attribution": "A"}, "needs {z}, {x} and {y}"),
        ({"url": URL + "?key={key}", "attribution": "A"}, "needs {z}, {x} and {y}, and no other"),
        ({"url": URL}, "nobody is thanked"),
    ],
)
async def test_a_setting_that_cannot_be_used_stops_the_start(sample: Path, setting: object, problem: str) -> None:
    with pytest.raises(GlossaryError, match=re.escape(problem)):
        read_tile_source(setting)
    with pytest.raises(StartupError, match=re.escape(problem)):
        await serve(sample, setting).invoke_startup()
