"""Puts a second origin behind the first, and makes the switch quick.

The group answers a failed read from the other origin. It is not for
writes, and tries the first origin again with every request, so the
time that a dead origin takes is added to each miss.
"""

from __future__ import annotations

from typing import Any

Config = dict[str, Any]


# --8<-- [start:group]
def add_failover(config: Config, first: str, second: str) -> Config:
    """A distribution's configuration with both origins in a group."""
    behaviour = config["DefaultCacheBehavior"]
    if "POST" in behaviour.get("AllowedMethods", {}).get("Items", []):
        # CloudFront refuses a group there.
        raise ValueError("give writes a behaviour of their own first")
    for origin in config["Origins"]["Items"]:
        if origin["Id"] in (first, second):
            # Not three attempts of ten seconds before the switch, nor
            # three response timeouts when it connects and hangs.
            origin["ConnectionAttempts"] = 1
            origin["ConnectionTimeout"] = 2
    codes = [500, 502, 503, 504]
    members = [{"OriginId": first}, {"OriginId": second}]
    group = {
        "Id": f"{first}-or-{second}",
        "FailoverCriteria": {
            # 503 stands for "cannot connect", 504 for "too slow". No
            # 403 or 404: a missing object is no reason to switch.
            "StatusCodes": {"Quantity": len(codes), "Items": codes}
        },
        "Members": {"Quantity": 2, "Items": members},
    }
    # Other behaviours may hang on groups that are there already.
    groups = [*config.get("OriginGroups", {}).get("Items", []), group]
    config["OriginGroups"] = {"Quantity": len(groups), "Items": groups}
    behaviour["TargetOriginId"] = group["Id"]
    return config


# --8<-- [end:group]


# --8<-- [start:update]
def enable_failover(
    cloudfront_client: Any, distribution: str, first: str, second: str
) -> None:
    current = cloudfront_client.get_distribution_config(Id=distribution)
    cloudfront_client.update_distribution(
        Id=distribution,
        # Refused if somebody else changed it meanwhile.
        IfMatch=current["ETag"],
        # An update replaces everything, so it starts from what is.
        DistributionConfig=add_failover(
            current["DistributionConfig"], first, second
        ),
    )


# --8<-- [end:update]
