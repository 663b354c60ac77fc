from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.stub import Stubber

from examples.containers.version_debt import Debt, version_debt

TODAY = datetime(2026, 11, 25, tzinfo=UTC)


def cluster(name: str, version: str, then: str) -> dict[str, Any]:
    return {"cluster": {"name": name, "version": version, "upgradePolicy": {"supportType": then}}}


def ends(version: str, date: datetime) -> dict[str, Any]:
    return {"clusterVersions": [{"clusterVersion": version, "endOfStandardSupportDate": date}]}


def test_names_the_clusters_that_run_out_and_asks_once_for_each_version() -> None:
    client = boto3.client("eks")
    soon, late = datetime(2026, 12, 2, tzinfo=UTC), datetime(2027, 3, 27, tzinfo=UTC)
    with Stubber(client) as stub:
        stub.add_response("list_clusters", {"clusters": ["a", "b", "c"]}, {})
        stub.add_response("describe_cluster", cluster("a", "1.34", "EXTENDED"), {"name": "a"})
        stub.add_response(
            "describe_cluster_versions", ends("1.34", soon), {"clusterVersions": ["1.34"]}
        )
        stub.add_response("describe_cluster", cluster("b", "1.35", "EXTENDED"), {"name": "b"})
        stub.add_response(
            "describe_cluster_versions", ends("1.35", late), {"clusterVersions": ["1.35"]}
        )
        # the version of the first: no third question
        stub.add_response("describe_cluster", cluster("c", "1.34", "STANDARD"), {"name": "c"})
        found = list(version_debt(client, TODAY, 90))
        stub.assert_no_pending_responses()
    assert found == [Debt("a", "1.34", 7, "EXTENDED"), Debt("c", "1.34", 7, "STANDARD")]


def test_a_version_that_is_already_late_is_debt_too() -> None:
    client = boto3.client("eks")
    with Stubber(client) as stub:
        stub.add_response("list_clusters", {"clusters": ["a"]}, {})
        stub.add_response("describe_cluster", cluster("a", "1.33", "EXTENDED"), {"name": "a"})
        past = datetime(2026, 7, 29, tzinfo=UTC)
        stub.add_response("describe_cluster_versions", ends("1.33", past))
        [debt] = version_debt(client, TODAY, 90)
    assert debt.days_left < 0
