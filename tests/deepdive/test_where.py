"""The page that is being converted, as each of the two site generators lets an extension know."""

import subprocess
import sys
from pathlib import Path

import pytest
from markdown import Markdown

from scripts.deepdive import where

ROOT = Path(where.__file__).parents[2]
CONFIG = """\
site_name: Two pages
site_url: https://example.org/
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: where
          class: where
          format: !!python/name:probe.fence
"""
PROBE = """\
from scripts.deepdive.where import page_path


def fence(source, language, css_class, options, md, **_):
    return f"<p>this is {page_path(md)}</p>"
"""


@pytest.mark.parametrize("generator", ["mkdocs", "zensical"])
def test_both_generators_let_a_fence_know_its_page(tmp_path: Path, generator: str) -> None:
    (tmp_path / "docs/deep").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "probe.py").write_text(PROBE, "utf-8")
    for name in ("index.md", "deep/page.md"):
        (tmp_path / "docs" / name).write_text("# Page\n\n```where\n```\n", "utf-8")
    start = f"import sys, runpy; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; "
    start += f"sys.argv = [{generator!r}, 'build']; "
    start += f"runpy.run_module({generator!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", start], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for built, source in (("index.html", "index.md"), ("deep/page/index.html", "deep/page.md")):
        html = (tmp_path / "site" / built).read_text("utf-8")
        assert f"<p>this is docs/{source}</p>" in html


def test_nobody_knows_the_page_of_a_text_that_is_converted_by_itself() -> None:
    assert where.page_path(Markdown()) is None
