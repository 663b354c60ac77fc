import json
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest
from botocore import xform_name

from scripts.deepdive.calls import TABLE_OPERATIONS, check_calls
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
        'with table.batch_writer() as batch:\n    batch.put_item(Item={"pk": "a"})',
        'boto3.resource("dynamodb").batch_get_item(RequestItems={"t": {"Keys": [{"pk": "a"}]}})',
        'table.put_item(Item={"pk": "a", "sizes": {"S": 5, "L": 3}})',
        'boto3.resource("dynamodb").Table("t").scan(Limit=1)',
        'client.get_paginator("query").paginate(TableName="t", PaginationConfig={"PageSize": 5})',
        'client.get_waiter("table_exists").wait(TableName="t", WaiterConfig={"Delay": 1})',
        'client.generate_presigned_url("get_item")',
        "partial(client.put_item, **request)\nclient.meta.region_name\nclient.close()",
        "client.exceptions.ResourceNotFoundException\nclient.exceptions.ClientError\nclient.close()",
        # documents are open: the model names none of their members
        's3vectors_client.query_vectors(filter={"genre": "x"}, **request)',
        # a parameter may be a Table's own client where the file has both
        'table.meta.client\nclient.put_item(TableName="t", Item={"pk": "a"})',
    ],
)  # fmt: skip
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
        ('batch = table.batch_writer()\nbatch.put_item(Item={}, TableName="t")',
         "unknown-parameter", "put_item has no parameter 'TableName'"),
        ('boto3.resource("dynamodb").batch_get_items()', "unknown-operation",
         "the DynamoDB resource has no operation 'batch_get_items'"),
        ('client.get_paginator("query").paginate(TableName="t", Limits=1)', "unknown-parameter",
         "paginate has no parameter 'Limits'"),
        ('w = client.get_waiter("table_exists")\nw.wait()', "missing-parameter",
         "wait needs the parameter 'TableName'"),
        ('client.generate_presigned_url("get_itm")', "unknown-operation", "no operation 'get_itm'"),
        ("partial(client.put_itm)", "unknown-operation", "no operation 'put_itm'"),
        ("client.exceptions.ResourceMissing", "unknown-exception",
         "dynamodb has no exception 'ResourceMissing'"),
        ('client.list_tables("t")', "unknown-parameter", "list_tables takes no positional"),
        ('client.put_item(TableName="t", Item={"pk": "a"})', "wrong-type",
         """Item is 'a', the model wants structure -> say its type, as in {"S": "a"}"""),
        ('client.put_item(TableName="t", Item={"pk": {"S": "a", "N": "1"}})', "wrong-type",
         "Item has 2 members, the model wants exactly one"),
        ('client.query(TableName="t", Limit=-1)', "out-of-bounds", "Limit has -1"),
        ('client.query(TableName="t", Limit=f"{n}")', "wrong-type", "Limit is a string"),
        ('client.query(TableName="t", Select="X" if a else "COUNT")', "unknown-enum-value",
         "Select cannot be 'X'"),
        ("client.batch_write_item(RequestItems={})", "out-of-bounds", "RequestItems has 0 entries"),
        ('sqs_client.set_queue_attributes(QueueUrl="u", Attributes={"VisibilityTimeouts": "3"})',
         "unknown-enum-value", "a key of Attributes cannot be 'VisibilityTimeouts'"),
        ('client.transact_write_items(TransactItems={i for i in x})', "wrong-type", "is a set"),
        ("ddb_client.get()", "unbound-call", "which service `ddb_client.get` means"),
        ("def g(s3vectors):\n    s3vectors.put_vectors()", "unbound-call",
         "`s3vectors.put_vectors`"),
        ('bucket.meta.client.put_object(Bucket="b")', "unbound-call",
         "`bucket.meta.client.put_object`"),
        ('c = boto3.client("sqs")\nc = boto3.client("sns")\nc.publish()', "unbound-call",
         "`c.publish`"),
        ("def (", "python-syntax", "this is not Python"),
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
    assert any(f": {rule}: " in problem and what in problem for problem in problems), problems
    assert problems[0].startswith("examples/dynamodb/sample.py:")


@pytest.mark.parametrize(
    "code",
    [
        'self.queue = boto3.client("sqs")\nself.queue.{}',
        'queue: Any = boto3.client("sqs")\nqueue.{}',
        'queue = boto3.client(service_name="sqs")\nqueue.{}',
        'queue = session.client("sqs", region_name="us-east-1")\nqueue.{}',
        'if queue := boto3.client("sqs"):\n    queue.{}',
        'with boto3.client("sqs") as queue:\n    queue.{}',
        'def send(a, queue=boto3.client("sqs")):\n    queue.{}',
        'def send(*, a, queue=boto3.client("sqs")):\n    queue.{}',
        'boto3.client("sqs").{}',
        'from boto3 import client as c\nqueue = boto3.client("sqs")\nother = queue\nother.{}',
        "sqs_client.{}",
        "self.sqs_client.{}",
    ],
)
def test_a_client_is_followed_to_where_it_was_made(tmp_path: Path, write: Write, code: str) -> None:
    good = 'send_message(QueueUrl="u", MessageBody="b")'
    assert check(tmp_path, write, code.format(good)).problems == []
    bad = check(tmp_path, write, code.format("send_message(**message, Nope=1)"))
    assert [problem.what for problem in bad.problems] == ["send_message has no parameter 'Nope'"]


def test_a_client_in_a_folder_that_is_no_service_is_refused(tmp_path: Path, write: Write) -> None:
    result = check(tmp_path, write, "client.anything()", folder="vector-search")
    assert [problem.rule for problem in result.problems] == ["unbound-call"]


def test_other_calls_are_left_alone(tmp_path: Path, write: Write) -> None:
    result = check(tmp_path, write, "found.append(1)\nclients.get(2)\nbase64.b64decode(raw)")
    assert (result.count, result.problems) == (0, [])


def test_a_table_has_the_operations_that_boto3_gives_it() -> None:
    folder = Path(boto3.__file__).parent / "data/dynamodb/2012-08-10"
    model = json.loads((folder / "resources-1.json").read_text("utf-8"))
    actions = model["resources"]["Table"]["actions"].items()
    assert {
        xform_name(name): action["request"]["operation"] for name, action in actions
    } == TABLE_OPERATIONS


def test_a_call_that_never_runs_is_checked_too(tmp_path: Path, write: Write) -> None:
    result = check(tmp_path, write, "def never(client):\n    if False:\n        client.no_such()\n")
    assert [(problem.rule, problem.line) for problem in result.problems] == [
        ("unknown-operation", 3)
    ]


def test_no_calls_is_a_failure(tmp_path: Path, write: Write) -> None:
    result = check(tmp_path, write, "x = 1")
    assert [problem.rule for problem in result.all_problems()] == ["nothing-checked"]
