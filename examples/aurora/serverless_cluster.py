"""An Aurora cluster whose writer and reader scale by themselves.

The range stands on the cluster, the class on each instance. A reader
of the first two failover tiers keeps up with the writer's capacity, so
that it can take over at full load.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:create]
def create(
    rds_client: Any, name: str, low: float, high: float, subnets: str
) -> None:
    rds_client.create_db_cluster(
        DBClusterIdentifier=name,
        Engine="aurora-postgresql",
        MasterUsername="owner",
        ManageMasterUserPassword=True,  # in Secrets Manager, rotated
        DBSubnetGroupName=subnets,
        StorageEncrypted=True,
        BackupRetentionPeriod=14,  # the API's default is one day
        DeletionProtection=True,
        ServerlessV2ScalingConfiguration={
            "MinCapacity": low,
            "MaxCapacity": high,
        },
    )
    for tier, role in enumerate(("writer", "reader")):
        rds_client.create_db_instance(
            DBInstanceIdentifier=f"{name}-{role}",
            DBClusterIdentifier=name,
            Engine="aurora-postgresql",
            DBInstanceClass="db.serverless",
            PromotionTier=tier,
        )


# --8<-- [end:create]
