"""The lock has a date and bounds, and the plan fits between them."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.disaster_recovery.locked_vault import create, daily_plan, lock

FAR = "arn:aws:backup:us-west-2:123456789012:backup-vault:far"


@pytest.fixture
def backup_client(aws: boto3.Session) -> Any:
    client = aws.client("backup")
    client.create_backup_vault(BackupVaultName="near")
    return client


def test_the_lock_becomes_final(backup_client: Any) -> None:
    lock(backup_client, "near", 30, 90)
    vault = backup_client.describe_backup_vault(BackupVaultName="near")
    assert vault["Locked"]
    assert (vault["MinRetentionDays"], vault["MaxRetentionDays"]) == (30, 90)
    assert "LockDate" in vault  # a lock without a date can be taken back


def test_bounds_that_no_job_meets_are_refused_before_they_are_final(backup_client: Any) -> None:
    for shortest, longest in ((91, 90), (0, 90)):
        with pytest.raises(ValueError, match="longer than the longest"):
            lock(backup_client, "near", shortest, longest)
    assert not backup_client.describe_backup_vault(BackupVaultName="near").get("Locked")


def test_the_copy_has_a_lifecycle_of_its_own(backup_client: Any) -> None:
    plan = daily_plan("orders", "near", FAR, 35)
    id = create(backup_client, plan)
    (rule,) = backup_client.get_backup_plan(BackupPlanId=id)["BackupPlan"]["Rules"]
    (copy,) = rule["CopyActions"]
    assert copy["DestinationBackupVaultArn"] == FAR
    assert rule["Lifecycle"]["DeleteAfterDays"] == copy["Lifecycle"]["DeleteAfterDays"] == 35
    plan["Rules"][0]["Lifecycle"]["DeleteAfterDays"] = 1
    assert plan["Rules"][0]["CopyActions"][0]["Lifecycle"] == {"DeleteAfterDays": 35}
