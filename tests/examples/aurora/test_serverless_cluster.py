from __future__ import annotations

from typing import Any

import boto3
from botocore.stub import Stubber

from examples.aurora import serverless_cluster

CLUSTER = {
    "DBClusterIdentifier": "shop",
    "Engine": "aurora-postgresql",
    "MasterUsername": "owner",
    "ManageMasterUserPassword": True,
    "DBSubnetGroupName": "private",
    "StorageEncrypted": True,
    "BackupRetentionPeriod": 14,
    "DeletionProtection": True,
    "ServerlessV2ScalingConfiguration": {"MinCapacity": 1, "MaxCapacity": 32},
}


def instance(role: str, tier: int) -> dict[str, Any]:
    return {
        "DBInstanceIdentifier": f"shop-{role}",
        "DBClusterIdentifier": "shop",
        "Engine": "aurora-postgresql",
        "DBInstanceClass": "db.serverless",
        "PromotionTier": tier,
    }


def test_the_range_is_on_the_cluster_and_both_instances_follow_it() -> None:
    client = boto3.client("rds")
    with Stubber(client) as stub:
        stub.add_response("create_db_cluster", {"DBCluster": {}}, CLUSTER)
        stub.add_response("create_db_instance", {"DBInstance": {}}, instance("writer", 0))
        stub.add_response("create_db_instance", {"DBInstance": {}}, instance("reader", 1))
        serverless_cluster.create(client, "shop", 1, 32, "private")
        stub.assert_no_pending_responses()
