"""A source that is gone is a problem at its place; a server in a bad mood is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.deepdive import outside
from scripts.deepdive.ledger import Ledger, load

SOURCE = """\
- id: sqs.quotas
  title: Quotas
  url: https://docs.aws.amazon.com/sqs/quotas.html
  kind: aws-docs
  checked: 2026-11-24
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    folder = tmp_path / "data" / "sources"
    folder.mkdir(parents=True)
    (folder / "sqs.yml").write_text(SOURCE, "utf-8")
    ledger, problems = load(tmp_path)
    assert problems == []
    return ledger


@pytest.mark.parametrize("status", [404, 410])
def test_a_source_that_is_gone_is_a_problem_at_its_place(ledger: Ledger, status: int) -> None:
    checked, unclear = outside.check(ledger, lambda _address: status)
    assert [(p.path, p.line, p.rule) for p in checked.problems] == [
        ("data/sources/sqs.yml", 1, "source-gone")
    ]
    assert unclear == []


@pytest.mark.parametrize("answer", [403, 429, 503, "timed out"])
def test_a_server_that_does_not_say_gone_has_proved_nothing(
    ledger: Ledger, answer: int | str
) -> None:
    checked, unclear = outside.check(ledger, lambda _address: answer)
    assert checked.problems == []
    assert unclear == [f"unclear: sqs.quotas answers {answer}"]


def test_a_source_that_answers_is_asked_at_its_address(ledger: Ledger) -> None:
    asked: list[str] = []

    def ask(address: str) -> int:
        asked.append(address)
        return 200

    checked, unclear = outside.check(ledger, ask)
    assert checked.all_problems() == []
    assert unclear == []
    assert asked == ["https://docs.aws.amazon.com/sqs/quotas.html"]


def test_when_nothing_answers_that_is_a_failure(ledger: Ledger) -> None:
    checked, _ = outside.check(ledger, lambda _address: "no network")
    assert [problem.rule for problem in checked.all_problems()] == ["nothing-checked"]
