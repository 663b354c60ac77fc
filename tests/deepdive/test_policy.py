import base64
import hashlib
from pathlib import Path

from scripts.deepdive.policy import apply, policy

CODE = "document.title='x'"
HASH = base64.b64encode(hashlib.sha256(CODE.encode()).digest()).decode()


def test_inline_scripts_are_allowed_by_their_hash_and_nothing_else_inline() -> None:
    html = f'<script>{CODE}</script><script src="a.js"></script>'
    html += '<script type="application/json">{}</script>'
    text = policy(html)
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{HASH}';" in text
    assert "default-src 'self'" in text


def test_the_policy_stands_first_in_the_head_of_every_page(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("index.html", "a/index.html"):
        (tmp_path / name).write_text("<html><head><title>T</title></head></html>")
    assert apply(tmp_path) == 2
    for name in ("index.html", "a/index.html"):
        head = (tmp_path / name).read_text()
        assert head.startswith('<html><head><meta http-equiv="Content-Security-Policy"')
