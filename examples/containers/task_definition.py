"""A task definition in which the two roles do not share their powers.

Guarantees: the secret's value is in no definition and no log, the
application cannot read it through AWS, and the container gets the time
to stop that its work needs.
"""

from __future__ import annotations

from typing import Any

Item = dict[str, Any]


# --8<-- [start:register]
def register(
    ecs_client: Any, image: str, secret: str, roles: dict[str, str]
) -> str:
    answer = ecs_client.register_task_definition(
        family="orders",
        requiresCompatibilities=["FARGATE", "MANAGED_INSTANCES"],
        networkMode="awsvpc",
        cpu="512",
        memory="1024",
        # ECS pulls, logs and reads secrets with the one role, before
        # your code runs; your code has the other.
        executionRoleArn=roles["execution"],
        taskRoleArn=roles["task"],
        containerDefinitions=[
            {
                "name": "app",
                "image": image,  # by digest: a tag may move
                "portMappings": [{"name": "http", "containerPort": 80}],
                # Read once, when the task starts.
                "secrets": [
                    {"name": "DB_PASSWORD", "valueFrom": secret}
                ],
                "stopTimeout": 90,
                # Without a check a task is healthy because it runs.
                "healthCheck": {
                    "command": ["CMD", "/app/healthy"],
                    "interval": 10,
                    "retries": 3,
                    "startPeriod": 30,
                },
                # Without it the output is lost. The group must exist:
                # the execution role may not create one.
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "orders",
                        "awslogs-region": ecs_client.meta.region_name,
                        "awslogs-stream-prefix": "app",
                    },
                },
                "readonlyRootFilesystem": True,
                "linuxParameters": {"initProcessEnabled": True},
            }
        ],
    )
    return str(answer["taskDefinition"]["taskDefinitionArn"])


# --8<-- [end:register]


# --8<-- [start:policies]
def execution_policy(secret: str, repository: str, logs: str) -> Item:
    """What the agent may do: this image, this secret, this log."""
    # A secret under a key of your own needs kms:Decrypt on it as well.
    allowed = {
        repository: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        secret: ["secretsmanager:GetSecretValue"],
        f"{logs}:*": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "*": ["ecr:GetAuthorizationToken"],  # knows no resource
    }
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": actions, "Resource": resource}
            for resource, actions in allowed.items()
        ],
    }


def trust(account: str, region: str) -> Item:
    """Only tasks of this account may take the role."""
    tasks = f"arn:aws:ecs:{region}:{account}:*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": account},
                    "ArnLike": {"aws:SourceArn": tasks},
                },
            }
        ],
    }


# --8<-- [end:policies]
