"""A new model version takes a tenth of the traffic before the rest.

Without a deployment policy an update shifts everything at once, and a
model that is wrong but healthy passes every health check.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:alarm]
def alarm_on_errors(
    cloudwatch_client: Any,
    endpoint: str,
    name: str,
    bad_rate: float,
    canary: float = 0.1,
) -> None:
    """Errors of the model; add one on latency and one of your own.

    `bad_rate` is what the canary alone may not reach.
    """
    cloudwatch_client.put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/SageMaker",
        MetricName="Invocation5XXErrors",
        Dimensions=[
            {"Name": "EndpointName", "Value": endpoint},
            {"Name": "VariantName", "Value": "main"},
        ],
        # The average is a rate: a sum would grow with the traffic.
        # Old and new fleet report as one variant, so the canary's
        # errors are thinned out by the share that it serves.
        Statistic="Average",
        Threshold=bad_rate * canary,
        ComparisonOperator="GreaterThanThreshold",
        Period=60,
        EvaluationPeriods=2,
        TreatMissingData="notBreaching",
    )


# --8<-- [end:alarm]


# --8<-- [start:deploy]
def deploy(
    sagemaker_client: Any, endpoint: str, config: str, alarms: list[str]
) -> None:
    if not alarms:
        raise ValueError("a canary that nobody watches is a delay")
    sagemaker_client.update_endpoint(
        EndpointName=endpoint,
        EndpointConfigName=config,
        # Or the count falls back to what the configuration says,
        # whatever scaling has reached by now.
        RetainAllVariantProperties=True,
        DeploymentConfig={
            "BlueGreenUpdatePolicy": {
                "TrafficRoutingConfiguration": {
                    "Type": "CANARY",
                    "CanarySize": {
                        "Type": "CAPACITY_PERCENT",
                        "Value": 10,
                    },
                    # Longer than the slowest alarm needs to ring.
                    "WaitIntervalInSeconds": 600,
                },
                # The old fleet stays, paid for: a way back without
                # new instances.
                "TerminationWaitInSeconds": 900,
                "MaximumExecutionTimeoutInSeconds": 7200,
            },
            "AutoRollbackConfiguration": {
                "Alarms": [{"AlarmName": name} for name in alarms]
            },
        },
    )


# --8<-- [end:deploy]


# --8<-- [start:outcome]
def serves(sagemaker_client: Any, endpoint: str, config: str) -> bool:
    """Whether the endpoint ended on that configuration.

    A deployment that rolled back also ends as InService.
    """
    sagemaker_client.get_waiter("endpoint_in_service").wait(
        EndpointName=endpoint,
        # Its default gives up after an hour, before the deployment may.
        WaiterConfig={"Delay": 30, "MaxAttempts": 250},
    )
    now = sagemaker_client.describe_endpoint(EndpointName=endpoint)
    return bool(now["EndpointConfigName"] == config)


# --8<-- [end:outcome]
