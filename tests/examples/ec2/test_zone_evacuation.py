from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.ec2 import zone_evacuation

SERVING = {"use1-az1": 20, "use1-az2": 20, "use1-az4": 20}
GROUP = (
    "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:"
    "01234567-89ab-cdef-0123-456789abcdef:autoScalingGroupName/web"
)


def test_only_what_runs_elsewhere_counts() -> None:
    assert zone_evacuation.can_leave(SERVING, 40, "use1-az2")
    assert not zone_evacuation.can_leave(SERVING, 41, "use1-az2")


def test_an_uneven_spread_decides_by_the_zone_that_goes() -> None:
    uneven = {"use1-az1": 34, "use1-az2": 13, "use1-az4": 13}
    assert zone_evacuation.can_leave(uneven, 40, "use1-az2")
    assert not zone_evacuation.can_leave(uneven, 40, "use1-az1")


def test_a_zone_without_capacity_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="use1-az6"):
        zone_evacuation.can_leave(SERVING, 40, "use1-az6")


def test_the_shift_names_the_zone_and_ends_by_itself(answers: Any) -> None:
    client = boto3.client("arc-zonal-shift")
    requests = answers(
        client,
        "StartZonalShift",
        {
            "zonalShiftId": "6f6b3d4e-0000-4000-8000-000000000000",
            "resourceIdentifier": GROUP,
            "awayFrom": "use1-az2",
            "expiryTime": 1795600000,
            "startTime": 1795590000,
            "status": "ACTIVE",
            "comment": "grey zone, see the incident channel",
        },
    )
    assert zone_evacuation.leave(client, GROUP, "use1-az2", 3).startswith("6f6b3d4e")
    assert requests[0]["resourceIdentifier"] == GROUP
    assert requests[0]["awayFrom"] == "use1-az2"
    assert requests[0]["expiresIn"] == "3h"
