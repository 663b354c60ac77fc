from __future__ import annotations

from typing import Any

import pytest

from examples.ec2 import mixed_instances

TYPES = ["m8g.xlarge", "m7g.xlarge", "m6g.xlarge", "r8g.xlarge"]


@pytest.fixture
def template(aws: Any) -> str:
    ec2 = aws.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    ec2.create_launch_template(
        LaunchTemplateName="web",
        LaunchTemplateData={"ImageId": image, "InstanceType": TYPES[0]},
    )
    return "web"


@pytest.fixture
def created(aws: Any, network: list[str], template: str) -> dict[str, Any]:
    client = aws.client("autoscaling")
    policy = mixed_instances.spot_above_a_floor(template, 1, TYPES, 6)
    mixed_instances.create(client, "web", policy, network, 6, 60, 150)
    groups = client.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])
    found: dict[str, Any] = groups["AutoScalingGroups"][0]
    return found


def test_the_floor_is_on_demand_and_all_above_it_is_spot(created: dict[str, Any]) -> None:
    shares = created["MixedInstancesPolicy"]["InstancesDistribution"]
    assert shares["OnDemandBaseCapacity"] == 6
    # not to say it would mean 100, hence no Spot at all
    assert shares["OnDemandPercentageAboveBaseCapacity"] == 0
    # not to say it would mean lowest-price
    assert shares["SpotAllocationStrategy"] == "price-capacity-optimized"


def test_every_type_can_be_launched_from_a_pinned_version(created: dict[str, Any]) -> None:
    template = created["MixedInstancesPolicy"]["LaunchTemplate"]
    assert [one["InstanceType"] for one in template["Overrides"]] == TYPES
    assert template["LaunchTemplateSpecification"]["Version"] == "1"


def test_the_group_sees_the_application_and_spans_three_zones(created: dict[str, Any]) -> None:
    assert created["HealthCheckType"] == "ELB"
    # no instance is judged before it can have booted
    assert created["HealthCheckGracePeriod"] == 300 > 150
    assert created["CapacityRebalance"] is True
    assert created["AvailabilityZones"] == ["us-east-1a", "us-east-1b", "us-east-1c"]
    assert (created["MinSize"], created["MaxSize"]) == (6, 60)


def test_two_zones_are_refused(aws: Any, network: list[str], template: str) -> None:
    policy = mixed_instances.spot_above_a_floor(template, 1, TYPES, 6)
    client = aws.client("autoscaling")
    with pytest.raises(ValueError, match="three zones"):
        mixed_instances.create(client, "web", policy, network[:2], 6, 60, 150)
    assert client.describe_auto_scaling_groups()["AutoScalingGroups"] == []
