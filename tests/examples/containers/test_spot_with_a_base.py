from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.containers import spot_with_a_base


@pytest.mark.parametrize(
    ("desired", "base", "left"),
    [(6, 2, 3), (2, 2, 2), (1, 2, 1), (10, 0, 2), (0, 2, 0)],
)
def test_what_is_left_without_spot(desired: int, base: int, left: int) -> None:
    assert spot_with_a_base.left_without_spot(desired, base, 1, 3) == left


def test_the_base_is_what_the_promise_needs(answers: Any) -> None:
    client = boto3.client("ecs")
    requests = answers(client, "UpdateService", {})
    spot_with_a_base.use_spot(client, "shop", "resize", desired=20, needed=4)
    on_demand, spot = requests[0]["capacityProviderStrategy"]
    assert (on_demand["capacityProvider"], on_demand["base"]) == ("FARGATE", 4)
    assert spot["capacityProvider"] == "FARGATE_SPOT"
    assert not spot.get("base")
    assert requests[0]["forceNewDeployment"] is True


def test_a_promise_larger_than_the_service_is_refused(answers: Any) -> None:
    client = boto3.client("ecs")
    requests = answers(client, "UpdateService", {})
    with pytest.raises(ValueError, match="cannot keep 8"):
        spot_with_a_base.use_spot(client, "shop", "resize", desired=5, needed=8)
    assert requests == []
