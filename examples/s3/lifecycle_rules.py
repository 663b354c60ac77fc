"""A lifecycle configuration that S3 accepts, without a dearer bill.

Three ways in which such a file is usually wrong: an age that moves an
object on before its minimum duration, a step upwards, and old versions
and unfinished uploads that no rule ever deletes.
"""

from __future__ import annotations

from typing import Any

Rule = dict[str, Any]
KIB = 1024


# --8<-- [start:steps]
# From warm to cold. Objects only move down this list; the number is the
# minimum duration in days, billed however early they leave.
CLASSES = {
    "STANDARD_IA": 30,
    "INTELLIGENT_TIERING": 0,
    "ONEZONE_IA": 30,
    "GLACIER_IR": 90,
    "GLACIER": 90,
    "DEEP_ARCHIVE": 180,
}


def transitions(steps: dict[str, int]) -> list[Rule]:
    """Checks the steps, given as {class: age in days}."""
    order = list(CLASSES)
    for (warm, left), (cold, reached) in zip(
        steps.items(), list(steps.items())[1:], strict=False
    ):
        if order.index(cold) <= order.index(warm):
            raise ValueError(f"{warm} to {cold} is not downwards")
        if (warm, cold) == ("ONEZONE_IA", "GLACIER_IR"):
            raise ValueError(
                "nothing moves from One Zone-IA to Instant Retrieval"
            )
        if reached - left < CLASSES[warm]:
            raise ValueError(
                f"{cold} before the {CLASSES[warm]} days of {warm} end"
            )
    return [
        {"StorageClass": name, "Days": age}
        for name, age in steps.items()
    ]


# --8<-- [end:steps]


# --8<-- [start:rules]
def rules(
    prefix: str, steps: dict[str, int], keep_days: int
) -> list[Rule]:
    return [
        {
            "ID": "age-large-objects",
            "Status": "Enabled",
            # Small ones would be billed at a minimum size or with an
            # overhead, after a transition fee for each.
            "Filter": {
                "And": {
                    "Prefix": prefix,
                    "ObjectSizeGreaterThan": 128 * KIB,
                }
            },
            "Transitions": transitions(steps),
        },
        {
            "ID": "forget-what-was-deleted",
            "Status": "Enabled",
            # No size or tag: the cleaning actions know neither.
            "Filter": {"Prefix": prefix},
            # In a versioned bucket an expiration only hides an object.
            # No NewerNoncurrentVersions: it would keep that many of
            # each deleted object for ever, and its marker with them.
            "NoncurrentVersionExpiration": {
                "NoncurrentDays": keep_days,
            },
            "Expiration": {"ExpiredObjectDeleteMarker": True},
            "AbortIncompleteMultipartUpload": {
                "DaysAfterInitiation": 7
            },
        },
    ]


# --8<-- [end:rules]


# --8<-- [start:apply]
def apply(client: Any, bucket: str, wanted: list[Rule]) -> None:
    """Replaces all rules: there is no call for a single one."""
    client.put_bucket_lifecycle_configuration(
        Bucket=bucket,
        LifecycleConfiguration={"Rules": wanted},
        # Said aloud: an older configuration may default otherwise.
        TransitionDefaultMinimumObjectSize="all_storage_classes_128K",
    )


# --8<-- [end:apply]
