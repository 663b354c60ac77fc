"""The audit names what crosses a zone or pays for S3, and nothing else."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.networking.nat_audit import audit


@pytest.fixture
def ec2_client(aws: boto3.Session) -> Any:
    return aws.client("ec2")


@pytest.fixture
def place(ec2_client: Any) -> tuple[str, dict[str, str], str]:
    """A VPC, two subnets in two zones, and one NAT gateway in the first."""
    vpc = ec2_client.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = {
        zone: ec2_client.create_subnet(
            VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=zone
        )["Subnet"]["SubnetId"]
        for n, zone in enumerate(("us-east-1a", "us-east-1b"))
    }
    address = ec2_client.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2_client.create_nat_gateway(SubnetId=subnets["us-east-1a"], AllocationId=address)
    return vpc, subnets, nat["NatGateway"]["NatGatewayId"]


def private(ec2_client: Any, vpc: str, subnet: str, nat: str) -> str:
    made = ec2_client.create_route_table(VpcId=vpc)["RouteTable"]
    table = str(made["RouteTableId"])
    ec2_client.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    ec2_client.associate_route_table(RouteTableId=table, SubnetId=subnet)
    return table


def cover(ec2_client: Any, vpc: str, table: str, service: str) -> None:
    ec2_client.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.us-east-1.{service}",
        VpcEndpointType="Gateway",
        RouteTableIds=[table],
    )


def test_names_the_subnet_whose_way_out_is_in_another_zone(ec2_client: Any, place: Any) -> None:
    vpc, subnets, nat = place
    for zone in subnets:
        table = private(ec2_client, vpc, subnets[zone], nat)
        for service in ("s3", "dynamodb"):
            cover(ec2_client, vpc, table, service)
    assert audit(ec2_client, vpc) == [(subnets["us-east-1b"], "NAT in us-east-1a")]


def test_names_the_service_that_pays_for_nat(ec2_client: Any, place: Any) -> None:
    vpc, subnets, nat = place
    table = private(ec2_client, vpc, subnets["us-east-1a"], nat)
    cover(ec2_client, vpc, table, "dynamodb")
    assert audit(ec2_client, vpc) == [(table, "s3 goes through NAT")]


def test_a_subnet_without_a_table_of_its_own_uses_the_main_one(ec2_client: Any, place: Any) -> None:
    vpc, subnets, nat = place
    (main,) = ec2_client.describe_route_tables(
        Filters=[
            {"Name": "vpc-id", "Values": [vpc]},
            {"Name": "association.main", "Values": ["true"]},
        ]
    )["RouteTables"]
    ec2_client.create_route(
        RouteTableId=main["RouteTableId"], DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat
    )
    assert (subnets["us-east-1b"], "NAT in us-east-1a") in audit(ec2_client, vpc)


def test_without_nat_there_is_nothing_to_say(ec2_client: Any) -> None:
    vpc = ec2_client.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    assert audit(ec2_client, vpc) == []
