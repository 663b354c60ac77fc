from __future__ import annotations

from typing import Any

from examples.containers import task_definition

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-db-AbCdEf"
ROLES = {
    "execution": "arn:aws:iam::123456789012:role/orders-execution",
    "task": "arn:aws:iam::123456789012:role/orders-task",
}


def registered(aws: Any) -> Any:
    client = aws.client("ecs")
    arn = task_definition.register(client, "orders@sha256:0123", SECRET, ROLES)
    return client.describe_task_definition(taskDefinition=arn)["taskDefinition"]


def test_the_roles_are_two_and_not_mixed_up(aws: Any) -> None:
    found = registered(aws)
    assert found["executionRoleArn"] == ROLES["execution"]
    assert found["taskRoleArn"] == ROLES["task"]


def test_the_secret_is_a_reference_and_not_a_variable(aws: Any) -> None:
    [container] = registered(aws)["containerDefinitions"]
    assert container["secrets"] == [{"name": "DB_PASSWORD", "valueFrom": SECRET}]
    assert not container.get("environment")


def test_the_task_can_run_on_fargate_and_says_when_it_is_healthy(aws: Any) -> None:
    found = registered(aws)
    [container] = found["containerDefinitions"]
    assert found["networkMode"] == "awsvpc"
    assert 2 <= container["stopTimeout"] <= 120
    assert container["healthCheck"]["command"][0] == "CMD"


def test_the_output_goes_to_the_log_that_the_agent_may_write(aws: Any) -> None:
    [container] = registered(aws)["containerDefinitions"]
    log = container["logConfiguration"]
    assert log["logDriver"] == "awslogs"
    assert log["options"]["awslogs-group"] == "orders"
    assert log["options"]["awslogs-region"]


def test_the_agent_may_read_this_secret_and_no_other() -> None:
    policy = task_definition.execution_policy(
        SECRET,
        "arn:aws:ecr:us-east-1:123456789012:repository/orders",
        "arn:aws:logs:us-east-1:123456789012:log-group:orders",
    )
    by_resource = {one["Resource"]: one["Action"] for one in policy["Statement"]}
    assert by_resource[SECRET] == ["secretsmanager:GetSecretValue"]
    assert by_resource["*"] == ["ecr:GetAuthorizationToken"]


def test_only_tasks_of_this_account_take_the_role() -> None:
    [statement] = task_definition.trust("123456789012", "us-east-1")["Statement"]
    assert statement["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    assert statement["Condition"]["ArnLike"]["aws:SourceArn"].startswith("arn:aws:ecs:us-east-1")
