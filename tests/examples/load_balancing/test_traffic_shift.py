"""A shift ends with all traffic on one side, and with a bad version on the old one."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.load_balancing.traffic_shift import healthy, shift


@pytest.fixture
def elbv2_client(aws: boto3.Session) -> Any:
    return aws.client("elbv2")


@pytest.fixture
def place(aws: boto3.Session, elbv2_client: Any) -> tuple[str, str, str]:
    """A listener and two target groups, the second one with a healthy target."""
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=zone)["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate(("us-east-1a", "us-east-1b"))
    ]
    balancer = elbv2_client.create_load_balancer(Name="web", Subnets=subnets)
    groups = [
        elbv2_client.create_target_group(
            Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip"
        )["TargetGroups"][0]["TargetGroupArn"]
        for name in ("old", "new")
    ]
    elbv2_client.register_targets(TargetGroupArn=groups[1], Targets=[{"Id": "10.0.0.10"}])
    listener = elbv2_client.create_listener(
        LoadBalancerArn=balancer["LoadBalancers"][0]["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": groups[0]}],
    )["Listeners"][0]["ListenerArn"]
    return listener, groups[0], groups[1]


def weights(elbv2_client: Any, listener: str) -> list[int]:
    (found,) = elbv2_client.describe_listeners(ListenerArns=[listener])["Listeners"]
    groups = found["DefaultActions"][0]["ForwardConfig"]["TargetGroups"]
    return [int(group["Weight"]) for group in groups]


def test_it_moves_in_steps_and_ends_on_the_new_side(
    elbv2_client: Any, place: tuple[str, str, str]
) -> None:
    seen: list[list[int]] = []

    def is_well(share: int) -> bool:
        seen.append(weights(elbv2_client, place[0]))
        return share >= 0

    assert shift(elbv2_client, *place, is_well)
    assert seen == [[100, 0], [99, 1], [90, 10], [50, 50], [0, 100]]


def test_an_alarm_takes_all_traffic_back(elbv2_client: Any, place: tuple[str, str, str]) -> None:
    assert not shift(elbv2_client, *place, lambda share: share < 10)
    assert weights(elbv2_client, place[0]) == [100, 0]


def test_a_group_without_healthy_targets_gets_nothing(
    elbv2_client: Any, place: tuple[str, str, str]
) -> None:
    listener, old, new = place
    assert healthy(elbv2_client, old) == 0
    assert not shift(elbv2_client, listener, new, old, lambda _: True)
    assert weights(elbv2_client, listener) == [100, 0]
