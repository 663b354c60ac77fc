"""Which page is being converted: Python-Markdown does not say, each site generator in its own way.

MkDocs registers a tree processor that knows the file, Zensical a preprocessor that knows the page.
"""

from __future__ import annotations

from markdown import Markdown


def page_path(md: Markdown) -> str | None:
    """The page's path below the project (`docs/services/dynamodb.md`), or None if nobody knows."""
    for processors, name, reach in (
        (md.treeprocessors, "relpath", lambda mkdocs: mkdocs.file.src_uri),
        (md.preprocessors, "rendering_context", lambda zensical: zensical.page.path),
    ):
        if name in processors:
            return f"docs/{reach(processors[name])}"
    return None
