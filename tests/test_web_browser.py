"""The site in a real browser: the system's Chromium, headless, under the strict policy. Skipped where there is none."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from web_sample import ENGLISH, PAGES, write_sample

from glossary.serving import datasette_command

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 360, "height": 740}
VISITED = (
    *PAGES,
    "/search?q=keqiao",
    "/term/luokou-garment-city",
    "/term/hostile",
    f"/document/{ENGLISH.id}",
    "/glossary/glossary",
)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no system Chromium (Debian: apt-get install chromium)"),
    pytest.mark.filterwarnings("ignore"),
]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site on the sample, served as `glossary serve` does."""
    port = _free_port()
    database = write_sample(tmp_path_factory.mktemp("browser") / "glossary.db")
    server = subprocess.Popen(datasette_command(database, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/-/versions.json").close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:  # noqa: ANN401
    """A page; what it writes to the console and asks of other hosts fails the test."""
    context = browser.new_context(base_url=address)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    complaints: list[str] = []

    def note_request(asked: Any) -> None:  # noqa: ANN401
        if not asked.url.startswith((address, "data:")):
            complaints.append(asked.url)

    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", note_request)
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield opened
    context.close()
    assert complaints == []


@pytest.mark.parametrize("path", VISITED)
def test_pages_load_quietly_and_fit_a_phone(page: Any, path: str) -> None:  # noqa: ANN401
    page.set_viewport_size(PHONE)
    assert page.goto(path).status == 200
    if not path.startswith("/glossary"):
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("query", ["China Textile City", "中国轻纺城", "qing1fang3cheng2", "young textile city"])
def test_search_by_all_kinds_of_input(page: Any, query: str) -> None:  # noqa: ANN401
    page.goto("/")
    page.fill("#q", query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    page.click(".results a.entry")
    assert page.inner_text("h1 .zh") == "中国轻纺城"


def test_suggestions_by_keyboard(page: Any) -> None:  # noqa: ANN401
    page.goto("/")
    page.type("#q", "surro")
    page.wait_for_selector(".suggestions li")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute(".suggestions li", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/term/huanjiang")


def test_escape_closes_suggestions(page: Any) -> None:  # noqa: ANN401
    page.goto("/")
    page.type("#q", "桥")
    page.wait_for_selector(".suggestions li")
    page.keyboard.press("Escape")
    assert page.is_hidden(".suggestions")
    assert page.input_value("#q") == "桥"


def test_without_javascript(browser: Any, address: str) -> None:  # noqa: ANN401
    context = browser.new_context(base_url=address, java_script_enabled=False)
    opened = context.new_page()
    opened.goto("/")
    opened.fill("#q", "loko")
    opened.click(".search button")
    opened.click(".results a.entry")
    assert opened.inner_text("h1 .zh") == "泺口服装城"
    assert opened.locator("button.copy:visible").count() == 0
    context.close()


def test_copy_buttons(page: Any) -> None:  # noqa: ANN401
    page.goto("/term/huanjiang")
    page.click("text=Copy Chinese")
    page.wait_for_function("document.querySelector('.copied').textContent.includes('环江')")
    assert page.evaluate("navigator.clipboard.readText()") == "环江"


def test_from_document_to_entry_and_back_to_the_line(page: Any) -> None:  # noqa: ANN401
    page.goto(f"/document/{ENGLISH.id}")
    page.click(".text >> text=Surrounding Rivers")
    page.wait_for_url("**/term/huanjiang")
    page.click(".kwic.is-wrong")
    page.wait_for_url("**/document/*#m*")
    assert page.locator(".mention:target").inner_text() == "Surrounding Rivers"


def test_the_map_leads_to_places(page: Any) -> None:  # noqa: ANN401
    page.goto("/places")
    page.click(".map a[aria-label^='Shaoxing'] circle")
    page.wait_for_url("**/term/shaoxing")


def test_a_keyboard_reaches_the_content_first(page: Any) -> None:  # noqa: ANN401
    page.goto("/term/huanjiang")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [path for path in VISITED if not path.startswith("/glossary")])
def test_a_checker_finds_no_barrier(page: Any, path: str, scheme: str) -> None:  # noqa: ANN401
    """axe-core (Deque): WCAG 2.2 A and AA and its best practices, with the suggestions open."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    page.fill("#q", "")
    page.type("#q", "keq")
    page.wait_for_selector(".suggestions li")
    found = axe.Axe().run(page)
    assert [f"{each['id']}: {node['html']}" for each in found.response["violations"] for node in each["nodes"]] == []


def test_all_is_reached_by_keyboard_and_shows_where_it_is(page: Any) -> None:  # noqa: ANN401
    page.goto("/wrong")
    links = page.locator("a:visible, button:visible, select:visible, input:visible").count()
    seen = []
    for _ in range(links):
        page.keyboard.press("Tab")
        style = page.evaluate("""() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.outerHTML, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; }""")
        seen.append(style)
    assert len({html for html, _ in seen}) >= links - 2
    assert [html for html, has_outline in seen if not has_outline] == []


def test_a_mention_says_what_it_means_to_pointers_and_keyboard(page: Any) -> None:  # noqa: ANN401
    page.goto(f"/document/{ENGLISH.id}")
    link = page.locator(".text .mention.wrong a").first
    link.hover()
    page.wait_for_selector(".tip:visible")
    assert "中国轻纺城" in page.inner_text(".tip")
    assert "unofficial: use China Textile City" in page.inner_text(".tip")
    page.keyboard.press("Escape")
    assert page.is_hidden(".tip")
    page.mouse.move(0, 0)
    link.focus()
    assert link.get_attribute("aria-describedby") == "tip"
    assert page.is_visible(".tip")


def test_nothing_moves_for_who_asks_for_stillness(page: Any) -> None:  # noqa: ANN401
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    moving = """() => [...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e);
        return s.scrollBehavior === "smooth" || parseFloat(s.transitionDuration) || s.animationName !== "none";
        }).length"""
    assert page.evaluate(moving) == 0


def test_printed_without_what_only_a_screen_needs(page: Any) -> None:  # noqa: ANN401
    page.emulate_media(media="print")
    page.goto("/term/luokou-garment-city")
    assert page.is_hidden(".search")
    assert page.is_hidden("button.copy >> nth=0")
    assert page.is_visible("h1 .zh")


COLUMN = (
    "Loko Garment City", "surrounding rivers", "CNTAC", "柯桥", "Photosynthesis", "huan2jiang1", "Urumqi", "", "acre",
    "中國輕紡城", "Luoku Garment City", "Xu Tao",
)  # fmt: skip


class _Blank(BaseHTTPRequestHandler):
    """A page of somebody else's."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Refine</title>")

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Blank)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_column_is_reconciled_as_openrefine_does_it(browser: Any, address: str, elsewhere: str) -> None:  # noqa: ANN401
    """Its server posts batches of ten and asks for columns to add; its pages suggest and preview from elsewhere."""

    def posted(name: str, asked: object) -> Any:  # noqa: ANN401
        body = urlencode({name: json.dumps(asked)}).encode()
        with urllib.request.urlopen(f"{address}/reconcile", body) as answer:
            return json.load(answer)

    with urllib.request.urlopen(f"{address}/reconcile") as answer:
        manifest = json.load(answer)
    assert "0.2" in manifest["versions"]
    cells = [cell for cell in COLUMN if cell]  # OpenRefine asks for no blank cell
    matched = {}
    for start in range(0, len(cells), 10):
        batch = {f"q{at}": {"query": cell, "limit": 3} for at, cell in enumerate(cells[start : start + 10])}
        for key, found in posted("queries", batch).items():
            best = found["result"][0] if found["result"] else {"match": False, "id": ""}
            matched[batch[key]["query"]] = best["id"] if best["match"] else ""
    assert matched == {
        "Loko Garment City": "luokou-garment-city", "surrounding rivers": "huanjiang", "CNTAC": "cntac", "柯桥": "",
        "Photosynthesis": "", "huan2jiang1": "huanjiang", "Urumqi": "urumqi", "acre": "mu",
        "中國輕紡城": "china-textile-city", "Luoku Garment City": "", "Xu Tao": "xu-tao",
    }  # fmt: skip
    ids = sorted({slug for slug in matched.values() if slug})
    added = posted("extend", {"ids": ids, "properties": [{"id": "zh"}, {"id": "pinyin"}]})
    assert added["rows"]["mu"] == {"zh": [{"str": "亩"}], "pinyin": [{"str": "mǔ"}]}
    assert added["rows"]["xu-tao"]["zh"] == []

    context = browser.new_context()
    refine = context.new_page()
    refine.goto(elsewhere)
    asked = """async ([service, prefix]) => (await (await fetch(
        `${service.service_url}${service.service_path}?prefix=${encodeURIComponent(prefix)}`)).json()).result"""
    (first, *_) = refine.evaluate(asked, [manifest["suggest"]["entity"], "keq"])
    assert first["name"].startswith("Keqiao")
    url = manifest["preview"]["url"].replace("{{id}}", "huanjiang")
    refine.set_content(f'<iframe src="{url}" width="{manifest["preview"]["width"]}" height="260"></iframe>')
    assert "环江" in refine.frame_locator("iframe").locator("body").inner_text()
    refine.goto(manifest["view"]["url"].replace("{{id}}", "huanjiang"))
    assert refine.inner_text("h1 .zh") == "环江"
    context.close()


CONTRAST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll("main *, header *, footer *")) {
    if (e.closest("svg") || !e.checkVisibility()) continue;
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(`${e.className || e.tagName}: ${((a + .05) / (b + .05)).toFixed(2)}`);
  }
  return [...new Set(poor)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/search?q=loko+garment+city", "/term/luokou-garment-city", "/wrong", "/overview"]
)
def test_contrast(page: Any, path: str, scheme: str) -> None:  # noqa: ANN401
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    assert page.evaluate(CONTRAST) == []
