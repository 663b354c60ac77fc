from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def network(aws: Any) -> list[str]:
    """Subnets in three zones."""
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return [
        ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"us-east-1{zone}"
        )["Subnet"]["SubnetId"]
        for n, zone in enumerate("abc")
    ]


@pytest.fixture
def group(aws: Any, network: list[str]) -> str:
    """A group of three instances, at most ten, from a launch template."""
    ec2 = aws.client("ec2")
    ec2.create_launch_template(
        LaunchTemplateName="web",
        LaunchTemplateData={"ImageId": _image(ec2), "InstanceType": "m5.large"},
    )
    aws.client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName="web",
        LaunchTemplate={"LaunchTemplateName": "web", "Version": "1"},
        VPCZoneIdentifier=",".join(network),
        MinSize=1,
        DesiredCapacity=3,
        MaxSize=10,
    )
    return "web"


def _image(ec2: Any) -> str:
    return str(ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"])
