"""Photograph the site for the README: its home page, an entry, a document, by the system's own Chromium.

Comes in: a glossary.db of the sample texts. Goes out: PNG files in a folder. Needs playwright (its Python package
alone), chromium and a Chinese font (Debian: chromium, fonts-noto-cjk); nothing is downloaded.

    python scripts/make_screenshots.py glossary.db docs
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from glossary.records import identifier
from glossary.serving import datasette_command

PORT = 8973
BROWSER = "/usr/bin/chromium"
SHOTS = {
    "home": "/",
    "entry": "/term/luokou-garment-city",
    "document": f"/document/{identifier('document', '02-core-area-list.txt')}",
}
SIZE = ViewportSize(width=1180, height=900)
PATIENCE = 30  # seconds until Datasette answers


def wait_for(address: str) -> None:
    """Return once something answers; TimeoutError otherwise."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} does not answer")


def main() -> None:
    database, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(exist_ok=True)
    server = subprocess.Popen(datasette_command(database, PORT), stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{PORT}/-/versions.json")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE)
            for name, path in SHOTS.items():
                page.goto(f"http://127.0.0.1:{PORT}{path}")
                page.screenshot(path=folder / f"{name}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
