"""No address ever dies: `urls.lock` lists every page that was ever published, and only grows.

A page that moved keeps its line, with the new address behind an arrow: `old/ -> new/`. The build
turns such a line into a page at the old address that leads to the new one.
"""

from __future__ import annotations

import html
import posixpath
from pathlib import Path

from scripts.deepdive.pages import Page
from scripts.deepdive.problems import Checked, Problem, nearest

NAME = "urls.lock"


def check(root: Path, pages: list[Page]) -> Checked:
    """Addresses that would die, redirects that lead nowhere, and pages that are not yet listed."""
    listed = _listed(root)
    live = {_shown(page.url) for page in pages}
    result = Checked("addresses kept", len(listed))
    for number, (url, target) in enumerate(listed.items(), start=1):
        place = NAME, number, 1
        if target is None and url not in live:
            what = f"{url} was published and no page has this address any more"
            remedy = f"write `{url} -> new/address/` or bring the page back"
            result.problems.append(Problem(*place, "dead-address", what, remedy))
        if target is not None and target not in live:
            what = f"{url} leads to {target}, which is no page"
            result.problems.append(Problem(*place, "dead-redirect", what, nearest(target, live)))
    for page in pages:
        if _shown(page.url) not in listed:
            what = f"{NAME} does not list {_shown(page.url)}"
            result.problems.append(
                Problem(page.path, 1, 1, "unlisted-address", what, "make fix", fixable=True)
            )
    return result


def fix(root: Path, pages: list[Page]) -> None:
    """List what is not listed yet; what is listed stays."""
    listed = _listed(root)
    listed |= {_shown(page.url): None for page in pages if _shown(page.url) not in listed}
    lines = [url if target is None else f"{url} -> {target}" for url, target in listed.items()]
    (root / NAME).write_text("\n".join(sorted(lines)) + "\n", "utf-8")


def write_redirects(root: Path, site: Path) -> int:
    """Write a page for every address that moved; returns how many."""
    moved = {url: target for url, target in _listed(root).items() if target is not None}
    for url, target in moved.items():
        way = html.escape(posixpath.relpath("/" + target, "/" + url) + "/")
        path = site / url / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>This page moved'
            '</title><meta name="description" content="This page moved to a new address.">'
            f'<meta name="robots" content="noindex"><link rel="canonical" href="{way}">'
            f'<meta http-equiv="refresh" content="0; url={way}"></head>'
            f'<body><p>This page moved: <a href="{way}">go to its new address</a>.</p></body>'
            "</html>\n",
            "utf-8",
        )
    return len(moved)


def _listed(root: Path) -> dict[str, str | None]:
    path = root / NAME
    lines = path.read_text("utf-8").split("\n") if path.exists() else []
    pairs = (line.partition(" -> ") for line in lines if line.strip())
    return {url.strip(): target.strip() or None for url, _, target in pairs}


def _shown(url: str) -> str:
    return url or "/"
