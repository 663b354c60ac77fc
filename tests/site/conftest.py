"""A browser and the built site, at the root of a host and below a path.

`scripts/dev.py test` builds both before these tests run and names the browser in DEEPDIVE_CHROME.
Every page that a test opens is watched: a request to another host, a script error or a violated
security policy fails the test.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
BELOW_A_PATH = ROOT / ".cache/site-below-a-path"
PREFIX = "/deep/dive/"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser and the site talk over this machine's own sockets."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.enable_socket)


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a path, with the site's own page for what is not there."""

    def __init__(self, *args: object, prefix: str, **kwargs: object) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return super().translate_path("/not/there")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a failing test says what matters."""


def _serve(folder: Path, prefix: str) -> Iterator[str]:
    assert (folder / "index.html").exists(), f"{folder} is not built: run `make test`"
    handler = partial(_Handler, directory=str(folder), prefix=prefix)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def site_url() -> Iterator[str]:
    """Where the site is served at the root of its host."""
    yield from _serve(SITE, "/")


@pytest.fixture(scope="session")
def below_a_path() -> Iterator[str]:
    """Where the site is served below a path."""
    yield from _serve(BELOW_A_PATH, PREFIX)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that `scripts/dev.py` found."""
    path = os.environ.get("DEEPDIVE_CHROME")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or None, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, on a desktop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must not ask other hosts, raise errors or violate its policy."""
    page = context.new_page()
    yield from watched(page)


def watched(page: Page) -> Iterator[Page]:
    """The page; when the test is done, what it should not have done fails the test."""
    faults: list[str] = []
    page.on(
        "request", lambda request: faults.append(request.url) if _outside(request.url) else None
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if message.type == "error" and "404 (Not Found)" not in message.text
            else None
        ),
    )
    yield page
    assert faults == []


def _outside(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname != "127.0.0.1"
