"""A Spark job that cannot run away.

Three fences: the application has a ceiling of cores, the run has a
time limit, and the token makes a repeated submission the same run.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:application]
def create_application(
    emr_serverless_client: Any, name: str, release: str, vcpus: int
) -> str:
    answer = emr_serverless_client.create_application(
        name=name,
        # Names are not unique. The token makes a repeat the same one.
        clientToken=f"application-{name}",
        releaseLabel=release,
        type="SPARK",
        architecture="ARM64",
        # Without it one job can take the quota of the account.
        maximumCapacity={
            "cpu": f"{vcpus} vCPU",
            "memory": f"{vcpus * 8} GB",
        },
        autoStopConfiguration={
            "enabled": True,
            "idleTimeoutMinutes": 5,
        },
        # Runs above the limit wait, and those that wait too long fail.
        schedulerConfiguration={
            "maxConcurrentRuns": 4,
            "queueTimeoutMinutes": 60,
        },
    )
    return str(answer["applicationId"])


# --8<-- [end:application]


# --8<-- [start:run]
def compact_day(
    emr_serverless_client: Any,
    application: str,
    role: str,
    script: str,
    table: str,
    day: str,
) -> str:
    answer = emr_serverless_client.start_job_run(
        applicationId=application,
        executionRoleArn=role,
        # The same day is the same run, however often it is asked for,
        # even a failed one. A repeat on purpose needs a suffix.
        clientToken=f"compact-{table}-{day}",
        executionTimeoutMinutes=90,
        retryPolicy={"maxAttempts": 2},
        jobDriver={
            "sparkSubmit": {
                "entryPoint": script,
                "entryPointArguments": [table, day],
                "sparkSubmitParameters": (
                    "--conf spark.dynamicAllocation.maxExecutors=20"
                ),
            }
        },
        tags={"cost-owner": "lake", "table": table},
    )
    return str(answer["jobRunId"])


# --8<-- [end:run]
