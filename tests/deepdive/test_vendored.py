import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive import vendored

Write = Callable[[str, str], Path]


@pytest.fixture
def listed(tmp_path: Path, write: Write) -> Path:
    write("scripts/vendor/a.js", "x")
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    entry = {"name": "a", "version": "1.0.0", "licence": "MIT", "from": "a.js", "sha256": digest}
    write("vendor.json", json.dumps([{**entry, "file": "scripts/vendor/a.js", "use": "none"}]))
    return tmp_path


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in vendored.check(root).all_problems()]


def test_a_file_that_is_as_listed_is_fine(listed: Path) -> None:
    assert problems(listed) == []


def test_a_changed_file_is_named(listed: Path, write: Write) -> None:
    write("scripts/vendor/a.js", "y")
    assert problems(listed) == [
        "scripts/vendor/a.js:1:1: changed-file: is not the file of a that vendor.json lists"
        " -> make lock brings it back"
    ]


def test_a_missing_file_is_named(listed: Path) -> None:
    (listed / "scripts/vendor/a.js").unlink()
    assert problems(listed) == [
        "vendor.json:1:1: missing-file: scripts/vendor/a.js is listed and not there -> make lock"
    ]


@pytest.mark.parametrize("folder", vendored.FOLDERS)
def test_a_file_that_nobody_listed_is_named(listed: Path, write: Write, folder: str) -> None:
    write(f"{folder}/b.js", "x")
    assert problems(listed) == [
        f"{folder}/b.js:1:1: unlisted-file: vendor.json does not list it -> list or delete it"
    ]


def test_an_empty_list_is_a_failure(tmp_path: Path) -> None:
    assert ["nothing-checked" in line for line in problems(tmp_path)] == [True]
