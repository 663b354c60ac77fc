"""Prepares a name whose two answers follow two routing controls.

Made once, in peace. On the day only the controls change, and Route 53's
health checks carry that into its answers without its control plane.
"""

from __future__ import annotations

from typing import Any

SECONDS = 60  # longer, and clients stay with the Region you left


# --8<-- [start:check]
def follow(route53_client: Any, control: str) -> str:
    """A health check that is as healthy as the control is on."""
    made = route53_client.create_health_check(
        # the same reference again returns the same check
        CallerReference=control[-64:],
        HealthCheckConfig={
            "Type": "RECOVERY_CONTROL",
            "RoutingControlArn": control,
        },
    )
    return str(made["HealthCheck"]["Id"])


# --8<-- [end:check]


# --8<-- [start:records]
def prepare(
    route53_client: Any,
    zone: str,
    name: str,
    primary: tuple[str, str],
    secondary: tuple[str, str],
) -> None:
    """Each side is the name of its Region's door and its check."""
    changes = []
    for role, (door, check) in (
        ("PRIMARY", primary),
        ("SECONDARY", secondary),
    ):
        changes.append(
            {
                "Action": "UPSERT",
                "ResourceRecordSet": {
                    "Name": name,
                    "Type": "CNAME",
                    "SetIdentifier": role.lower(),
                    "Failover": role,
                    "TTL": SECONDS,
                    "ResourceRecords": [{"Value": door}],
                    # Both have one. A secondary without a check
                    # answers whenever the primary does not, also
                    # when it should not.
                    "HealthCheckId": check,
                },
            }
        )
    # one batch, so that there is never half a pair
    route53_client.change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Changes": changes}
    )


# --8<-- [end:records]
