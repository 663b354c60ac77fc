import datetime
import logging
import re
from pathlib import Path
from xml.etree import ElementTree

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
    "xychart": "xychart-beta\n" + HEAD + "  x-axis [a, b]\n  bar [1, 2]",
}
AS_COMMENTS = "  %% accTitle: A title\n  %% accDescr: What it shows\n"
KINDS_WITHOUT_TITLE = {
    "mindmap": "mindmap\n" + AS_COMMENTS + "  root((Cache))\n    Expiry",
    "kanban": "kanban\n" + AS_COMMENTS + "  Todo\n    [Write]",
    "block": "block-beta\n" + AS_COMMENTS + "  columns 2\n  a b",
    "sankey": "sankey-beta\n\n" + AS_COMMENTS + "a,b,10\n",
}
ALL_KINDS = KINDS | KINDS_WITHOUT_TITLE
LABELS = {
    "flowchart": ["Client", "Server", "asks", "Zone one"],
    "sequence": ["Client", "Server", "asks", "answers"],
    "state": ["Open", "Closed", "close"],
    "class": ["Order", "Line"],
    "er": ["ORDER", "LINE", "holds"],
    "gantt": ["Move", "Copy"],
    "pie": ["Reads", "Writes"],
    "timeline": ["2025", "Launch", "2026", "Search"],
    "journey": ["Buy", "Pay", "Customer"],
    "xychart": ["a", "b"],
    "mindmap": ["Cache", "Expiry"],
    "kanban": ["Todo", "Write"],
    "block": ["a", "b"],
    "sankey": ["a", "b"],
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Drawings are kept below the current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts(svg: str) -> list[str]:
    """What is read aloud: each text element that is not hidden, with all its lines."""
    root = ElementTree.fromstring(svg)
    found = root.iter("{http://www.w3.org/2000/svg}text")
    return ["".join(text.itertext()) for text in found if text.get("aria-hidden") != "true"]


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_each_kind_is_drawn_with_its_labels_as_text_and_with_its_description(kind: str) -> None:
    drawing = diagrams.draw(ALL_KINDS[kind])
    root = ElementTree.fromstring(drawing.svg)
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert drawing.title == "A title"
    assert ids[root.get("aria-labelledby")] == "A title"
    assert ids[root.get("aria-describedby")] == "What it shows"
    assert root.get("role") != "img"
    assert "var(--pele-fg" in drawing.svg
    read = " ".join(texts(drawing.svg))
    assert [label for label in LABELS[kind] if label not in read] == []


def test_the_lines_of_a_label_are_words_of_one_text() -> None:
    svg = diagrams.draw("flowchart TB\n" + HEAD + "  a[Router: finds the partition of a key]").svg
    assert svg.count("</tspan>") > 1
    assert texts(svg) == ["Router: finds the partition of a key"]


def test_a_label_that_is_drawn_twice_is_read_once() -> None:
    source = "flowchart TB\n" + HEAD + "  subgraph zone [Zone]\n    a\n  end\n  r --> a"
    svg = diagrams.draw(source).svg
    assert svg.count(">Zone<") == 2  # an edge passes the title, which has a light edge therefore
    assert texts(svg).count("Zone") == 1


def test_a_chart_does_not_show_the_day_of_the_build() -> None:
    start = datetime.datetime.now(tz=datetime.UTC).date() - datetime.timedelta(days=20)
    svg = diagrams.draw(KINDS["gantt"].replace("2026-01-01, 3d", f"{start}, 60d")).svg
    assert "pele-task" in svg
    assert "pele-today" not in svg


@pytest.mark.parametrize(
    "texts",
    [
        "accTitle: A title\n  accDescr {\n    What\n    it shows\n  }\n",
        "accTitle : A title\n  accDescr:What it shows\n",
    ],
)
def test_title_and_description_in_all_ways_of_writing_them(texts: str) -> None:
    drawing = diagrams.draw("flowchart TB\n  " + texts + "  a --> b")
    assert drawing.title == "A title"
    assert re.search(r">What\s+it shows</desc>", drawing.svg)


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
            ":7:9: broken-diagram: Parse error: Expecting 'NODE_STRING', got 'SQS' -> mend",
        ),
        ("flowchart TB\n  accDescr: D\n  a --> b", ":4:1: missing-acc-title: the diagram has no"),
        ("flowchart TB\n  accTitle: T\n  a --> b", ":4:1: missing-acc-descr: the diagram has no"),
        ("flowchart TB\n  accTitle:\n  accDescr: D\n  a --> b", ":4:1: missing-acc-title: "),
        ("kanban\n  accTitle: T\n  accDescr: D\n  a", "takes accTitle and accDescr for content"),
        (
            "stateDiagram-v2\n  accTitle: T\n  accDescr: D\n  state a {",
            ":7:12: broken-diagram: Parse error: unexpected '$end' -> mend",
        ),
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


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# A\n\n  ~~~ mermaid\n  flowchart TB\n  ~~~\n", "4:3"),
        ('# A\n\n```mermaid title="x"\nflowchart TB\n```\n', "4:1"),
        ("```{.mermaid}\nflowchart TB\n```\n", "2:1"),
        ("> ```mermaid\n> flowchart TB\n> ```\n", "2:3"),
        ("`````\n```mermaid\n`````\n\n```mermaid\nflowchart TB\n```\n", "6:1"),
    ],
)
def test_every_way_of_writing_a_fence_is_found(text: str, place: str) -> None:
    count, problems = diagrams.check_page("docs/a.md", text)
    assert count == 1
    assert str(problems[0]).startswith(f"docs/a.md:{place}: missing-acc-title: ")


@pytest.mark.parametrize(
    "text",
    [
        "````markdown\n```mermaid\nbroken\n```\n````\n",
        "```mermaid``` is inline code\n",
        "```mermaids\nbroken\n```\n",
    ],
)
def test_what_only_looks_like_a_diagram_is_none(text: str) -> None:
    assert diagrams.check_page("docs/a.md", text) == (0, [])


def test_a_fence_for_the_browser_must_be_needed_and_described() -> None:
    unknown = f"```mermaid2\nnextDiagram\n{AS_COMMENTS}```\n"
    assert diagrams.check_page("docs/a.md", unknown) == (1, [])
    for body, expected in (
        (KINDS["pie"], "docs/a.md:2:1: needless-mermaid2: the build can draw this diagram -> name"),
        ("nextDiagram", "docs/a.md:2:1: missing-acc-title: the diagram has no accTitle -> name"),
    ):
        count, problems = diagrams.check_page("docs/a.md", f"```mermaid2\n{body}\n```\n")
        assert count == 1
        assert [str(problem).startswith(expected) for problem in problems] == [True]


def convert(text: str) -> str:
    fences = [
        {"name": "mermaid", "class": "diagram", "format": diagrams.fence},
        {"name": "mermaid2", "class": "diagram", "format": diagrams.browser_fence},
    ]
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


def test_what_the_browser_draws_is_its_escaped_source_until_then() -> None:
    html = convert(f'```mermaid2\nnextDiagram\n{AS_COMMENTS}  a["x < y"]\n```')
    assert '<div class="mermaid">nextDiagram\n' in html
    assert "a[&quot;x &lt; y&quot;]</div></div><figcaption>A title</figcaption>" in html


@pytest.mark.parametrize("language", ["mermaid", "mermaid2"])
def test_a_broken_diagram_is_a_warning_that_a_strict_build_counts(
    caplog: pytest.LogCaptureFixture, language: str
) -> None:
    with caplog.at_level(logging.WARNING, logger="mkdocs"):
        html = convert(f"```{language}\nflowchart TB\n```")
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
    (elsewhere / "docs/index.md").write_text(
        f"# Home\n\n```mermaid2\n{KINDS['pie']}\n```\n", "utf-8"
    )
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
