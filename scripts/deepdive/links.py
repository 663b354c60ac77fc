"""Links and images between pages, checked in the source, where line and column are known.

Anchors and everything that templates add are checked in the built HTML (`built.py`).
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from scripts.deepdive.pages import Page
from scripts.deepdive.problems import Checked, Problem, nearest
from scripts.deepdive.prose import CODE, lines_outside_code

_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\]\n]*)\]\((?P<target>[^)\s]+)[^)\n]*\)")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:|^//")
_KNOWN_SCHEMES = ("https:", "http:", "mailto:", "fact:", "estimate:")


def check(root: Path, pages: list[Page]) -> Checked:
    """Links to pages and images that are not there, and images that say nothing without eyes."""
    docs = root / "docs"
    known = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    result = Checked("links between pages", 0)
    for page in pages:
        for number, line in lines_outside_code(page.body):
            line = CODE.sub(lambda match: " " * len(match[0]), line)
            for match in _LINK.finditer(line):
                place = page.path, number + page.first_line - 1, match.start() + 1
                result.count += 1
                if match["image"] and not match["text"].strip():
                    what = f"the image {match['target']} has no text for readers who do not see it"
                    result.problems.append(
                        Problem(*place, "missing-alt", what, "say in [...] what it shows")
                    )
                target = match["target"].partition("#")[0]
                scheme = _SCHEME.match(match["target"])
                if scheme and scheme[0] not in (*_KNOWN_SCHEMES, "//"):
                    what, remedy = (
                        f"'{scheme[0]}' leads nowhere",
                        nearest(scheme[0], _KNOWN_SCHEMES),
                    )
                    result.problems.append(Problem(*place, "unknown-scheme", what, remedy))
                if scheme or not target:
                    continue
                name = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), target))
                if name not in known:
                    what = f"docs/{name} is not there"
                    result.problems.append(
                        Problem(*place, "broken-link", what, nearest(name, known))
                    )
    return result
