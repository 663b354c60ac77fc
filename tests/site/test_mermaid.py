"""Every diagram's source also parses in official Mermaid, so that it stays portable."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from .conftest import ROOT

FENCE = re.compile(r"^( *)```mermaid\n(.*?)^\1```", re.DOTALL | re.MULTILINE)


def test_every_diagram_parses_in_official_mermaid(page: Page) -> None:
    page.set_content("<html><body></body></html>")
    page.add_script_tag(path=ROOT / "docs/assets/vendor/mermaid.min.js")
    wrong, count = [], 0
    for path in sorted((ROOT / "docs").rglob("*.md")):
        for match in FENCE.finditer(path.read_text("utf-8")):
            count += 1
            error = page.evaluate(
                "source => mermaid.parse(source).then(() => '', error => String(error))", match[2]
            )
            if error:
                wrong.append(f"{path.name}: {error}")
    assert wrong == []
    assert count > 0
