"""What is checked on the built site, as a reader's browser would get it.

Every internal link and anchor leads somewhere, no id stands twice on a page, every image has a
text, every page has a title and a description, and nothing is asked of another host.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from scripts.deepdive.problems import Checked, Problem, nearest

_OUTSIDE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_CSS_ADDRESS = re.compile(
    r"""(?:url\(\s*|@import\s+)["']?(?P<url>(?:https?:)?//[^"')\s]+)""", re.IGNORECASE
)
_QUIET_RELATIONS = {"canonical", "license", "alternate", "author", "next", "prev"}


@dataclass(frozen=True)
class _Page:
    path: str  # below the site: services/dynamodb/index.html
    tree: html.HtmlElement
    ids: Counter[str]


def check(root: Path, site: Path, base: str = "/") -> Checked:
    """Look at every HTML and CSS file below `site`, which is meant to be served under `base`."""
    pages = {page.path: page for page in _pages(site)}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    result = Checked("built pages", len(pages))
    for page in pages.values():
        found = [
            *_duplicate_ids(page),
            *_missing_texts(page),
            *_outside_requests(page),
            *_links(page, pages, files, base),
        ]
        result.problems += [_problem(root, page.path, *item) for item in found]
    for path in sorted(site.rglob("*.css")):
        for match in _CSS_ADDRESS.finditer(path.read_text("utf-8")):
            name = path.relative_to(site).as_posix()
            what = f"{name} asks {match['url']}"
            result.problems.append(
                Problem(name, 1, 1, "outside-request", what, "keep a copy in docs/assets")
            )
    return result


def _pages(site: Path) -> Iterator[_Page]:
    for path in sorted(site.rglob("*.html")):
        tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        ids = Counter(str(element.get("id")) for element in tree.iter() if element.get("id"))
        names = {str(element.get("name")) for element in tree.iter("a") if element.get("name")}
        ids.update(names - set(ids))
        yield _Page(path.relative_to(site).as_posix(), tree, ids)


_Finding = tuple[str, str, str, str]  # rule, what, remedy, and the text to look for in the source


def _duplicate_ids(page: _Page) -> Iterator[_Finding]:
    for id, count in page.ids.items():
        if count > 1:
            yield (
                "duplicate-id",
                f"the id '{id}' stands {count} times",
                "give each its own",
                f'id="{id}"',
            )


def _missing_texts(page: _Page) -> Iterator[_Finding]:
    if not (page.tree.findtext(".//title") or "").strip():
        yield "missing-title", "the page has no title", "add 'title:' to the front matter", ""
    descriptions = page.tree.xpath("//meta[@name='description']/@content")
    if not any(text.strip() for text in descriptions):
        remedy = "add 'description:' to the front matter"
        yield "missing-description", "the page has no description", remedy, ""
    for image in page.tree.iter("img"):
        if image.get("alt") is None or (
            not image.get("alt", "").strip() and image.get("aria-hidden") != "true"
        ):
            source = image.get("src", "")
            what, remedy = f"the image {source} has no alt text", "say what it shows"
            yield "missing-alt", what, remedy, source.rsplit("/", 1)[-1]


def _outside_requests(page: _Page) -> Iterator[_Finding]:
    remedy = "keep a copy in docs/assets"
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ("src", "srcset", "poster", "data", "action", "xlink:href"):
            value = element.get(name, "")
            if _OUTSIDE.match(value):
                yield "outside-request", f"<{element.tag} {name}> asks {value}", remedy, value
        if element.tag == "link" and _OUTSIDE.match(element.get("href", "")):
            relations = set(element.get("rel", "").lower().split())
            if not relations <= _QUIET_RELATIONS:
                value = element.get("href", "")
                yield (
                    "outside-request",
                    f"<link rel={element.get('rel')}> asks {value}",
                    remedy,
                    value,
                )
        for text in (element.get("style", ""), element.text if element.tag == "style" else ""):
            for match in _CSS_ADDRESS.finditer(text or ""):
                value = match["url"]
                yield "outside-request", f"a style asks {value}", remedy, value


def _links(page: _Page, pages: dict[str, _Page], files: set[str], base: str) -> Iterator[_Finding]:
    here = "/" + re.sub(r"(^|/)index\.html$", r"\1", page.path)
    for element in page.tree.iter("a", "link", "img", "script", "source", "use"):
        for name in ("href", "src"):
            value = element.get(name)
            if value is None or urlsplit(value).scheme or value.startswith("//"):
                continue
            if value.startswith("/"):
                if not value.startswith(base):
                    what = f"'{value}' leaves the site, which is served under {base}"
                    yield "broken-link", what, "write a relative link", value
                    continue
                value = "/" + value.removeprefix(base)
            target = urlsplit(urljoin(here, value))
            path = unquote(target.path).lstrip("/")
            path += "index.html" if path == "" or path.endswith("/") else ""
            if path not in files and f"{path}/index.html" in files:
                path += "/index.html"
            if path not in files:
                what = f"'{element.get(name)}' leads to {path}, which is not there"
                yield "broken-link", what, nearest(path, files), element.get(name, "")
            elif target.fragment and path in pages:
                anchor = unquote(target.fragment)
                if anchor not in pages[path].ids and anchor != "__top":
                    what = f"{path} has no anchor '#{anchor}'"
                    known = (id for id in pages[path].ids if not id.startswith("__"))
                    remedy = nearest(anchor, known)
                    yield "broken-anchor", what, remedy, f"#{anchor}"


def _problem(root: Path, built: str, rule: str, what: str, remedy: str, needle: str) -> Problem:
    """The problem at its place in the source, if the page has one and the text is found there."""
    stem = re.sub(r"(^|/)index\.html$", "", built)
    for name in (f"docs/{stem}.md", f"docs/{stem}/index.md".replace("//", "/")):
        path = root / name
        if path.exists():
            for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
                if needle and needle in line:
                    return Problem(name, number, line.index(needle) + 1, rule, what, remedy)
            return Problem(name, 1, 1, rule, what, remedy)
    return Problem(f"site/{built}", 1, 1, rule, what, remedy)
