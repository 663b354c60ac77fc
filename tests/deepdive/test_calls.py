from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive.calls import check_calls
from scripts.deepdive.problems import Checked

Write = Callable[[str, str], Path]


def check(tmp_path: Path, write: Write, code: str, folder: str = "dynamodb") -> Checked:
    return check_calls([write(f"examples/{folder}/sample.py", code)], tmp_path)


@pytest.mark.parametrize(
    "code",
    [
        'client.get_item(TableName="t", Key={"pk": {"S": "a"}})',
        'table.get_item(Key={"pk": "a"}, ConsistentRead=True)',
        'table.meta.client.put_item(TableName="t", Item={"pk": "a", "n": 1})',
        'client.transact_write_items(TransactItems=[{"Put": {"TableName": n, "Item": i}} for i in x'
        "])",
        "client.put_item(**request)",
        'client.get_paginator("query")',
        'client.get_waiter("table_exists")',
        'lambda_client.create_event_source_mapping(FunctionName="f")',
        'queue = boto3.client("sqs")\nqueue.send_message(QueueUrl="u", MessageBody="b")',
        "with table.batch_writer() as batch:\n    batch.add(1)",
    ],
)
def test_a_call_that_the_model_knows_is_fine(tmp_path: Path, write: Write, code: str) -> None:
    result = check(tmp_path, write, code)
    assert result.problems == []
    assert result.count > 0


@pytest.mark.parametrize(
    ("code", "rule", "what"),
    [
        ("client.put_items()", "unknown-operation",
         "no operation 'put_items' -> did you mean 'put_item'?"),
        ("table.put_items()", "unknown-operation", "a DynamoDB Table has no operation 'put_items'"),
        ('client.get_paginator("get_item")', "unknown-operation", "no paginator 'get_item'"),
        ('client.get_waiter("table_there")', "unknown-operation", "no waiter 'table_there'"),
        ('client.get_item(Table="t", TableName="t", Key={})', "unknown-parameter",
         "get_item has no parameter 'Table' -> did you mean 'TableName'?"),
        ('table.get_item(TableName="t", Key={})', "unknown-parameter", "no parameter 'TableName'"),
        ("client.get_item(Key={})", "missing-parameter", "needs the parameter 'TableName'"),
        ('client.update_table(TableName="t", BillingMode="ON_DEMAND")', "unknown-enum-value",
         "BillingMode cannot be 'ON_DEMAND'"),
        ('client.update_table(TableName="t", StreamSpecification={"Enabled": True})',
         "missing-parameter", "StreamSpecification needs the member 'StreamEnabled'"),
        ('client.query(TableName="t", Limit=0)', "out-of-bounds", "Limit has 0"),
        ('client.query(TableName="t", Limit="5")', "wrong-type", "Limit is '5'"),
        ('client.query(TableName="t", ExpressionAttributeNames=["a"])', "wrong-type", "is a list"),
        ("somebody.put_item()", "unbound-call", "which service `somebody.put_item` means"),
        ('c = boto3.client("dynamo")\nc.x()', "unknown-service", "no service 'dynamo'"),
        ('queue_client = boto3.client("sqs")\nqueue_client.send(QueueUrl="u")', "unknown-operation",
         "the client of sqs has no operation 'send'"),
    ],
)  # fmt: skip
def test_a_call_that_the_model_does_not_know_is_named(
    tmp_path: Path, write: Write, code: str, rule: str, what: str
) -> None:
    problems = [
        str(problem)
        for problem in check(
            tmp_path, write, f"def f():\n    {code.replace(chr(10), chr(10) + '    ')}"
        ).problems
    ]
    assert any(rule in problem and what in problem for problem in problems), problems
    assert problems[0].startswith("examples/dynamodb/sample.py:")


def test_a_call_that_never_runs_is_checked_too(tmp_path: Path, write: Write) -> None:
    result = check(tmp_path, write, "def never(client):\n    if False:\n        client.no_such()\n")
    assert [(problem.rule, problem.line) for problem in result.problems] == [
        ("unknown-operation", 3)
    ]


def test_no_calls_is_a_failure(tmp_path: Path, write: Write) -> None:
    result = check(tmp_path, write, "x = 1")
    assert [problem.rule for problem in result.all_problems()] == ["nothing-checked"]
