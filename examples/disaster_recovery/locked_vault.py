"""Keeps backups where the credentials that made them cannot end them.

Two vaults: one beside the data for everyday restores, one in another
Region (better: another account too) under a lock that becomes final.
"""

from __future__ import annotations

from typing import Any

GRACE_DAYS = 3  # the least; until then the lock can be taken back


# --8<-- [start:lock]
def lock(
    backup_client: Any, vault: str, shortest: int, longest: int
) -> None:
    """After the days of grace nobody can shorten or remove this."""
    if not 1 <= shortest <= longest:
        raise ValueError("the shortest stay is longer than the longest")
    backup_client.put_backup_vault_lock_configuration(
        BackupVaultName=vault,
        # A job that asks for less or more than this fails: check
        # every plan that writes here before you lock.
        MinRetentionDays=shortest,
        MaxRetentionDays=longest,
        # Without this line it is a lock with the key in it.
        ChangeableForDays=GRACE_DAYS,
    )


# --8<-- [end:lock]


# --8<-- [start:plan]
def daily_plan(
    name: str, vault: str, far_vault: str, keep: int
) -> dict[str, Any]:
    """A backup each night, and a copy of it in the far vault."""
    stay = {"DeleteAfterDays": keep}
    return {
        "BackupPlanName": name,
        "Rules": [
            {
                "RuleName": "nightly",
                "TargetBackupVaultName": vault,
                "ScheduleExpression": "cron(0 3 * * ? *)",
                # Not started by then means missed, so alarm on it.
                "StartWindowMinutes": 60,
                "Lifecycle": stay,
                "CopyActions": [
                    {
                        "DestinationBackupVaultArn": far_vault,
                        # its own: nothing is inherited
                        "Lifecycle": dict(stay),
                    }
                ],
            }
        ],
    }


# --8<-- [end:plan]


# --8<-- [start:create]
def create(backup_client: Any, plan: dict[str, Any]) -> str:
    made = backup_client.create_backup_plan(BackupPlan=plan)
    return str(made["BackupPlanId"])


# --8<-- [end:create]
