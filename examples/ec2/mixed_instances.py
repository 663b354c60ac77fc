"""An Auto Scaling group with an On-Demand floor and Spot above it.

Both defaults of the API are traps here: without a share the group buys
no Spot, and without a strategy it goes by price alone, however little
of that pool is left.
"""

from __future__ import annotations

from typing import Any

Policy = dict[str, Any]


# --8<-- [start:policy]
def spot_above_a_floor(
    template: str, version: int, types: list[str], floor: int
) -> Policy:
    return {
        "LaunchTemplate": {
            "LaunchTemplateSpecification": {
                "LaunchTemplateName": template,
                # A number, not $Latest: a refresh can then roll back.
                "Version": str(version),
            },
            # Same size, several families: each is a Spot pool of its
            # own in each zone, and one target value fits them all.
            "Overrides": [{"InstanceType": one} for one in types],
        },
        "InstancesDistribution": {
            "OnDemandBaseCapacity": floor,
            "OnDemandPercentageAboveBaseCapacity": 0,
            "OnDemandAllocationStrategy": "prioritized",
            "SpotAllocationStrategy": "price-capacity-optimized",
        },
    }


# --8<-- [end:policy]


# --8<-- [start:group]
def create(
    autoscaling_client: Any,
    name: str,
    policy: Policy,
    subnets: list[str],
    smallest: int,
    largest: int,
    boot_s: int,
) -> None:
    """`boot_s`: from in service to passing the load balancer."""
    if len(subnets) < 3:
        raise ValueError("one subnet in each of three zones")
    autoscaling_client.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MixedInstancesPolicy=policy,
        VPCZoneIdentifier=",".join(subnets),
        MinSize=smallest,
        MaxSize=largest,
        # Replace a Spot Instance while it is at risk, not once gone.
        CapacityRebalance=True,
        # The default sees a dead host, but not a dead process.
        HealthCheckType="ELB",
        # Less than the boot, and the group ends every new instance
        # before it serves, and launches the next, for ever.
        HealthCheckGracePeriod=2 * boot_s,
        # Unset, each policy would take the default cooldown for it.
        DefaultInstanceWarmup=boot_s,
        NewInstancesProtectedFromScaleIn=False,
    )


# --8<-- [end:group]
