"""Leaving MkDocs stays possible: Zensical makes the same of a page from the same configuration."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from lxml import html

ROOT = Path(__file__).parents[2]
CONFIG = """\
site_name: A small site
site_url: https://example.org/
theme: {name: material, font: false}
plugins: []
markdown_extensions:
  - attr_list
  - tables
  - toc: {permalink: true}
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: diagram
          format: !!python/name:scripts.deepdive.diagrams.fence
  - scripts.deepdive.extension
"""
DIAGRAM = """
```mermaid
flowchart TB
  accTitle: A title
  accDescr: What it shows
  a --> b
```
"""


def built(project: Path, generator: str) -> list[list[str]]:
    """What a generator made of the service page: tooltips, cells, anchors, links, diagrams."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", generator, "build"]
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    page = html.fromstring((project / "site/services/dynamodb/index.html").read_text("utf-8"))
    article = page.find(".//article")
    assert article is not None
    return [
        [tip.text_content() for tip in article.find_class("fact-tip")],
        [cell.text_content() for cell in article.iter("td")],
        [str(each.get("id")) for each in article.iter("td", "h1") if each.get("id")],
        [str(link.get("href")) for link in article.iter("a") if "hot-key" in str(link.get("href"))],
        [
            html.tostring(figure, with_tail=False).decode()
            for figure in article.find_class("diagram")
        ],
    ]


def test_both_make_the_same_page(project: Path, write: Callable[[str, str], Path]) -> None:
    write("mkdocs.yml", CONFIG)
    write("docs/index.md", "---\ntitle: Home\n---\n# Home\n")
    page = project / "docs/services/dynamodb.md"
    page.write_text(page.read_text("utf-8") + DIAGRAM, "utf-8")
    by_mkdocs = built(project, "mkdocs")
    assert all(by_mkdocs)
    assert built(project, "zensical") == by_mkdocs
