import logging
import re
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.deepdive import diagrams

HEAD = "  accTitle: A title\n  accDescr: What it shows\n"
KINDS = {
    "flowchart": "flowchart TB\n"
    + HEAD
    + "  subgraph zone [Zone one]\n    a[Client] -->|asks| b[Server]\n  end",
    "sequence": "sequenceDiagram\n" + HEAD + "  Client->>Server: asks\n  Server-->>Client: answers",
    "state": "stateDiagram-v2\n" + HEAD + "  [*] --> Open\n  Open --> Closed: close",
    "class": "classDiagram\n" + HEAD + "  class Order\n  Order --> Line",
    "er": "erDiagram\n" + HEAD + "  ORDER ||--o{ LINE : holds",
    "gantt": "gantt\n"
    + HEAD
    + "  dateFormat YYYY-MM-DD\n  section Move\n  Copy :a, 2026-01-01, 3d",
    "pie": "pie\n" + HEAD + '  "Reads" : 60\n  "Writes" : 40',
    "timeline": "timeline\n" + HEAD + "  2025 : Launch\n  2026 : Search",
    "journey": "journey\n" + HEAD + "  section Buy\n    Pay: 3: Customer",
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Drawings are kept below the current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("source", KINDS.values(), ids=KINDS)
def test_each_kind_is_drawn_with_real_text_and_its_description(source: str) -> None:
    drawing = diagrams.draw(source)
    assert drawing.title == "A title"
    assert re.search(r"<text[ >]", drawing.svg)
    assert ">What it shows</desc>" in drawing.svg
    assert 'role="img"' not in drawing.svg
    assert "var(--pele-fg" in drawing.svg


def test_labels_are_text() -> None:
    svg = diagrams.draw(KINDS["flowchart"]).svg
    for label in ("Client", "Server", "asks", "Zone one"):
        assert f">{label}<" in svg


def test_the_same_source_gives_the_same_bytes_drawn_or_kept(elsewhere: Path) -> None:
    first = diagrams.draw(KINDS["flowchart"])
    kept = list((elsewhere / diagrams.CACHE).iterdir())
    assert len(kept) == 1
    assert diagrams.draw(KINDS["flowchart"]) == first
    kept[0].unlink()
    assert diagrams.draw(KINDS["flowchart"]) == first


def test_two_diagrams_share_no_id() -> None:
    ids = [
        set(re.findall(r'\bid="([^"]+)"', diagrams.draw(KINDS[kind]).svg))
        for kind in ("state", "er")
    ]
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])


def test_a_wide_label_gets_a_wide_box() -> None:
    narrow = diagrams.draw(KINDS["pie"].replace("Reads", "i"))
    wide = diagrams.draw(KINDS["pie"].replace("Reads", "W" * 30))
    width = re.compile(r'\bwidth="([\d.]+)"')
    assert float(width.findall(wide.svg)[0]) > float(width.findall(narrow.svg)[0])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "flowchart TB\n  accTitle: T\n  accDescr: D\n  a --> [",
            ":7:9: broken-diagram: Parse error",
        ),
        ("flowchart TB\n  accDescr: D\n  a --> b", ":4:1: missing-acc-title: the diagram has no"),
        ("flowchart TB\n  accTitle: T\n  a --> b", ":4:1: missing-acc-descr: the diagram has no"),
        ("nonsense\n  accTitle: T\n  accDescr: D", ": broken-diagram: "),
    ],
)
def test_a_diagram_that_cannot_be_drawn_is_named_with_page_line_and_column(
    source: str, expected: str
) -> None:
    count, problems = diagrams.check_page("docs/a.md", f"# A\n\n```mermaid\n{source}\n```\n")
    assert count == 1
    assert len(problems) == 1
    assert expected in str(problems[0])


def test_a_fence_within_another_fence_is_no_diagram() -> None:
    text = "````markdown\n```mermaid\nbroken\n```\n````\n"
    assert diagrams.check_page("docs/a.md", text) == (0, [])


def convert(text: str) -> str:
    fences = [{"name": "mermaid", "class": "diagram", "format": diagrams.fence}]
    md = Markdown(
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": fences}},
    )
    return str(md.convert(text))


def test_a_page_shows_the_drawing_with_its_title_and_lets_it_scroll_by_keyboard() -> None:
    html = convert(f"```mermaid\n{KINDS['flowchart']}\n```")
    assert html.startswith(
        '<figure class="diagram"><div class="diagram-scroll" role="group" tabindex="0"'
    )
    assert "<figcaption>A title</figcaption>" in html


def test_a_broken_diagram_is_a_warning_that_a_strict_build_counts(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, logger="mkdocs"):
        html = convert("```mermaid\nflowchart TB\n```")
    assert len(caplog.messages) == 1
    assert "missing-acc-title" in caplog.messages[0]
    assert 'class="problem"' in html


def test_only_the_page_that_needs_it_loads_mermaid_in_the_browser(
    elsewhere: Path,
) -> None:
    """The site's own configuration, on two pages: one has a `mermaid2` fence."""
    root = Path(diagrams.__file__).parents[2]
    for name in ("mkdocs.yml", "scripts", "overrides", "data", "estimates", "examples"):
        (elsewhere / name).symlink_to(root / name)
    (elsewhere / "docs").mkdir()
    (elsewhere / "docs/assets").symlink_to(root / "docs/assets")
    (elsewhere / "docs/index.md").write_text('# Home\n\n```mermaid2\npie\n  "a" : 1\n```\n')
    (elsewhere / "docs/other.md").write_text("# Other\n\nNo diagram.\n")
    config = load_config("mkdocs.yml", nav=None, strict=False)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    script = '<script src="assets/vendor/mermaid.min.js">'
    assert script in (elsewhere / "site/index.html").read_text("utf-8")
    assert "mermaid" not in (elsewhere / "site/other/index.html").read_text("utf-8")
    assert (elsewhere / "site/assets/vendor/mermaid.min.js").exists()

    (elsewhere / "docs/index.md").write_text("# Home\n\nNo diagram.\n")
    build(config)
    assert not (elsewhere / "site/assets/vendor/mermaid.min.js").exists()
