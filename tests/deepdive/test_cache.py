"""The cache against MkDocs itself: a small site is built, changed and built again."""

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from scripts.deepdive import cache, policy, search

ROOT = Path(__file__).resolve().parents[2]
HOOKS = ROOT / "scripts/deepdive/hooks.py"
SERVICE, QUESTION = "services/dynamodb.md", "questions/dynamodb/hot-key.md"
ALL = ["index.md", QUESTION, SERVICE]

CONFIG = f"""\
site_name: A small site
nav: [index.md, {SERVICE}]
not_in_nav: /questions/*/*.md
theme: {{name: null, custom_dir: overrides}}
hooks: ['{HOOKS.as_posix()}']
plugins: []
validation: {{links: {{anchors: warn}}}}
markdown_extensions:
  - attr_list
  - md_in_html
  - toc: {{permalink: true}}
  - pymdownx.superfences
  - pymdownx.highlight
  - pymdownx.snippets: {{base_path: [examples], check_paths: true}}
  - scripts.deepdive.extension
"""
TEMPLATE = """\
<title>{{ page.title }}</title>
<nav>{% for item in nav %}<a href="{{ item.url }}">{{ item.title }}</a>{% endfor %}</nav>
{% for item in page.toc %}{{ item.url }} {{ item.title }} {{ item.active }}
  {% for child in item.children %}{{ child.url }} {{ child.level }}{% endfor %}
{% endfor %}{{ page.content }}
"""
HOME = """\
# Start

See [DynamoDB](services/dynamodb.md#sizing) and <a id="raw">here</a>, [above](#raw).

An account has [80,000 WCU](fact:dynamodb.account-write-units).
"""
MORE = """
## Sizing

<!-- estimate: dynamodb.storage -->

<!-- table: questions dynamodb -->

```python
--8<-- "dynamodb/write.py:write"
```
"""
EXAMPLE = """\
# --8<-- [start:write]
write = 1
# --8<-- [end:write]
# --8<-- [start:read]
read = 1
# --8<-- [end:read]
"""
ESTIMATE = '''\
def storage(items: Annotated[float, "items", Between(1, 9)] = 2):
    """Storage."""
    total: Annotated[float, "KB"] = items * fact("dynamodb.item-size")
    return total
'''


class Site:
    """The small site, and what the last build of it converted, said and indexed."""

    def __init__(self, root: Path, caplog: pytest.LogCaptureFixture) -> None:
        self.root = root
        self.caplog = caplog
        self.converted: list[str] = []
        self.messages: list[str] = []

    def build(
        self, command: Literal["build", "serve"] = "build", **options: Any
    ) -> dict[str, bytes]:
        """Builds it as that command does; returns each file of the site."""
        self.caplog.clear()
        config = load_config(
            str(self.root / "mkdocs.yml"), site_dir=str(self.root / "site"), **options
        )
        config.plugins.on_startup(command=command, dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
        self.messages = [message for message in self.caplog.messages if "Doc file" in message]
        hooks: Any = config.hooks  # a list, says MkDocs; a mapping, gives MkDocs
        build = next((hook._build for hook in hooks.values()), None)
        self.converted = sorted(build.converted) if build else []
        return {
            path.relative_to(self.root / "site").as_posix(): path.read_bytes()
            for path in (self.root / "site").rglob("*")
            if path.is_file() and path.name != "sitemap.xml.gz"
        }

    def text(self, name: str) -> str:
        """A built page."""
        return (self.root / "site" / name / "index.html").read_text("utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces a text in a source file, in which it must stand."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def entries(self) -> list[Path]:
        """The files of the cache."""
        return sorted((self.root / ".cache/pages").iterdir())


@pytest.fixture
def site(
    project: Path,
    write: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Site]:
    """The small site, built once."""
    write("mkdocs.yml", CONFIG)
    write("overrides/main.html", TEMPLATE)
    write("docs/index.md", HOME)
    write("examples/dynamodb/write.py", EXAMPLE)
    write("estimates/dynamodb.py", ESTIMATE)
    with (project / "docs" / SERVICE).open("a") as file:
        file.write(MORE)
    monkeypatch.chdir(project)
    monkeypatch.setattr(search, "index", lambda _: 0)
    monkeypatch.setattr(policy, "apply", lambda _: 0)
    caplog.set_level(logging.INFO, logger="mkdocs")
    small = Site(project, caplog)
    small.build()
    assert small.converted == ALL
    assert small.messages == []
    yield small
    cache.release()


def test_the_bytes_are_the_same_with_a_cold_cache_a_warm_one_and_none(site: Site) -> None:
    warm = site.build()
    assert site.converted == []
    for path in site.entries():
        path.unlink()
    cold = site.build()
    assert site.converted == ALL
    without = site.build(hooks=[])
    assert {"index.html", "services/dynamodb/index.html"} < set(without)
    assert warm == cold == without


CHANGES: dict[str, tuple[str, str, str, list[str], str, str]] = {
    # what changes: file, old text, new text; pages converted; a page that shows it, and what
    "text": ("docs/index.md", "See", "Look at", ["index.md"], "", "Look at"),
    "front matter": (
        f"docs/{SERVICE}",
        "title: Amazon DynamoDB",
        "title: Dynamo",
        [SERVICE],
        "",
        ">Dynamo</a>",
    ),
    "a fact": (
        "data/facts/dynamodb.yml",
        "per item",
        "an item",
        [SERVICE],
        "services/dynamodb",
        "400 KB, an item",
    ),
    "a fact in the prose of another page": (
        "data/facts/dynamodb.yml",
        "per account and Region",
        "per account",
        ["index.md", SERVICE],
        "",
        "80,000 WCU, per account</span>",
    ),
    "the source of a fact": (
        "data/sources/dynamodb.yml",
        "title: Quotas in",
        "title: Limits of",
        ["index.md", SERVICE],
        "services/dynamodb",
        "Limits of",
    ),
    "an included example": (
        "examples/dynamodb/write.py",
        "write = 1",
        "write = [2]",
        [SERVICE],
        "services/dynamodb",
        "[</span>",
    ),
    "an estimate": (
        "estimates/dynamodb.py",
        "= 2):",
        "= 3):",
        [SERVICE],
        "services/dynamodb",
        "1,200",
    ),
    "another page's title in a table": (
        f"docs/{QUESTION}",
        "title: One key",
        "title: A key",
        [QUESTION, SERVICE],
        "services/dynamodb",
        "A key takes all",
    ),
    "how Markdown is read": ("mkdocs.yml", "permalink: true", "permalink: §", ALL, "", "§"),
    "the name of the site, which the template shows": (
        "overrides/main.html",
        "<title>",
        "<title>{{ config.site_name }}: ",
        [],
        "",
        "<title>A small site: ",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows_and_converts_only_the_pages_that_it_touches(
    site: Site, change: str
) -> None:
    file, old, new, pages, shows, text = CHANGES[change]
    assert text not in site.text(shows)
    site.change(file, old, new)
    built = site.build()
    assert site.converted == pages
    assert text in site.text(shows)
    assert built == site.build(hooks=[])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/facts/dynamodb.yml", "Conflict rule", "Rule"),
        ("examples/dynamodb/write.py", "read = 1", "read = 2"),
        ("mkdocs.yml", "A small site", "A site"),
    ],
)
def test_what_no_page_reads_converts_nothing(site: Site, file: str, old: str, new: str) -> None:
    site.change(f"docs/{SERVICE}", "table: facts dynamodb", "table: facts dynamodb only=item-size")
    site.build()
    site.change(file, old, new)
    site.build()
    assert site.converted == []


def test_a_new_page_converts_the_page_that_lists_it(site: Site) -> None:
    text = (site.root / "docs" / QUESTION).read_text("utf-8")
    (site.root / "docs/questions/dynamodb/new.md").write_text(text.replace("One key", "New"))
    site.build()
    assert site.converted == ["questions/dynamodb/new.md", SERVICE]
    assert "New takes all" in site.text("services/dynamodb")


def test_a_link_to_a_page_that_went_is_reported_until_it_comes_back(site: Site) -> None:
    site.change(f"docs/{SERVICE}", "<!-- table: questions dynamodb -->", "")
    site.build()
    path = site.root / "docs" / QUESTION
    text = path.read_text("utf-8")
    path.unlink()
    for _ in range(2):
        site.build()
        assert site.converted == [SERVICE]
        assert len(site.messages) == 1
        assert "'../questions/dynamodb/hot-key.md#outline', but the target" in site.messages[0]
    path.write_text(text, "utf-8")
    site.build()
    assert site.converted == [QUESTION]  # what was kept of the other page holds again
    assert site.messages == []


def test_an_anchor_that_went_is_reported_though_the_linking_page_is_not_converted(
    site: Site,
) -> None:
    site.change(f"docs/{QUESTION}", "## Outline", "## Sketch")
    site.build()
    assert site.converted == [QUESTION]
    assert len(site.messages) == 1
    assert "does not contain an anchor '#outline'" in site.messages[0]


def test_a_warning_comes_with_every_build_and_was_not_lost_by_a_silent_one(site: Site) -> None:
    site.change("docs/index.md", "#raw)", "gone.md)")
    site.caplog.set_level(logging.ERROR, logger="mkdocs")  # as `mkdocs build -q`
    site.build()
    site.caplog.set_level(logging.INFO, logger="mkdocs")
    for _ in range(2):
        site.build()
        assert site.converted[0] == "index.md"
        assert len(site.messages) == 1
        assert "'gone.md'" in site.messages[0]


def test_an_unknown_fact_is_reported_with_every_build(site: Site) -> None:
    site.change("data/facts/dynamodb.yml", "dynamodb.item-size", "dynamodb.size")
    site.change("estimates/dynamodb.py", "dynamodb.item-size", "dynamodb.size")
    for _ in range(2):
        site.build()
        assert site.converted == [SERVICE]
        assert any("unknown-fact" in message for message in site.caplog.messages)


def test_an_example_that_went_fails_the_build(site: Site) -> None:
    (site.root / "examples/dynamodb/write.py").unlink()
    with pytest.raises(Exception, match=r"write\.py"):
        site.build()


def test_other_code_or_other_packages_convert_everything(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site.root / "installed/some-2.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(site.root / "installed")])
    site.build()
    assert site.converted == ALL
    monkeypatch.setattr(cache, "SOURCES", site.root / "estimates")
    monkeypatch.setattr(cache, "LOADED", cache.sources_digest())
    site.build()
    assert site.converted == ALL
    site.build()
    assert site.converted == []


def test_code_that_changed_below_a_running_process_is_neither_trusted_nor_remembered(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "SOURCES", site.root / "estimates")
    before = [path.stat().st_mtime_ns for path in site.entries()]
    site.change("docs/index.md", "See", "Look at")
    site.build()
    assert "Look at" in site.text("")
    assert any("start again" in message for message in site.caplog.messages)
    assert [path.stat().st_mtime_ns for path in site.entries()] == before


def test_the_digest_of_the_code_sees_each_file_below_scripts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "SOURCES", tmp_path)
    (tmp_path / "vendor").mkdir()
    seen = {cache.sources_digest()}
    for name in ("a.py", "vendor/b.js"):
        for text in ("1", "2"):
            (tmp_path / name).write_text(text)
            seen.add(cache.sources_digest())
    assert len(seen) == 5


def test_an_extension_that_may_read_anything_keeps_the_cache_out(site: Site) -> None:
    site.change("mkdocs.yml", "  - md_in_html", "  - md_in_html\n  - smarty")
    site.build()
    assert any("add ['smarty'] to READ_NOTHING_ELSE" in text for text in site.caplog.messages)


def test_every_extension_of_the_real_site_is_known() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    hooks: Any = config.hooks
    known = hooks["scripts/deepdive/hooks.py"].READ_NOTHING_ELSE
    assert len(config.markdown_extensions) > 5
    assert set(config.markdown_extensions) <= known


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-20],
        lambda data: data.replace(b"Start", b"Stare"),
        lambda data: data.split(b"\n")[0] + b"\n{}",
        lambda data: b"\xff" + data,
    ],
)
def test_a_damaged_entry_is_made_anew(site: Site, damage: Callable[[bytes], bytes]) -> None:
    whole = site.build()
    entry = next(path for path in site.entries() if "index.md" in path.name)
    entry.write_bytes(damage(entry.read_bytes()))
    assert site.build() == whole
    assert site.converted == ["index.md"]


def test_there_are_never_more_entries_than_pages(site: Site) -> None:
    assert len(site.entries()) == 3
    (site.root / "docs" / QUESTION).unlink()
    site.build()
    assert len(site.entries()) == 2


def test_search_follows_every_build_and_the_policy_only_what_is_published(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(search, "index", lambda path: done.append(f"index {path.name}"))
    monkeypatch.setattr(policy, "apply", lambda path: done.append(f"policy {path.name}"))
    site.build()
    assert done == ["index site", "policy site"]
    site.build(command="serve")
    assert done == ["index site", "policy site", "index site"]


def test_an_address_that_moved_leads_on_in_every_build(site: Site) -> None:
    (site.root / "urls.lock").write_text("old/ -> services/dynamodb/\n", "utf-8")
    site.build()
    assert "url=../services/dynamodb/" in (site.root / "site/old/index.html").read_text("utf-8")


def test_a_folder_is_looked_at_once_a_build_and_afresh_afterwards(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/b.yml").write_text("12")
    (tmp_path / "a.yml").write_text("1")
    (tmp_path / "c.md").write_text("1")
    names = ["a.yml", "deep/b.yml"]
    cache.hold()
    held = cache.stamps(tmp_path, (".yml",))
    (tmp_path / "d.yml").write_text("1")
    assert cache.stamps(tmp_path, (".yml",)) == held
    assert [(name, size) for name, _, size in held] == list(zip(names, (1, 2), strict=True))
    assert [name for name, _, _ in cache.stamps(tmp_path, (".md",))] == ["c.md"]
    assert cache.stamps(tmp_path / "none", (".md",)) == ()
    cache.release()
    assert [name for name, _, _ in cache.stamps(tmp_path, (".yml",))] == [
        "a.yml",
        "d.yml",
        names[1],
    ]
