from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from examples.ec2 import spot_interruption


def event(kind: str, instance: str) -> dict[str, Any]:
    return {
        "source": "aws.ec2",
        "detail-type": kind,
        "detail": {"instance-id": instance, "instance-action": "terminate"},
    }


def members(client: Any, group: str) -> list[str]:
    found = client.describe_auto_scaling_groups(AutoScalingGroupNames=[group])
    return [one["InstanceId"] for one in found["AutoScalingGroups"][0]["Instances"]]


def test_a_warning_takes_the_instance_out_and_keeps_the_size(aws: Any, group: str) -> None:
    client = aws.client("autoscaling")
    before = members(client, group)
    warning = event(spot_interruption.WARNING, before[0])
    assert spot_interruption.handle(warning, client, group)
    after = members(client, group)
    assert before[0] not in after
    assert len(after) == len(before) == 3  # the replacement is there


def test_advice_is_left_to_capacity_rebalancing(aws: Any, group: str) -> None:
    client = aws.client("autoscaling")
    before = members(client, group)
    advice = event(spot_interruption.ADVICE, before[0])
    assert not spot_interruption.handle(advice, client, group)
    assert members(client, group) == before


def test_an_instance_of_no_group_or_another_is_left_alone(aws: Any, group: str) -> None:
    client = aws.client("autoscaling")
    before = members(client, group)
    stranger = event(spot_interruption.WARNING, "i-0123456789abcdef0")
    assert not spot_interruption.handle(stranger, client, group)
    member = event(spot_interruption.WARNING, before[0])
    assert not spot_interruption.handle(member, client, "another")
    assert members(client, group) == before


def test_the_same_event_twice_launches_once(aws: Any, group: str) -> None:
    client = aws.client("autoscaling")
    warning = event(spot_interruption.WARNING, members(client, group)[0])
    assert spot_interruption.handle(warning, client, group)
    after = members(client, group)
    assert not spot_interruption.handle(warning, client, group)
    assert members(client, group) == after


@pytest.mark.parametrize("code", ["ValidationError", "ResourceContention"])
def test_failures_are_told_so_that_the_event_comes_again(aws: Any, group: str, code: str) -> None:
    client = aws.client("autoscaling")
    member = members(client, group)[0]
    warning = event(spot_interruption.WARNING, member)
    with Stubber(client) as stub:
        stub.add_response(
            "describe_auto_scaling_instances",
            {
                "AutoScalingInstances": [
                    {
                        "InstanceId": member,
                        "AutoScalingGroupName": group,
                        "AvailabilityZone": "us-east-1a",
                        "LifecycleState": "InService",
                        "HealthStatus": "HEALTHY",
                        "ProtectedFromScaleIn": False,
                    }
                ]
            },
        )
        stub.add_client_error("detach_instances", code)
        with pytest.raises(ClientError, match=code):
            spot_interruption.handle(warning, client, group)


def test_an_unknown_event_is_refused(aws: Any) -> None:
    unknown = event("EC2 Instance State-change Notification", "i-0123456789abcdef0")
    client = aws.client("autoscaling")
    with pytest.raises(ValueError, match="EC2 Instance State-change"):
        spot_interruption.handle(unknown, client, "web")


def test_after_the_notice_every_message_goes_back() -> None:
    done: list[int] = []
    back: list[int] = []
    # the metadata says yes once and then fails to answer: still stopping
    says = iter([False, False, True, False])
    returned = spot_interruption.work(range(4), done.append, back.append, lambda: next(says))
    assert done == [0, 1]
    assert back == [2, 3]
    assert returned == 2
