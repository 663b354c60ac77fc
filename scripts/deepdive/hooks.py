"""MkDocs hooks: a page that would come out the same is not converted again; then search and policy.

A converted page is kept together with a key that holds all that its conversion reads: its text and
front matter, the files that it includes, what its markers expand to, the facts that it links to,
the configuration, the packages and our own code. What MkDocs answered about the files that it links
to is compared as well. A page whose conversion logged anything is converted in every build, so that
no warning is lost. Nothing on a page depends on this file: without it the same bytes come, later.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread, get_ident
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from scripts.deepdive import cache, extension, policy, prose, search, urls
from scripts.deepdive.ledger import load
from scripts.deepdive.tables import MarkerError

log = logging.getLogger("mkdocs.deepdive.hooks")

MERMAID = "assets/vendor/mermaid.min.js"
"""Where mkdocs.yml has the mermaid2 plugin look for it; no site ships it that does not need it."""

FOLDER = ".cache/pages"
"""Where converted pages are kept between builds, below the project."""

READ_NOTHING_ELSE = {
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.keys",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "scripts.deepdive.extension",
    "tables",
    "toc",
}
"""The Markdown extensions of which it is known that a page's key holds all that they read."""

_FACT = re.compile(r"fact:([\w.-]+)")


@dataclass
class Build:
    """One build: the part of the key that all pages share, and what happened to each page."""

    shared: str
    store: cache.Store
    markdown: Markdown
    facts: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    converted: list[str] = field(default_factory=list)


_serving = False
_needs_mermaid = False
_build: Build | None = None
_indexing: Thread | None = None


def on_startup(command: str, **_: object) -> None:
    """Remember whether a reader waits (`serve`) or a site is made to be published.

    The site's dates are those of the sources, so that the same sources give the same bytes.
    """
    global _serving
    _serving = command == "serve"
    if committed := last_commit(Path.cwd()):
        os.environ.setdefault("SOURCE_DATE_EPOCH", committed)


def last_commit(root: Path) -> str | None:
    """When the newest commit was made, in seconds since 1970; None outside a repository."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin a build; the cache stays out of it where nobody can say what a page depends on."""
    global _build, _needs_mermaid
    _finish_index()
    _needs_mermaid = False
    cache.hold()
    _build = None
    unknown = sorted(set(config.markdown_extensions) - READ_NOTHING_ELSE)
    if unknown:
        log.info("no page is taken from the cache: add %s to READ_NOTHING_ELSE", unknown)
    elif cache.sources_digest() != cache.LOADED:
        log.info("scripts/ has changed: start again to see it; until then all pages are converted")
    else:
        _build = Build(
            cache.digest(cache.environment(), _settings(config)),
            cache.Store(Path(config.config_file_path).parent / FOLDER),
            Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs),
        )


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let the page ask the cache when MkDocs asks it to convert itself."""
    if _build is not None:
        page.render = partial(_render, _build, page)  # type: ignore[method-assign]
    return markdown


def on_post_page(output: str, **_: object) -> None:
    """Notice a page whose diagram only the reader's browser can draw."""
    global _needs_mermaid
    _needs_mermaid |= '<div class="mermaid">' in output


def on_build_error(**_: object) -> None:
    """Look at files again."""
    cache.release()


def on_post_build(config: MkDocsConfig) -> None:
    """Index the site for search and, where it is to be published, write its policy."""
    global _indexing
    cache.release()
    if _build is not None:
        _build.store.keep_only(_build.pages)
        log.info("converted %d of %d pages", len(_build.converted), len(_build.pages))
    site = Path(config.site_dir)
    if _needs_mermaid:
        (site / MERMAID).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(config.docs_dir) / MERMAID, site / MERMAID)
    urls.write_redirects(Path(config.config_file_path).parent, site)
    if _serving:  # the page that is being written is wanted now, its words in the search soon
        _indexing = Thread(target=search.index, args=(site,))
        _indexing.start()
    else:
        search.index(site)
        policy.apply(site)  # not in `serve`: it would forbid MkDocs's own reloading script


def on_shutdown() -> None:
    """Let the index be finished before `serve` removes the site."""
    _finish_index()


def _finish_index() -> None:
    """Wait, so that nobody clears the site away from under the search index."""
    global _indexing
    if _indexing is not None:
        _indexing.join()
        _indexing = None


def _render(build: Build, page: Page, config: MkDocsConfig, files: Files) -> None:
    name = page.file.src_uri
    build.pages.append(name)
    key = _key(build, page)
    entry = build.store.get(name, key)
    if entry is not None and all(
        _answer(files.get_file_from_path(path)) == answer for path, answer in entry["asked"].items()
    ):
        _restore(page, entry, files)
        return
    asked = _Asked(files)
    with _listening() as heard:
        type(page).render(page, config, asked)
    build.converted.append(name)
    if not heard:
        build.store.put(name, key, {**_state(page), "asked": asked.answers})


def _key(build: Build, page: Page) -> str:
    """A digest of everything that the conversion of this page reads, but for `Files`."""
    lines = (page.markdown or "").split("\n")
    steps = build.markdown.preprocessors
    root = steps["deepdive-markers"].root
    lines = steps["snippet"].run(lines)
    lines = [new for line in lines for new in _expanded(root, page.file.src_uri, line)]
    text = "\n".join(lines)
    facts = [_fact(build, root, id) for id in sorted(set(_FACT.findall(text)))]
    meta = json.dumps(page.meta, default=str)
    return cache.digest(build.shared, page.file.src_uri, meta, text, *facts)


def _expanded(root: Path, page: str, line: str) -> list[str]:
    marker = prose.MARKER.fullmatch(line.strip())
    if marker is None or marker["name"] == "allow-figure":
        return [line]
    try:
        return [line, *extension.expand(root, page, marker["name"], marker["body"])]
    except MarkerError as error:
        return [line, str(error)]


def _fact(build: Build, root: Path, id: str) -> str:
    """What a link to that fact shows on a page; nothing if there is no such fact."""
    if id not in build.facts:
        ledger, _ = load(root)
        number = ledger.number(id)
        build.facts[id] = ""
        if number is not None:
            link = ElementTree.Element("a")
            link.text = prose.WHOLE
            shown = extension.fact_element(number, link, id, ledger)
            build.facts[id] = ElementTree.tostring(shown, "unicode")
    return build.facts[id]


def _settings(config: MkDocsConfig) -> str:
    """What MkDocs's conversion and the extensions read of the configuration, and the log level:
    a message that was not logged for lack of interest must be logged once there is some."""
    read = [
        config.markdown_extensions,
        config.mdx_configs,
        config.validation,
        config.use_directory_urls,
        logging.getLogger("mkdocs.structure.pages").getEffectiveLevel(),
    ]
    return json.dumps(read, default=_plain)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else pickle.dumps(value).hex()


def _answer(file: File | None) -> list[str] | None:
    """All that MkDocs reads of the target of a link."""
    return None if file is None else [file.url, file.inclusion.name]


class _Asked(Files):
    """The same files, with a list of what was asked about them."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.answers: dict[str, list[str] | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = super().get_file_from_path(path)
        self.answers[path] = _answer(file)
        return file


@contextmanager
def _listening() -> Iterator[list[str]]:
    """The messages that this thread logs in the meantime."""
    heard: list[str] = []
    handler = logging.Handler()
    thread = get_ident()
    handler.emit = lambda record: (  # type: ignore[method-assign]
        heard.append(record.getMessage()) if record.thread == thread else None
    )
    # MkDocs's logger does not propagate to the root logger in `mkdocs build`
    loggers = logging.getLogger(), logging.getLogger("mkdocs")
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield heard
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


def _state(page: Page) -> dict[str, Any]:
    """All that `Page.render` sets."""
    links = page.links_to_anchors
    return {
        "content": page.content,
        "toc": [_token(item) for item in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": links and {file.src_uri: anchors for file, anchors in links.items()},
    }


def _restore(page: Page, state: dict[str, Any], files: Files) -> None:
    page.content = state["content"]
    page.toc = get_toc(state["toc"])
    page._title_from_render = state["title"]
    page.present_anchor_ids = set(state["anchors"])
    page.links_to_anchors = state["links"] and {
        file: anchors
        for path, anchors in state["links"].items()
        if (file := files.get_file_from_path(path))
    }


def _token(item: AnchorLink) -> dict[str, Any]:
    children = [_token(child) for child in item.children]
    return {"name": item.title, "id": item.id, "level": item.level, "children": children}
