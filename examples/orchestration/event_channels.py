"""An Event API whose channels are private to the tenant that owns them.

Authentication alone lets every signed-in user subscribe to every
channel. A handler on the namespace decides who may listen where.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:api]
def create_api(appsync_client: Any, pool: str, region: str) -> str:
    users = {"authType": "AMAZON_COGNITO_USER_POOLS"}
    servers = {"authType": "AWS_IAM"}
    created = appsync_client.create_api(
        name="documents",
        eventConfig={
            "authProviders": [
                {
                    **users,
                    "cognitoConfig": {
                        "userPoolId": pool,
                        "awsRegion": region,
                    },
                },
                servers,
            ],
            # Browsers listen; only our own services speak.
            "connectionAuthModes": [users],
            "defaultSubscribeAuthModes": [users],
            "defaultPublishAuthModes": [servers],
        },
    )
    return str(created["api"]["apiId"])


# --8<-- [end:api]


# --8<-- [start:namespace]
def guard(appsync_client: Any, api: str, data_source: str) -> None:
    """Asks a function before anybody may listen in `documents/...`."""
    appsync_client.create_channel_namespace(
        apiId=api,
        name="documents",
        handlerConfigs={
            "onSubscribe": {
                "behavior": "DIRECT",
                "integration": {
                    "dataSourceName": data_source,
                    # EVENT would not wait for the answer: no guard.
                    "lambdaConfig": {"invokeType": "REQUEST_RESPONSE"},
                },
            }
        },
    )


# --8<-- [end:namespace]


# --8<-- [start:decide]
def on_subscribe(event: dict[str, Any]) -> dict[str, str] | None:
    """The guard's answer: nothing is yes, an error is no."""
    # Of the ID token, and an attribute that the app client may not
    # write: else a user picks a tenant by editing a profile.
    claims = (event.get("identity") or {}).get("claims", {})
    # documents/<tenant>/<document>: the tenant as a segment of its
    # own, so that a wildcard in its place names no tenant of ours.
    segments = event["info"]["channel"]["segments"]
    tenant = segments[1] if len(segments) > 2 else None
    if tenant and tenant == claims.get("custom:tenant"):
        return None
    return {"error": "not your channel"}


# --8<-- [end:decide]
