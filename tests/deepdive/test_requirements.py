"""The pins: whole, for all platforms, and free of traces of the machine that made them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BASE = (ROOT / "requirements.txt").read_text("utf-8")
TEST = (ROOT / "requirements-test.txt").read_text("utf-8")
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<rest>[^\n]*\n(?:    --hash=[^\n]*\n)*)", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    """Each package with its version, marker and sums."""
    found = PIN.finditer(text)
    return {match["name"] + match["rest"].split("\\")[0]: match["rest"] for match in found}


def asked_for(name: str) -> set[str]:
    """The packages that an .in file names, as pip compares names."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    names = (re.match(r"[\w.-]+", line) for line in lines if not line.startswith(("#", "-")))
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in names if match}


@pytest.mark.parametrize("text", [BASE, TEST], ids=["requirements.txt", "requirements-test.txt"])
def test_every_package_is_pinned_with_sums(text: str) -> None:
    found = pins(text)
    assert len(found) > 30
    assert [name for name, rest in found.items() if "--hash=sha256:" not in rest] == []
    packages = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(packages) == len(found)


@pytest.mark.parametrize("text", [BASE, TEST], ids=["requirements.txt", "requirements-test.txt"])
def test_no_index_and_no_path_is_named(text: str) -> None:
    assert re.findall(r"https?:|file:|--index|--extra|--find-links|^\s*/|[A-Z]:\\", text) == []


def test_what_is_tested_is_what_is_published() -> None:
    base, test = pins(BASE), pins(TEST)
    assert {name: rest for name, rest in base.items() if test.get(name) != rest} == {}


@pytest.mark.parametrize(
    ("name", "text"), [("requirements.in", BASE), ("requirements-test.in", TEST)]
)
def test_everything_asked_for_is_pinned(name: str, text: str) -> None:
    asked = asked_for(name)
    pinned = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    assert len(asked) > 5
    assert asked - pinned == set()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-test.in"])
def test_every_package_has_a_reason(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-"))]
    assert len(packages) > 5
    assert [line for line in packages if not re.search(r"  +# \S+ \S+", line)] == []


@pytest.mark.parametrize(
    "package", ["pydantic-core", "pyyaml", "pagefind-bin", "quickjs-ng", "lxml"]
)
def test_compiled_packages_have_wheels_for_more_than_one_system(package: str) -> None:
    rest = next(rest for name, rest in pins(TEST).items() if name.startswith(package))
    assert rest.count("--hash") >= 5
