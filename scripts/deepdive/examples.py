"""No example without a page that shows it and a test that runs it, and no page without its example.

A page includes a named section, `--8<-- "dynamodb/batches.py:write"`; the file marks it with
`# --8<-- [start:write]` and `# --8<-- [end:write]`; `tests/examples/dynamodb/test_batches.py`
runs it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.deepdive.pages import Page
from scripts.deepdive.problems import Checked, Problem, nearest

_INCLUDE = re.compile(r'^\s*--8<-- "(?P<file>[^":]+)(?::(?P<section>[\w-]+))?"')
_PYTHON = re.compile(r'^\s*(?:`{3,}|~{3,})\s*(?:python|py)\b(?:.*\btitle="(?P<title>[^"]*)")?')
_START = re.compile(r"--8<-- \[start:(?P<name>[\w-]+)\]")
_END = re.compile(r"--8<-- \[end:(?P<name>[\w-]+)\]")


def check(root: Path, pages: list[Page]) -> Checked:
    """Missing files and sections, unshown examples and sections, untested and unimported ones."""
    files = {
        path.relative_to(root / "examples").as_posix(): path
        for path in sorted((root / "examples").rglob("*.py"))
        if path.name != "__init__.py"
    }
    sections = {name: _sections(path) for name, path in files.items()}
    shown: set[tuple[str, str]] = set()
    result = Checked("examples shown and tested", len(files))
    for page in pages:
        result.problems += _typed_code(page)
        for number, line in enumerate(page.body.split("\n"), start=page.first_line):
            match = _INCLUDE.match(line)
            if match:
                place = page.path, number, line.index("--8<--") + 1
                shown.add((match["file"], match["section"] or ""))
                result.problems += _include_problems(place, match, files, sections)
    for name, path in files.items():
        result.problems += _unshown(name, sections[name], shown)
        result.problems += _unclosed(name, path)
        result.problems += _untested(root, name)
    return result


def _typed_code(page: Page) -> Iterator[Problem]:
    """Python on a page that is not the file which its title names."""
    lines = page.body.split("\n")
    for index, line in enumerate(lines):
        fence = _PYTHON.match(line)
        include = _INCLUDE.match(lines[index + 1]) if fence and index + 1 < len(lines) else None
        if fence and (include is None or fence["title"] != f"examples/{include['file']}"):
            what = "this Python is not included from the file that its title names"
            remedy = 'write ```python title="examples/..." and include a section of that file'
            place = page.path, index + page.first_line, 1
            yield Problem(*place, "untested-code", what, remedy)


def _sections(path: Path) -> dict[str, int]:
    """Each named section of a file, with the line on which it starts."""
    lines = path.read_text("utf-8").split("\n")
    starts = ((number, _START.search(line)) for number, line in enumerate(lines, start=1))
    return {match["name"]: number for number, match in starts if match}


def _include_problems(
    place: tuple[str, int, int],
    match: re.Match[str],
    files: dict[str, Path],
    sections: dict[str, dict[str, int]],
) -> Iterator[Problem]:
    name, section = match["file"], match["section"]
    if name not in files:
        yield Problem(
            *place, "missing-example", f"examples/{name} is not there", nearest(name, files)
        )
    elif section and section not in sections[name]:
        what = f"examples/{name} has no section '{section}'"
        has = ", ".join(sections[name]) or "none"
        yield Problem(*place, "missing-section", what, f"it has: {has}")


def _unshown(name: str, sections: dict[str, int], shown: set[tuple[str, str]]) -> Iterator[Problem]:
    path = f"examples/{name}"
    if not any(file == name for file, _ in shown):
        yield Problem(
            path, 1, 1, "unshown-example", "no page shows this example", "show or delete it"
        )
    elif (name, "") not in shown:
        for section, line in sections.items():
            if (name, section) not in shown:
                what = f"no page shows the section '{section}'"
                yield Problem(path, line, 1, "unshown-example", what, "show or delete it")


def _unclosed(name: str, path: Path) -> Iterator[Problem]:
    text = path.read_text("utf-8")
    ends = {match["name"] for match in _END.finditer(text)}
    for section, line in _sections(path).items():
        if section not in ends:
            what = f"section '{section}' has no end"
            yield Problem(
                f"examples/{name}", line, 1, "open-section", what, f"add `# --8<-- [end:{section}]`"
            )


def _untested(root: Path, name: str) -> Iterator[Problem]:
    folder, _, file = name.rpartition("/")
    test = f"tests/examples/{folder}/test_{file}"
    module = f"examples.{name.removesuffix('.py').replace('/', '.')}"
    remedy = f"write {test}, which imports {module}"
    if not (root / test).exists():
        what = f"examples/{name} has no test"
        yield Problem(f"examples/{name}", 1, 1, "untested-example", what, remedy)
    elif module not in _imports(root / test):
        what = f"{test} never imports the example"
        yield Problem(test, 1, 1, "untested-example", what, remedy)


def _imports(path: Path) -> set[str]:
    """The modules that a file imports, `from package import module` included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
