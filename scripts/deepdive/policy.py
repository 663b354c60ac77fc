"""A Content-Security-Policy in every built page: the reader's browser talks to this site alone.

The policy allows the page's own inline scripts by their hashes, so it is written after the build.
Pagefind searches in WebAssembly, hence 'wasm-unsafe-eval'.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL
)
_DATA_TYPE = re.compile(r"type=[\"']?application/(?:ld\+)?json")


def policy(html: str) -> str:
    """The policy that this page needs and no more."""
    hashes = sorted(
        {
            f"'sha256-{base64.b64encode(hashlib.sha256(match['code'].encode()).digest()).decode()}'"
            for match in _INLINE.finditer(html)
            if not _DATA_TYPE.search(match["attributes"])
        }
    )
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *hashes])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
    )


def apply(site: Path) -> int:
    """Write the policy into every page below `site`; returns how many pages there are."""
    count = 0
    for path in sorted(site.rglob("*.html")):
        html = path.read_text("utf-8")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
        head, opening, rest = html.partition("<head>")
        path.write_text(head + opening + meta + rest, "utf-8")
        count += 1
    return count
