from __future__ import annotations

import base64
import datetime
import json
from typing import Any

import pytest

from examples.s3.presigned_upload import MIB, signing_client, upload_form


@pytest.fixture
def form() -> Any:
    return upload_form(signing_client("eu-central-1"), "photos", "t1", "image/png")


def policy(form: Any) -> Any:
    return json.loads(base64.b64decode(form["fields"]["policy"]))


def allowed(form: Any, size: int, **changed: str) -> bool:
    """What S3 does with the form: each field must meet a condition, and the size its range."""
    fields = {**form["fields"], "bucket": "photos", **changed}
    unchecked = {"policy", "x-amz-signature"}
    exact: dict[str, str] = {}
    for condition in policy(form)["conditions"]:
        if isinstance(condition, dict):
            exact.update({name.lower(): value for name, value in condition.items()})
        else:
            kind, low, high = condition
            assert kind == "content-length-range"
            if not low <= size <= high:
                return False
    return all(
        exact.get(name.lower()) == value
        for name, value in fields.items()
        if name.lower() not in unchecked
    )


def test_the_form_as_made_is_allowed(form: Any) -> None:
    assert allowed(form, 1 * MIB)


@pytest.mark.parametrize("size", [0, 20 * MIB + 1])
def test_the_size_is_bounded(form: Any, size: int) -> None:
    assert not allowed(form, size)


@pytest.mark.parametrize(
    "changed",
    [
        {"Content-Type": "text/html"},
        {"key": "incoming/t2/other"},
        {"x-amz-meta-tenant": "t2"},
        {"acl": "public-read"},
        {"bucket": "other"},
    ],
)
def test_no_field_can_be_changed_or_added(form: Any, changed: dict[str, str]) -> None:
    assert not allowed(form, 1 * MIB, **changed)


def test_a_type_that_a_browser_runs_gets_no_form() -> None:
    with pytest.raises(ValueError, match="text/html"):
        upload_form(signing_client("eu-central-1"), "photos", "t1", "text/html")


def test_every_form_has_a_key_of_its_own_below_the_tenant(form: Any) -> None:
    other = upload_form(signing_client("eu-central-1"), "photos", "t1", "image/png")
    keys = {form["fields"]["key"], other["fields"]["key"]}
    assert len(keys) == 2
    assert all(key.startswith("incoming/t1/") for key in keys)


def test_it_expires_in_minutes_and_is_signed_for_its_region(form: Any) -> None:
    left = datetime.datetime.fromisoformat(policy(form)["expiration"]) - datetime.datetime.now(
        datetime.UTC
    )
    assert datetime.timedelta(minutes=4) < left <= datetime.timedelta(minutes=5)
    assert form["url"] == "https://photos.s3.eu-central-1.amazonaws.com/"
    assert form["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert "/eu-central-1/s3/" in form["fields"]["x-amz-credential"]
