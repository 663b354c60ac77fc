"""Which page is being converted: Python-Markdown does not say, each site generator in its own way.

MkDocs registers a tree processor that knows the file, Zensical a preprocessor that knows the page.
"""

from __future__ import annotations

from markdown import Markdown


def page_path(md: Markdown) -> str | None:
    """The page's path below the project (`docs/services/dynamodb.md`), or None if nobody knows."""
    if "relpath" in md.treeprocessors:
        return f"docs/{md.treeprocessors['relpath'].file.src_uri}"
    if "rendering_context" in md.preprocessors:
        return f"docs/{md.preprocessors['rendering_context'].page.path}"
    return None
