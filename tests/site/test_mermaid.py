"""Every diagram's source also parses in official Mermaid, so that it stays portable."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from scripts.deepdive import decisions
from scripts.deepdive.ledger import load

from .conftest import ROOT

FENCE = re.compile(r"^( *)```mermaid\n(.*?)^\1```", re.DOTALL | re.MULTILINE)


def test_every_diagram_parses_in_official_mermaid(page: Page) -> None:
    page.set_content("<html><body></body></html>")
    page.add_script_tag(path=ROOT / "docs/assets/vendor/mermaid.min.js")
    sources = [
        (path.name, match[2])
        for path in sorted((ROOT / "docs").rglob("*.md"))
        for match in FENCE.finditer(path.read_text("utf-8"))
    ]
    guides = load(ROOT)[0].decisions
    sources += [(name, decisions.mermaid(guide)) for name, guide in guides.items()]
    wrong = []
    for name, source in sources:
        error = page.evaluate(
            "source => mermaid.parse(source).then(() => '', error => String(error))", source
        )
        if error:
            wrong.append(f"{name}: {error}")
    assert wrong == []
    assert len(sources) > len(guides) > 0
