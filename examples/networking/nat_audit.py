"""Finds NAT routes where a nearer or a cheaper way exists.

It only reads. A finding says that money or a zone is at stake, not
that somebody was wrong.
"""

from __future__ import annotations

from typing import Any

Item = dict[str, Any]
Finding = tuple[
    str, str
]  # subnet or route table, and what is the matter


# --8<-- [start:audit]
def audit(ec2_client: Any, vpc: str) -> list[Finding]:
    """NAT in another zone, and NAT without gateway endpoints."""
    subnets = of_vpc(ec2_client, "describe_subnets", "Subnets", vpc)
    zones = {s["SubnetId"]: s["AvailabilityZone"] for s in subnets}
    # A regional gateway has no subnet, so no zone of its own.
    gateways = {
        gateway["NatGatewayId"]: zones[gateway["SubnetId"]]
        for gateway in of_vpc(
            ec2_client, "describe_nat_gateways", "NatGateways", vpc
        )
        if gateway.get("SubnetId") in zones
    }
    covered = endpoints(ec2_client, vpc)
    tables = of_vpc(
        ec2_client, "describe_route_tables", "RouteTables", vpc
    )
    linked = set[str]().union(*(links(table) for table in tables))

    found: list[Finding] = []
    for table in tables:
        routes = [r for r in table["Routes"] if "NatGatewayId" in r]
        if not routes:
            continue
        name = table["RouteTableId"]
        missing = {"s3", "dynamodb"} - covered.get(name, set())
        found += [
            (name, f"{s} goes through NAT") for s in sorted(missing)
        ]
        users = links(table)
        if any(link.get("Main") for link in table["Associations"]):
            # The main table serves every subnet without its own.
            users |= zones.keys() - linked
        for route in routes:
            # A gateway that was deleted leaves its route behind.
            zone = gateways.get(route["NatGatewayId"])
            found += [
                (subnet, f"NAT in {zone}")
                for subnet in sorted(users)
                if zone and zone != zones[subnet]
            ]
    return found


# --8<-- [end:audit]


# --8<-- [start:read]
def links(table: Item) -> set[str]:
    """The subnets that name this table."""
    found = (link.get("SubnetId") for link in table["Associations"])
    return {subnet for subnet in found if subnet}


def endpoints(ec2_client: Any, vpc: str) -> dict[str, set[str]]:
    """Services with a gateway endpoint, by route table."""
    covered: dict[str, set[str]] = {}
    for endpoint in of_vpc(
        ec2_client, "describe_vpc_endpoints", "VpcEndpoints", vpc
    ):
        if endpoint["VpcEndpointType"] == "Gateway":
            service = endpoint["ServiceName"].rsplit(".", 1)[-1]
            for table in endpoint["RouteTableIds"]:
                covered.setdefault(table, set()).add(service)
    return covered


def of_vpc(
    ec2_client: Any, call: str, key: str, vpc: str
) -> list[Item]:
    """All pages: the first alone might call a network clean."""
    wanted = [{"Name": "vpc-id", "Values": [vpc]}]
    pages = ec2_client.get_paginator(call).paginate(Filters=wanted)
    return [item for page in pages for item in page[key]]


# --8<-- [end:read]
