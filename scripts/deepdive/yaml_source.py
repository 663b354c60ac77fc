"""YAML that remembers where it stands: plain values, and the line and column of each.

Stricter than YAML 1.1 where that has bitten data files: a key may stand only once in a mapping,
only `true` and `false` are booleans (`no` stays the word "no"), and a value with no quotes that
looks like a date is a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from scripts.deepdive.problems import Problem

_BOOLEAN = "tag:yaml.org,2002:bool"


class _Loader(yaml.CSafeLoader):  # the C parser is ten times as fast
    """Reads only `true` and `false` as booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != _BOOLEAN or first in "tTfF"]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Yaml:
    """One parsed text and its problems. `value` is None where the text could not be parsed."""

    path: str
    value: Any
    problems: list[Problem]
    _root: yaml.Node | None
    _first_line: int

    def place(self, *location: int | str) -> tuple[str, int, int]:
        """Path, line and column of what stands at a location such as `(0, "check", "shape")`.

        Steps that lead nowhere are skipped, so that a missing field is placed at its parent.
        """
        node, mark = self._root, self._root.start_mark if self._root else None
        for step in location:
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if key.value == step:
                        node, mark = value, key.start_mark
                        break
            elif isinstance(node, yaml.SequenceNode) and step in range(len(node.value)):
                node = node.value[step]
                mark = node.start_mark
        if mark is None:
            return self.path, self._first_line, 1
        return self.path, mark.line + self._first_line, mark.column + 1


def parse(path: str, text: str, first_line: int = 1) -> Yaml:
    """Parse one YAML document. `first_line` is the line of the file on which `text` begins."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        problems: list[Problem] = []
        value = _construct(loader, root, path, first_line, problems) if root else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        what = " ".join(filter(None, (error.context, error.problem)))
        problem = Problem(path, line, column, "yaml-syntax", what, "mend the YAML at this place")
        return Yaml(path, None, [problem], None, first_line)
    finally:
        loader.dispose()
    return Yaml(path, value, problems, root, first_line)


def _construct(
    loader: _Loader, node: yaml.Node, path: str, first_line: int, problems: list[Problem]
) -> Any:
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            if key in result:
                mark = key_node.start_mark
                problems.append(
                    Problem(
                        path,
                        mark.line + first_line,
                        mark.column + 1,
                        "duplicate-key",
                        f"'{key}' stands twice in one mapping",
                        "keep one of the two",
                    )
                )
            result[key] = _construct(loader, value_node, path, first_line, problems)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, item, path, first_line, problems) for item in node.value]
    return loader.construct_object(node)
