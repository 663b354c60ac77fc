from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.loaders import Loader

from scripts.deepdive import aws_models
from scripts.deepdive.aws_models import UnknownName


def test_a_model_is_read_once() -> None:
    assert "dynamodb" in aws_models.services()
    assert aws_models.service("dynamodb") is aws_models.service("dynamodb")


def test_a_developers_own_models_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "dynamodb/2099-01-01/service-2.json"
    own.parent.mkdir(parents=True)
    own.write_text('{"metadata": {}, "operations": {}, "shapes": {}}', "utf-8")
    monkeypatch.setattr(Loader, "CUSTOMER_DATA_PATH", str(tmp_path))
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    for cached in (aws_models._loader, aws_models.service):
        cached.cache_clear()
    assert "PutItem" in aws_models.service("dynamodb").operation_names


def test_what_else_botocore_has_of_a_service_may_be_nothing() -> None:
    assert "Query" in aws_models.companion("dynamodb", "paginators-1", "pagination")
    assert aws_models.companion("s3vectors", "waiters-2", "waiters") == {}


def test_operations_and_shapes_are_found_by_the_names_of_the_api() -> None:
    keys = aws_models.shape("dynamodb", "KeyList")
    assert aws_models.operation("dynamodb", "PutItem").input_shape.name == "PutItemInput"
    assert aws_models.bounds(keys) == {"min": 1, "max": 100}


def test_a_member_is_found_through_lists_and_maps() -> None:
    table = aws_models.shape("dynamodb", "CreateTableInput")
    schema = aws_models.member(table, "KeySchema")
    assert schema.type_name == "list"
    assert aws_models.member(schema, "AttributeName").name == "KeySchemaAttributeName"
    items = aws_models.member(aws_models.shape("dynamodb", "PutItemInput"), "Item")
    assert items.type_name == "map"
    assert aws_models.member(items, "S").type_name == "string"


@pytest.mark.parametrize(
    ("look_up", "what", "remedy"),
    [
        (lambda: aws_models.service("dynamdb"), "no service 'dynamdb'", "'dynamodb'"),
        (lambda: aws_models.operation("dynamodb", "PutItems"), "no operation 'PutItems'",
         "'PutItem'"),
        (lambda: aws_models.shape("dynamodb", "KeyLst"), "no shape 'KeyLst'", "'KeyList'"),
        (lambda: aws_models.member(aws_models.shape("dynamodb", "PutItemInput"), "Itm"),
         "PutItemInput has no member 'Itm'", "'Item'"),
        (lambda: aws_models.member(aws_models.shape("dynamodb", "TableName"), "Length"),
         "TableName has no member 'Length'", "none is known yet"),
        (lambda: aws_models.member(None, "Arn"), "there is no input", "leave it out"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_with_the_nearest(
    look_up: Callable[[], object], what: str, remedy: str
) -> None:
    with pytest.raises(UnknownName) as error:
        look_up()
    assert what in error.value.what
    assert remedy in error.value.remedy


@pytest.mark.parametrize(
    ("documentation", "text"),
    [
        ("<p>Up to <code>400</code>&nbsp;KB\n   once stored.</p>", "Up to 400 KB once stored."),
        ("a &lt;b&gt; c", "a <b> c"),
        ("", ""),
    ],
)
def test_documentation_is_read_without_tags_entities_and_line_breaks(
    documentation: str, text: str
) -> None:
    assert aws_models.plain(documentation) == text
