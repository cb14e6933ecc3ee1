"""The site, asked as a browser and OpenRefine ask it, in Datasette 0.65 and 1.0 alike."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Awaitable, Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import datasette as datasette_package
import pytest
import yaml
from cases import cases
from datasette.app import Datasette
from web_sample import CHINESE, ENGLISH, HOSTILE, PAGES, concept_id, write_sample

from glossary.schema import TABLES
from glossary.serving import metadata_file
from glossary.web.site import STRICT_POLICY

Get = Callable[..., Awaitable[Any]]
METADATA = yaml.safe_load(metadata_file().read_text(encoding="utf-8"))
DESCRIBED = METADATA["databases"]["glossary"]["tables"]
IS_OLD = datasette_package.__version__.startswith("0.")
OUR_PAGES = (
    *PAGES,
    "/search",
    "/search?q=keqiao",
    "/term/keqiao-district",
    "/term/hostile",
    f"/document/{ENGLISH.id}",
    f"/document/{CHINESE.id}",
    "/term/nothing-is-called-so",
    "/term/xu-tao",
)
HARD_QUERIES = (
    '"',
    '""',
    "'",
    "*",
    "(",
    "柯桥 (",
    "a OR",
    "NEAR(",
    "zh:",
    "-",
    "^",
    "\x00",
    "\ud800".encode("utf-8", "replace").decode(),
    "%",
    "ke1 qiao2",
    "1",
    "'; DROP TABLE concepts; --",
    "{柯}",
    "柯" * 60,
    "a " * 99,
    "é" * 200,
    "\u202e柯",
)


def serve(*paths: Path, **settings: object) -> Datasette:
    """A Datasette on some databases, with our metadata."""
    known: dict[str, Any] = {"metadata": METADATA} if IS_OLD else {"metadata": METADATA, "config": METADATA}
    return Datasette([], immutables=[str(path) for path in paths], settings=settings, **known)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("web") / "glossary.db")


@pytest.fixture
def get(sample: Path) -> Get:
    site = serve(sample)

    async def get(path: str, **asked: Any) -> Any:  # noqa: ANN401
        return await site.client.get(path, **asked)

    return get


@pytest.fixture
def post(sample: Path) -> Get:
    site = serve(sample)

    async def post(path: str, **asked: Any) -> Any:  # noqa: ANN401
        return await site.client.post(path, **asked)

    return post


def text_of(html: str) -> str:
    """What a reader sees of a page."""
    spaced = re.sub(r"</(?:p|li|td|th|h\d|dd|dt)>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", spaced)).split())


class Attributes(HTMLParser):
    """The names of all attributes of a page, and the addresses of what it loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.names |= set(given)
        if tag in ("script", "img") or (tag == "link" and given.get("rel") in ("stylesheet", "icon")):
            self.loaded.append(given.get("src") or given.get("href") or "inline")
        self.links += [value for name in ("href", "src", "action", "data-suggest") if (value := given.get(name))]


# Plain Datasette: metadata, the search box of its tables, canned queries


def test_every_table_and_column_is_described(sample: Path) -> None:
    with sqlite3.connect(sample) as db:
        view = [row[1] for row in db.execute("PRAGMA table_info(glossary)")]
        beginnings = [row[1] for row in db.execute("PRAGMA table_info(beginnings)")]
    db.close()
    columns = {name: list(table) for name, table in TABLES.items()} | {"glossary": view, "beginnings": beginnings}
    assert {name: list(table["columns"]) for name, table in DESCRIBED.items()} == columns
    assert all(table["title"] and table["description"] for table in DESCRIBED.values())


def test_the_licence_and_its_attributions_are_said() -> None:
    assert METADATA["license"] == "CC BY-SA 4.0"
    assert all(source in METADATA["source"] for source in ("CC-CEDICT", "wordfreq", "GeoNames"))


@pytest.mark.parametrize("table", ["concepts", "glossary", "designations"])
@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("柯桥", "keqiao-district"),
        ("桥", "keqiao-district"),
        ("轻纺城", "china-textile-city"),
        ("柯橋", "keqiao-district"),
        ("keqiao", "keqiao-district"),
        ("ke qiao", "keqiao-district"),
        ("Kēqiáo", "keqiao-district"),
        ("ke1qiao2", "keqiao-district"),
        ("ke1 qiao2", "keqiao-district"),
        ("surrounding rivers", "huanjiang"),
        ("中国纺织工业联合会流通分会", "circulation-branch"),
    ],
)
async def test_the_tables_own_search_box(get: Get, table: str, query: str, slug: str) -> None:
    rows = (await get(f"/glossary/{table}.json", params={"_search": query, "_shape": "array", "_size": 100})).json()
    key = "concept_id" if table == "designations" else "id"
    assert concept_id(slug) in {row[key] for row in rows}


@pytest.mark.parametrize("query", HARD_QUERIES)
async def test_no_search_is_an_error(get: Get, query: str) -> None:
    for path, name in (("/glossary/concepts.json", "_search"), ("/search", "q"), ("/search/suggest", "q")):
        answer = await get(path, params={name: query})
        assert answer.status_code < 500, (path, query, answer.text[-300:])


@pytest.mark.parametrize("path", ["/glossary", "/glossary/concepts", "/glossary/glossary", "/glossary/mentions"])
async def test_datasettes_pages_show_titles_and_our_search_box(get: Get, path: str) -> None:
    answer = await get(path)
    assert answer.status_code == 200
    assert METADATA["license"] in answer.text
    assert 'action="/search"' in answer.text


async def test_facets_and_order_of_the_sheet(get: Get) -> None:
    answer = await get("/glossary/glossary.json", params={"_shape": "objects", "_facet": "kind"})
    rows = answer.json()["rows"]
    assert answer.json()["facet_results"]
    assert [row["uses"] for row in rows] == sorted((row["uses"] for row in rows), reverse=True)
    page = text_of((await get("/glossary/glossary")).text)
    assert all(f"{facet} " in page for facet in DESCRIBED["glossary"]["facets"])
    assert "organisation 3" in page


async def test_cells_know_their_language_and_lead_to_entries(get: Get) -> None:
    page = (await get("/glossary/glossary")).text
    assert '<span lang="zh-Hans" class="g-zh">中国轻纺城</span>' in page
    assert '<a href="/term/china-textile-city">china-textile-city</a>' in page


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("wrong_renderings", {"rendering": "China Light Textile City", "use": "China Textile City"}),
        ("renderings_by_chinese", {"zh": "柯桥"}),
        ("renderings_by_chinese?zh=中国轻纺城", {"zh": "中国轻纺城", "rendering": "China Light Textile City"}),
        ("open_names", {"english": "Xu Tao", "because": "nothing decides its characters"}),
    ],
)
async def test_canned_queries(get: Get, query: str, first: dict[str, str]) -> None:
    name, _, asked = query.partition("?")
    rows = (await get(f"/glossary/{name}.json?_shape=array&{asked}")).json()
    assert first.items() <= rows[0].items()
    assert (await get(f"/glossary/{query}")).status_code == 200


# A database that is no glossary


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Somebody's notes, with a full-text index of their own, in a file that is called like one of our pages."""
    path = tmp_path / "search.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE VIRTUAL TABLE notes USING fts4(text)")
        db.execute("INSERT INTO notes VALUES ('柯桥 ke1qiao2 notes')")
    db.close()
    return path


async def test_datasette_without_a_glossary_stays_as_it_was(plain: Path) -> None:
    site = serve(plain)
    home = await site.client.get("/")
    assert home.status_code == 200
    assert "content-security-policy" not in home.headers
    assert 'href="/search"' in home.text
    assert 'action="/search"' not in home.text
    assert (await site.client.get("/term/x")).status_code == 404
    assert (await site.client.get("/reconcile")).status_code == 404


async def test_a_neighbour_of_the_glossary_is_left_alone(plain: Path, sample: Path) -> None:
    site = serve(plain, sample)
    notes = await site.client.get("/search/notes.json", params={"_search": "ke1qiao2", "_shape": "array"})
    assert [row["text"] for row in notes.json()] == ["柯桥 ke1qiao2 notes"]
    assert "content-security-policy" not in (await site.client.get("/search/notes")).headers
    home = await site.client.get("/")
    assert "<h1>English–Chinese glossary</h1>" in home.text
    assert 'href="/search"' in home.text
    assert (await site.client.get("/term/keqiao-district")).status_code == 200


async def test_who_may_not_see_the_database_sees_no_page_of_it(sample: Path) -> None:
    closed: dict[str, Any] = {"databases": {"glossary": {"allow": False}}}
    settings: dict[str, Any] = {"metadata": closed} if IS_OLD else {"config": closed}
    site = Datasette([], immutables=[str(sample)], **settings)
    for path in ("/search?q=keqiao", "/term/keqiao-district", "/reconcile", f"/document/{ENGLISH.id}", "/wrong"):
        assert (await site.client.get(path)).status_code == 403, path
    assert "China Textile City" not in (await site.client.get("/")).text


# Our pages


@pytest.mark.parametrize(("given", "expected"), cases("search"))
async def test_search_finds_first(get: Get, given: str, expected: str) -> None:
    results = (await get("/search.json", params={"q": given})).json()["results"]
    assert (results[0]["slug"] if results else "none") == expected


async def test_a_result_says_what_is_wrong_and_marks_what_was_found(get: Get) -> None:
    page = (await get("/search?q=loko+garment+city")).text
    assert "'Loko Garment City' is misspelt: use Luokou Garment City" in unescape(page)
    assert "<mark>Loko Garment City</mark>" in page
    assert "<mark>Kēqiáo</mark>" in (await get("/search?q=ke1qiao2")).text


async def test_results_by_kind(get: Get) -> None:
    found = (await get("/search.json?q=柯桥&kind=organisation")).json()
    assert [each["slug"] for each in found["results"]] == ["keqiao-dyeing-association"]
    assert (await get("/search?q=柯桥&kind=nonsense")).status_code == 400


@pytest.mark.parametrize(("query", "meant"), [("kexiao", "Keqiao"), ("Huanjang", "Huanjiang"), ("kechiao", "Keqiao")])
async def test_did_you_mean(get: Get, query: str, meant: str) -> None:
    page = text_of((await get("/search", params={"q": query})).text)
    assert re.search(rf"Did you mean .*{meant}", page)


@pytest.mark.parametrize(
    ("query", "slug"), [("keq", "keqiao-district"), ("轻", "china-textile-city"), ("surr", "huanjiang")]
)
async def test_suggestions_while_typing(get: Get, query: str, slug: str) -> None:
    rows = (await get("/search/suggest", params={"q": query})).json()
    assert f"/term/{slug}" in [row["url"] for row in rows]


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("柯桥", "keqiao-district"),
        ("柯橋", "keqiao-district"),
        ("keqiao", "keqiao-district"),
        ("Loko Garment City", "luokou-garment-city"),
        (str(concept_id("hechi")), "hechi"),
        ("4711", "huanjiang"),
        ("surrounding-rivers-1267", "huanjiang"),
    ],
)
async def test_an_entry_has_many_addresses_and_one_page(get: Get, address: str, slug: str) -> None:
    answer = await get(f"/term/{address}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/term/{slug}")


async def test_entry_page(get: Get) -> None:
    html = (await get("/term/luokou-garment-city")).text
    page = text_of(html)
    assert '<span lang="zh-Hans" class="zh huge">泺口服装城</span>' in html
    for said in (
        "Luòkǒu Fúzhuāngchéng",
        "濼口服裝城",
        "in Jinan, Shandong",
        "use Luokou Garment City",
        "also fine Luokou Clothing City",
        "error Loko Garment City misspelt 泺口 is read Luokou",
        "Keqiao weaves <b> articles/keqiao.txt 2× 1 wrong",
        "常熟服装城",
        "Cite",
        "Luokou Clothing City,luokou-garment-city,chinese,泺口服装城,,,",
    ):
        assert said in page
    assert page.index("Shaoxing. Loko Garment City") < page.index("and Luokou Clothing City are")
    assert '<circle class="dot"' in html


@pytest.mark.parametrize(
    ("slug", "other"), [("yuncheng-county", "运城"), ("luokou", "洛口"), ("keqiao-district", "Keqiao Subdistrict")]
)
async def test_not_to_be_confused_with(get: Get, slug: str, other: str) -> None:
    page = text_of((await get(f"/term/{slug}")).text)
    assert other in page.partition("Not to be confused with")[2].partition("In English")[0]


async def test_what_was_weighed_is_shown(get: Get) -> None:
    page = text_of((await get("/term/yuncheng-county")).text)
    assert "Yuncheng County 运城 0.40 is no county" in page
    assert page.index("郓城 0.90") < page.index("运城 0.40")


async def test_an_open_name_says_so(get: Get) -> None:
    page = text_of((await get("/term/xu-tao")).text)
    assert "Chinese not known" in page
    assert "nothing decides its characters" in page


async def test_entry_as_json(get: Get) -> None:
    entry = (await get("/term/huanjiang.json")).json()
    assert entry["concept"]["zh"] == "环江"
    assert [name["text"] for name in entry["names"] if name["issue"] == "calque"] == ["Surrounding Rivers"]
    answer = await get("/term/环江.json")
    assert answer.headers["location"] == "/term/huanjiang.json"


async def test_document_marks_mentions_and_nests_them(get: Get) -> None:
    html = (await get(f"/document/{ENGLISH.id}")).text
    assert re.search(
        r'class="mention kind-market wrong issue-unofficial" [^>]* title="中国轻纺城 [^"]+: use China Textile City">'
        r'<a href="/term/china-textile-city">China Light Textile City</a></span>',
        html,
    )
    outer = re.search(r'kind-organisation"[^>]*>(.*?)Association</a></span>', html)
    assert outer is not None
    assert 'kind-place"' in outer.group(1)
    assert "Keqiao Printing and Dyeing Industry Association" in text_of(html)


async def test_document_beside_its_original(get: Get) -> None:
    html = (await get(f"/document/{ENGLISH.id}")).text
    pairs = [text_of(pair) for pair in html.split('<div class="pair">')[1:]]
    assert pairs[0].startswith("Keqiao weaves for the world 柯桥织造全球")
    assert "中国轻纺城位于绍兴柯桥。" in pairs[1]
    assert pairs[2].startswith("Charity warms")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/wrong", "China Light Textile City unofficial 1× → China Textile City 中国轻纺城"),
        ("/wrong?issue=calque", "Surrounding Rivers calque 1× → Huanjiang 环江"),
        ("/wrong?sort=kind&kind=market", "Loko Garment City misspelt"),
        ("/open", "Xu Tao person 1×"),
        ("/renderings", "泺口服装城 Luòkǒu Fúzhuāngchéng market"),
        ("/fields", "dyeing and finishing 2 1"),
        ("/fields/silk", "缫丝 sāosī silk reeling"),
        ("/overview", "2 3 67 %"),
        ("/documents", "Keqiao weaves <b> articles/keqiao.txt"),
        ("/places", "Shaoxing 绍兴"),
        ("/", "China Textile City not China Light Textile City unofficial"),
    ],
)
async def test_pages_for_work(get: Get, path: str, said: str) -> None:
    answer = await get(path)
    assert answer.status_code == 200
    assert said in text_of(answer.text)


# Safe and self-contained


@pytest.mark.parametrize("path", OUR_PAGES)
async def test_pages_keep_to_their_host_and_show_markup_as_text(get: Get, path: str) -> None:
    answer = await get(path)
    assert answer.headers["content-security-policy"] == STRICT_POLICY
    page = Attributes(answer.text)
    assert "img" not in page.tags
    assert not [name for name in page.names if name == "style" or name.startswith("on")]
    assert len(page.loaded) == 3
    assert all(url.startswith("/-/static-plugins/") for url in page.loaded)
    assert [(await get(url)).status_code for url in page.loaded] == [200, 200, 200]


async def test_hostile_text_is_text(get: Get) -> None:
    assert HOSTILE in unescape((await get("/term/hostile")).text)
    assert '<script>alert("text")</script>' in unescape((await get(f"/document/{ENGLISH.id}")).text)
    assert '"><script>' in unescape((await get("/search", params={"q": '"><script>'})).text)
    assert "假<b>" in text_of((await get("/search", params={"q": "onerror"})).text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/term/nothing-is-called-so", 404),
        ("/term/%ff", 400),
        ("/term/..%2f..%2fetc%2fpasswd", 404),
        ("/term/%00", 404),
        ("/term/" + "a" * 201, 400),
        ("/term/99999999999999999999", 404),
        ("/term/'%20or%201=1", 404),
        ("/search?q=" + "a" * 201, 400),
        ("/search?q=a&page=0", 400),
        ("/search?q=a&page=99999999", 400),
        ("/search?q=a&page=-1", 400),
        ("/search?q=a&page=²", 400),
        ("/wrong?sort=text;--", 400),
        ("/wrong?issue=x", 400),
        ("/document/1", 404),
        ("/document/999999999999999999", 404),
        ("/document/x", 404),
        ("/fields/nope", 404),
        ("/fields/%ff", 400),
        ("/reconcile/preview/nope", 404),
        ("/reconcile/preview/%ff", 400),
    ],
)
async def test_what_cannot_be_meant_is_refused(get: Get, path: str, status: int) -> None:
    assert (await get(path)).status_code == status


async def test_no_path_of_the_server_is_shown(get: Get, sample: Path) -> None:
    for path in OUR_PAGES:
        assert str(sample.parent) not in (await get(path)).text


async def test_below_another_address(sample: Path) -> None:
    site = serve(sample, base_url="/gl/")
    for path in OUR_PAGES:
        links = [link for link in Attributes((await site.client.get(path)).text).links if link.startswith("/")]
        assert links
        assert not [link for link in links if not link.startswith("/gl/") or link.startswith("/gl/gl/")]
    table = (await site.client.get("/glossary/concepts")).text
    assert '<a href="/gl/term/keqiao-district">' in table
    assert 'action="/gl/search"' in table
    answer = await site.client.get("/term/柯桥")
    assert answer.headers["location"] == "/gl/term/keqiao-district"
    assert (await site.client.get("/")).headers["content-security-policy"] == STRICT_POLICY
    manifest = (await site.client.get("/reconcile")).json()
    assert manifest["view"]["url"] == "http://localhost/gl/term/{{id}}"


async def test_texts_may_be_left_out(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "glossary.db")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE documents SET text = ''")
        db.execute("DELETE FROM stats")
    db.close()
    site = serve(path)
    assert "may not be published here" in (await site.client.get(f"/document/{ENGLISH.id}")).text
    assert (await site.client.get("/")).status_code == 200


# Reconciliation API 0.2


async def ask(post: Get, **query: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    answer = await post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    result: list[dict[str, Any]] = answer.json()["q0"]["result"]
    return result


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("China Textile City", "china-textile-city"),
        ("中国轻纺城", "china-textile-city"),
        ("中國輕紡城", "china-textile-city"),
        ("Young Textile City", "china-textile-city"),
        ("surrounding rivers", "huanjiang"),
        ("Loko Garment City", "luokou-garment-city"),
        ("huan2jiang1", "huanjiang"),
        ("CNTAC", "cntac"),
        ("yinran", "printing-and-dyeing"),
    ],
)
async def test_a_cell_is_matched(post: Get, query: str, slug: str) -> None:
    best = (await ask(post, query=query))[0]
    assert (best["id"], best["match"]) == (slug, True)


@pytest.mark.parametrize("query", ["Luoku Garment City", "China Textile Cities", "柯桥区印染协会"])
async def test_a_near_spelling_is_a_candidate_and_no_match(post: Get, query: str) -> None:
    best = (await ask(post, query=query))[0]
    assert best["match"] is False
    assert 60 <= best["score"] < 90


@pytest.mark.parametrize("query", ["photosynthesis", "北京大学", "zzz", "The"])
async def test_nothing_is_better_than_a_wrong_answer(post: Get, query: str) -> None:
    assert await ask(post, query=query) == []


async def test_homonyms_are_no_match_until_a_property_decides(post: Get) -> None:
    found = await ask(post, query="柯桥")
    assert {each["id"] for each in found} == {"keqiao-district", "keqiao-subdistrict"}
    assert not any(each["match"] for each in found)
    decided = await ask(post, query="柯桥", properties=[{"pid": "english", "v": "Keqiao Subdistrict"}])
    assert (decided[0]["id"], decided[0]["match"]) == ("keqiao-subdistrict", True)


async def test_types_limit_and_features(post: Get) -> None:
    assert await ask(post, query="Keqiao", type="market", type_strict="any") == []
    assert len(await ask(post, query="Luokou", limit=1)) == 1
    (best,) = await ask(post, query="Young Textile City")
    assert {each["id"]: each["value"] for each in best["features"]} == {
        "same_text": True,
        "preferred": False,
        "known_error": True,
        "same_pinyin": False,
        "likeness": 100.0,
        "contradictions": 0.0,
    }
    assert "Young Textile City is mistranslated" in best["description"]


async def test_a_row_without_a_name_is_matched_by_its_properties(post: Get) -> None:
    found = await ask(post, properties=[{"pid": "zh", "v": "缫丝"}])
    assert found[0]["id"] == "silk-reeling"


async def test_extension_suggestions_preview(get: Get, post: Get) -> None:
    asked = {"ids": ["hechi", "nothing"], "properties": [{"id": "zh"}, {"id": "latitude"}, {"id": "definition"}]}
    answer = (await post("/reconcile", data={"extend": json.dumps(asked)})).json()
    assert answer["rows"] == {
        "hechi": {"zh": [{"str": "河池"}], "latitude": [{"float": 24.6928}], "definition": []},
        "nothing": {"zh": [], "latitude": [], "definition": []},
    }
    entities = (await get("/reconcile/suggest/entity?prefix=keq")).json()["result"]
    assert "keqiao-district" in {each["id"] for each in entities}
    assert (await get("/reconcile/suggest/type?prefix=pl")).json()["result"] == [{"id": "place", "name": "Place"}]
    assert (await get("/reconcile/suggest/property?prefix=piny")).json()["result"] == [
        {"id": "pinyin", "name": "Pinyin"}
    ]
    assert (await get("/reconcile/extend/propose?type=place")).json()["properties"][0] == {
        "id": "zh",
        "name": "Chinese",
    }
    assert "河池" in (await get("/reconcile/preview/hechi")).text
    assert (await get("/reconcile/flyout/hechi")).json()["id"] == "hechi"


@pytest.mark.parametrize(
    "form",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": "null"},
        {"queries": '{"q0": 1}'},
        {"queries": '{"q0": {}}'},
        {"queries": '{"q0": {"query": 1}}'},
        {"queries": '{"q0": {"query": "a", "limit": "x"}}'},
        {"queries": '{"q0": {"query": "a", "type": {}}}'},
        {"queries": '{"q0": {"query": "a", "properties": [1]}}'},
        {"queries": '{"q0": {"query": "a", "properties": [{"pid": "zh", "v": null}]}}'},
        {"queries": "[" * 100_000},
        {"queries": '{"q0": {"query": "' + "a" * 300 + '"}}'},
        {"extend": "{}"},
        {"extend": '{"ids": [1], "properties": []}'},
        {"extend": '{"ids": [], "properties": [{"id": "nope"}]}'},
        {"extend": '{"ids": [], "properties": [{}]}'},
        {"extend": '{"ids": [], "properties": [{"id": []}]}'},
        {"queries": json.dumps({f"q{i}": {} for i in range(101)})},
    ],
)
async def test_a_hostile_body_is_a_400(post: Get, form: dict[str, str]) -> None:
    answer = await post("/reconcile", data=form)
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize("body", [b"queries=%ff%fe", b"\xff\xfe", b"a" * 1_000_001, b"&" * 100, b""])
async def test_a_body_that_is_no_form(post: Get, body: bytes) -> None:
    answer = await post("/reconcile", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (200, 400)


async def test_numbers_beyond_reason_are_read_as_limits(post: Get) -> None:
    answer = await post("/reconcile", data={"queries": '{"q0": {"query": "Luokou", "limit": 1e999}}'})
    assert answer.status_code == 200


async def test_answers_validate_against_the_published_schemas(get: Get, post: Get) -> None:
    """Set RECONCILIATION_SCHEMAS to the folder 0.2/schemas of github.com/reconciliation-api/specs to run this."""
    folder = os.environ.get("RECONCILIATION_SCHEMAS")
    if not folder:
        pytest.skip("the schemas are not ours to copy: set RECONCILIATION_SCHEMAS to a checkout of them")
    jsonschema = pytest.importorskip("jsonschema")

    def validate(answer: object, name: str) -> None:
        def resolved(value: dict[str, Any]) -> dict[str, Any]:
            """References to other files are relative or lead to another host: only that of a type matters here."""
            reference = str(value.get("$ref", "#"))
            if reference.startswith("#"):
                return value
            return {"type": "object", "required": ["id", "name"]} if reference == "type.json" else {}

        text = (Path(folder) / f"{name}.json").read_text(encoding="utf-8")
        schema = json.loads(text, object_hook=resolved)
        bare = {key: value for key, value in schema.items() if key not in ("$schema", "$id")}
        jsonschema.Draft7Validator(bare).validate(answer)

    validate((await get("/reconcile")).json(), "manifest")
    queries = json.dumps({"q0": {"query": "柯桥"}, "q1": {"query": "zzz"}})
    validate((await post("/reconcile", data={"queries": queries})).json(), "reconciliation-result-batch")
    asked = json.dumps({"ids": ["hechi"], "properties": [{"id": "zh"}, {"id": "latitude"}]})
    validate((await post("/reconcile", data={"extend": asked})).json(), "data-extension-response")
    validate((await get("/reconcile/extend/propose?type=place")).json(), "data-extension-property-proposal")
    for what, name in (("entity", "entities"), ("type", "types"), ("property", "properties")):
        validate((await get(f"/reconcile/suggest/{what}?prefix=p")).json(), f"suggest-{name}-response")
