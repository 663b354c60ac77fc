"""Workflows run only code that was looked at, with no more rights than they need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"^\s*-? ?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
WRITES = {"pages", "id-token"}


def unpinned(text: str) -> list[str]:
    """The lines that use an action other than by full commit and version."""
    return [
        line.strip()
        for line in text.splitlines()
        if re.match(r"\s*-? ?uses:", line) and not PINNED.match(line)
    ]


def workflow(name: str) -> dict[str, Any]:
    # BaseLoader: YAML 1.1 would read the key `on` as true
    text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return loaded


def rights_to_write(declared: dict[str, str]) -> set[str]:
    return {name for name, right in declared.items() if right == "write"}


def test_the_workflows_are_there() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "freshness.yml", "publish.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_and_names_its_version(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("uses:") > 0
    assert unpinned(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "      - uses: actions/checkout@v7",
        "      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
        "      - uses: actions/checkout@3d3c42e # v7.0.1",
        "        uses: actions/checkout@main # v7.0.1",
        "      - uses: docker://alpine",
    ],
)
def test_an_action_that_can_change_under_us_is_noticed(line: str) -> None:
    assert unpinned(line) == [line.strip()]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_declared_and_only_the_deployment_may_write(path: Path) -> None:
    declared = workflow(path.name)
    assert rights_to_write(declared["permissions"]) == set()
    for name, job in declared["jobs"].items():
        allowed = WRITES if (path.name, name) == ("publish.yml", "deploy") else set()
        assert rights_to_write(job.get("permissions", {})) == allowed
        assert "timeout-minutes" in job


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    steps = [step for job in workflow(path.name)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if "actions/checkout@" in step.get("uses", "")]
    assert len(checkouts) > 0
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_a_pull_request_runs_the_command_of_the_readme() -> None:
    check = workflow("check.yml")
    assert "pull_request" in check["on"]
    assert "make test" in [step.get("run") for step in check["jobs"]["test"]["steps"]]
    assert "make test" in (ROOT / "README.md").read_text("utf-8")


def test_the_site_is_built_for_the_address_that_it_gets() -> None:
    build = workflow("publish.yml")["jobs"]["build"]["steps"]
    made = next(step for step in build if step.get("run") == "make build")
    assert made["env"]["SITE_URL"] == "${{ steps.pages.outputs.base_url }}/"
