import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from scripts.deepdive import search

ARTICLE = '<article class="md-content__inner md-typeset">{}</article>'
SERVICE = ARTICLE.format(
    '<h1 id="ddb">Amazon DynamoDB<a class="headerlink" href="#ddb">&para;</a></h1>'
    '<h2 id="hot">Hot <em>partitions</em><a class="headerlink" href="#hot">&para;</a></h2>'
    "<table><tr><td>Item size</td>"
    "<td><button>400&nbsp;KB</button><span>Item size</span></td></tr></table>"
    "<p>An item takes 3,000 RCU at most.</p>"
    '<pre><code><span class="n">client</span><span class="o">.</span>'
    '<span class="n">put_item</span><span class="p">(</span>'
    '<span class="n">table_name</span></code></pre>'
)
QUESTION = ARTICLE.format(
    '<h1 id="q">One hot key</h1><h2 id="a">Answer<a class="headerlink" href="#a">&para;</a></h2>'
    "<table><tr><td>400 KB</td></tr></table>"
)
LIST = ARTICLE.format('<h1 id="l">Services</h1><p>Hot keys, 400 KB.</p>')


def page(article: str, level: str | None = None) -> str:
    """A built page; the header's words belong to no page."""
    mark = f' data-level="{level}"' if level else ""
    header = f'<header>everywhere<dialog class="search" id="search"{mark}></dialog></header>'
    return f'<html lang="en"><head><title>T</title></head><body>{header}{article}</body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small built site, below a folder of its own."""
    pages = {
        "index.html": page(LIST),
        "404.html": page(LIST),
        "services/index.html": page(LIST),
        "services/dynamodb/index.html": page(SERVICE),
        "questions/dynamodb/hot-key/index.html": page(QUESTION, "both"),
        "questions/old/index.html": '<meta http-equiv="refresh" content="0; url=../dynamodb/">',
    }
    for name, html in pages.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
    return tmp_path / "site"


def fragments(site: Path) -> dict[str, Any]:
    """What the index holds of each page, by address."""
    found = {}
    for path in (site / search.FOLDER / "fragment").iterdir():
        text = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(text)
        found[fragment["url"]] = fragment
    return found


def test_every_page_with_an_article_is_found_but_neither_404_nor_redirects(site: Path) -> None:
    assert search.index(site) == 4
    assert set(fragments(site)) == {
        "/",
        "/services/",
        "/services/dynamodb/",
        "/questions/dynamodb/hot-key/",
    }


def test_nothing_stays_that_the_search_does_not_load(site: Path) -> None:
    search.index(site)
    names = {path.name for path in (site / search.FOLDER).iterdir()}
    (meta,) = (name for name in names if name.endswith(".pf_meta"))
    expected = {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"}
    assert names == {*expected, meta, "fragment", "index", "filter"}


def test_only_the_article_is_indexed_without_permalinks(site: Path) -> None:
    search.index(site)
    for fragment in fragments(site).values():
        assert "everywhere" not in fragment["content"]
        assert "¶" not in fragment["content"]


def test_kind_comes_from_the_folder_and_level_from_the_theme(site: Path) -> None:
    search.index(site)
    found = fragments(site)
    assert found["/services/dynamodb/"]["filters"] == {"kind": ["Service"]}
    question = found["/questions/dynamodb/hot-key/"]
    assert question["filters"] == {"kind": ["Question"], "level": ["L6", "L7"]}
    assert question["meta"]["kind"] == "Question"
    assert found["/services/"]["filters"] == {"kind": [search.OVERVIEW]}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("index.html", "Overview"),
        ("services/index.html", "Overview"),
        ("services/dynamodb/index.html", "Service"),
        ("questions/dynamodb/hot-key/index.html", "Question"),
        ("reference/changes/index.html", "Reference"),
        ("elsewhere/page/index.html", "Overview"),
    ],
)
def test_kind_of(place: str, kind: str) -> None:
    assert search.kind_of(place) == kind


def test_headings_figures_and_calls_are_the_topics_of_what_explains_and_of_nothing_else(
    site: Path,
) -> None:
    search.index(site)
    found = fragments(site)
    assert found["/services/dynamodb/"]["meta"]["topics"] == "Hot partitions. 400_KB. put_item"
    assert "topics" not in found["/questions/dynamodb/hot-key/"]["meta"]
    assert "topics" not in found["/services/"]["meta"]


def test_a_cell_with_a_figure_weighs_more_and_code_and_lists_less() -> None:
    service = search.searchable("services/dynamodb/index.html", page(SERVICE))
    question = search.searchable("questions/dynamodb/hot-key/index.html", page(QUESTION))
    overview = search.searchable("services/index.html", page(LIST))
    sources = search.searchable("about/sources/index.html", page(LIST))
    assert service
    assert '<td data-pagefind-weight="4"><button>400_KB</button>' in service
    assert "<td>Item size</td>" in service
    assert '<pre data-pagefind-weight="0.5">' in service
    assert question
    assert "data-pagefind-weight" not in question
    assert overview
    assert '<div data-pagefind-weight="0.3">' in overview
    assert sources
    assert '<div data-pagefind-weight="0.3">' in sources


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("400 KB", "400_KB"),
        ("400&nbsp;KB", "400_KB"),
        ("3,000 RCU and 1,000 WCU", "3,000_RCU and 1,000_WCU"),
        ("1 MiB, 5 ms", "1_MiB, 5_ms"),
        ("400 KBs", "400 KBs"),
        ("400 items", "400 items"),
    ],
)
def test_a_number_and_its_unit_are_one_word(html: str, joined: str) -> None:
    assert search.join_units(html) == joined


def test_the_browser_joins_the_same_units() -> None:
    script = Path("docs/assets/javascripts/search.js").read_text("utf-8")
    assert f"({search.UNITS})" in script


def test_a_name_in_code_is_a_word_of_its_own(site: Path) -> None:
    search.index(site)
    content = fragments(site)["/services/dynamodb/"]["content"]
    assert "client. put_item (" in content


def test_a_new_index_takes_the_place_of_the_old_one(site: Path) -> None:
    search.index(site)
    (site / search.FOLDER / "fragment" / "stale").write_text("")
    (site / "services/dynamodb/index.html").unlink()
    assert search.index(site) == 3
    assert not (site / search.FOLDER / "fragment" / "stale").exists()
    assert not list(site.glob(".*"))


def test_when_pagefind_fails_the_reason_is_told_and_the_old_index_stays(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.index(site)
    monkeypatch.setattr(search, "_COMMAND", [*search._COMMAND, "--no-such-option"])
    with pytest.raises(search.NotIndexed, match="no-such-option"):
        search.index(site)
    assert len(fragments(site)) == 4
    assert not list(site.glob(".*"))


def test_a_site_without_a_page_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><body>no article</body></html>")
    with pytest.raises(search.NotIndexed, match="no page"):
        search.index(tmp_path)
    assert not (tmp_path / search.FOLDER).exists()
