from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.s3 import lifecycle_rules

STEPS = {"STANDARD_IA": 0, "GLACIER_IR": 60, "DEEP_ARCHIVE": 365}


def test_the_classes_are_those_that_the_api_names() -> None:
    model = boto3.client("s3").meta.service_model
    assert set(lifecycle_rules.CLASSES) == set(model.shape_for("TransitionStorageClass").enum)


def test_each_step_becomes_a_transition() -> None:
    assert lifecycle_rules.transitions(STEPS) == [
        {"StorageClass": "STANDARD_IA", "Days": 0},
        {"StorageClass": "GLACIER_IR", "Days": 60},
        {"StorageClass": "DEEP_ARCHIVE", "Days": 365},
    ]


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ({"GLACIER": 30, "STANDARD_IA": 90}, "not downwards"),
        ({"DEEP_ARCHIVE": 30, "GLACIER": 300}, "not downwards"),
        ({"ONEZONE_IA": 30, "GLACIER_IR": 90}, "nothing moves"),
        # AWS's own example: 4 days, then 20, must be at least 94
        ({"GLACIER_IR": 4, "DEEP_ARCHIVE": 20}, "before the 90 days"),
        ({"GLACIER_IR": 4, "DEEP_ARCHIVE": 93}, "before the 90 days"),
    ],
)
def test_steps_that_s3_refuses(steps: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lifecycle_rules.transitions(steps)


def test_the_first_day_after_the_minimum_duration_is_allowed() -> None:
    assert lifecycle_rules.transitions({"GLACIER_IR": 4, "DEEP_ARCHIVE": 94})


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(ValueError, match="STANDARD"):
        lifecycle_rules.transitions({"GLACIER_IR": 0, "STANDARD": 365})


def test_s3_takes_the_configuration_and_keeps_it(aws: Any) -> None:
    client = aws.client("s3")
    client.create_bucket(Bucket="media")
    lifecycle_rules.apply(client, "media", lifecycle_rules.rules("raw/", STEPS, 30))
    kept = client.get_bucket_lifecycle_configuration(Bucket="media")
    assert kept["TransitionDefaultMinimumObjectSize"] == "all_storage_classes_128K"
    ageing, cleaning = kept["Rules"]
    assert [step["StorageClass"] for step in ageing["Transitions"]] == list(STEPS)
    # by age alone, or the last versions of a deleted object stay
    assert cleaning["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
    assert cleaning["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}
    assert cleaning["Expiration"] == {"ExpiredObjectDeleteMarker": True}


def test_small_objects_stay_where_they_are(aws: Any) -> None:
    asked: list[dict[str, Any]] = []
    client = aws.client("s3")
    client.create_bucket(Bucket="media")
    operation = "PutBucketLifecycleConfiguration"
    client.meta.events.register(
        f"provide-client-params.s3.{operation}", lambda params, **_: asked.append(params)
    )
    lifecycle_rules.apply(client, "media", lifecycle_rules.rules("raw/", STEPS, 30))
    sent = asked[0]["LifecycleConfiguration"]["Rules"][0]["Filter"]["And"]
    assert sent == {"Prefix": "raw/", "ObjectSizeGreaterThan": 131_072}
