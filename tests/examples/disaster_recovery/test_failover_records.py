"""Both answers of the name follow a check of their own, and expire soon."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.disaster_recovery.failover_records import follow, prepare

CONTROL = (
    "arn:aws:route53-recovery-control::123456789012:controlpanel/"
    "0123456789abcdef0123456789abcdef/routingcontrol/0123456789abcdef"
)


@pytest.fixture
def route53_client(aws: boto3.Session) -> Any:
    return aws.client("route53")


def records(route53_client: Any, zone: str) -> dict[str, Any]:
    found = route53_client.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return {one["Failover"]: one for one in found if "Failover" in one}


def test_each_side_has_its_own_check_and_a_short_life(route53_client: Any) -> None:
    zone = route53_client.create_hosted_zone(Name="shop.test", CallerReference="zone")
    id = zone["HostedZone"]["Id"]
    for _ in range(2):  # preparing again changes nothing
        prepare(
            route53_client,
            id,
            "api.shop.test.",
            ("east.shop.test", "check-east"),
            ("west.shop.test", "check-west"),
        )
        found = records(route53_client, id)
        assert set(found) == {"PRIMARY", "SECONDARY"}
        assert found["PRIMARY"]["HealthCheckId"] == "check-east"
        assert found["SECONDARY"]["HealthCheckId"] == "check-west"
        assert found["SECONDARY"]["ResourceRecords"] == [{"Value": "west.shop.test"}]
        assert all(one["TTL"] <= 60 for one in found.values())


def test_the_check_follows_the_control_and_nothing_else() -> None:
    client = boto3.client("route53")
    with Stubber(client) as stub:
        stub.add_response(
            "create_health_check",
            {
                "HealthCheck": {
                    "Id": "check-east",
                    "CallerReference": "x",
                    "HealthCheckConfig": {"Type": "RECOVERY_CONTROL"},
                    "HealthCheckVersion": 1,
                },
                "Location": "https://route53.amazonaws.com/2013-04-01/healthcheck/check-east",
            },
            {
                "CallerReference": CONTROL[-64:],
                "HealthCheckConfig": {"Type": "RECOVERY_CONTROL", "RoutingControlArn": CONTROL},
            },
        )
        assert follow(client, CONTROL) == "check-east"
        stub.assert_no_pending_responses()
