from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.stub import Stubber

from examples.cloudfront import edge_flags

STORE = "arn:aws:cloudfront::123456789012:key-value-store/a1"


@pytest.fixture
def client() -> Any:
    # SigV4A needs the CRT, which these tests do without
    return boto3.client("cloudfront-keyvaluestore", config=Config(signature_version=UNSIGNED))


def described(stub: Stubber, version: str) -> None:
    stub.add_response(
        "describe_key_value_store",
        {
            "ETag": version,
            "ItemCount": 2,
            "TotalSizeInBytes": 40,
            "KvsARN": STORE,
            "Created": datetime(2026, 11, 25, tzinfo=UTC),
        },
        {"KvsARN": STORE},
    )


PUTS = [{"Key": "banner", "Value": "off"}, {"Key": "checkout", "Value": "new"}]
FLAGS = {"checkout": "new", "banner": "off"}


def updated(stub: Stubber, version: str) -> None:
    stub.add_response(
        "update_keys",
        {"ETag": "v-next", "ItemCount": 2, "TotalSizeInBytes": 44},
        {"KvsARN": STORE, "IfMatch": version, "Puts": PUTS},
    )


def test_all_flags_go_in_one_update_of_the_version_that_was_read(client: Any) -> None:
    with Stubber(client) as stub:
        described(stub, "v1")
        updated(stub, "v1")
        assert edge_flags.set_flags(client, STORE, FLAGS) == "v-next"
        stub.assert_no_pending_responses()


def test_after_a_conflict_it_reads_the_new_version(client: Any) -> None:
    with Stubber(client) as stub:
        described(stub, "v1")
        stub.add_client_error("update_keys", "ConflictException", http_status_code=409)
        described(stub, "v2")
        updated(stub, "v2")
        assert edge_flags.set_flags(client, STORE, FLAGS) == "v-next"
        stub.assert_no_pending_responses()


def test_it_gives_up_and_says_so(client: Any) -> None:
    with Stubber(client) as stub:
        for version in ("v1", "v2"):
            described(stub, version)
            stub.add_client_error("update_keys", "ConflictException", http_status_code=409)
        with pytest.raises(client.exceptions.ConflictException):
            edge_flags.set_flags(client, STORE, FLAGS, attempts=2)
        stub.assert_no_pending_responses()


def test_another_error_is_not_tried_again(client: Any) -> None:
    with Stubber(client) as stub:
        described(stub, "v1")
        stub.add_client_error("update_keys", "AccessDeniedException", http_status_code=403)
        with pytest.raises(client.exceptions.AccessDeniedException):
            edge_flags.set_flags(client, STORE, FLAGS)
        stub.assert_no_pending_responses()


def test_more_keys_than_one_update_holds_are_refused_before_anything_is_sent(client: Any) -> None:
    with pytest.raises(ValueError, match="more keys"):
        edge_flags.set_flags(client, STORE, {f"k{n}": "v" for n in range(51)})
