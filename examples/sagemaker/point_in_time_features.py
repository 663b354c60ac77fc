"""Features as they were known when a prediction had to be made.

A join on the newest values shows the model its own future: training
looks splendid and serving does not. So the training set takes, for each
label, the newest record that was already *there* at that moment.
Athena wants both times cast to one type first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


# --8<-- [start:write]
def write(
    sagemaker_featurestore_runtime_client: Any,
    group: str,
    features: Mapping[str, object],
) -> None:
    """Puts a whole record; features that are left out are gone.

    `features` holds the identifier and the event time as well. The
    event time is when it happened, not when it was computed: a late
    record must not replace a newer one, and by its event time it does
    not.
    """
    sagemaker_featurestore_runtime_client.put_record(
        FeatureGroupName=group,
        Record=[
            {"FeatureName": name, "ValueAsString": str(value)}
            for name, value in features.items()
            if value is not None
        ],
        TargetStores=["OnlineStore", "OfflineStore"],
    )


# --8<-- [end:write]


# --8<-- [start:read]
def read(
    sagemaker_featurestore_runtime_client: Any,
    group: str,
    identifier: str,
    defaults: Mapping[str, str],
) -> dict[str, str]:
    """Newest features for a prediction; a new customer has none."""
    answer = sagemaker_featurestore_runtime_client.get_record(
        FeatureGroupName=group,
        RecordIdentifierValueAsString=identifier,
        FeatureNames=list(defaults),
    )
    found = {
        feature["FeatureName"]: feature["ValueAsString"]
        for feature in answer.get("Record", [])
    }
    return {**defaults, **found}


# --8<-- [end:read]


# --8<-- [start:join]
TRAINING_SET = """
SELECT customer, label_time, label, spend_7d
FROM (
  SELECT l.customer, l.label_time, l.label, f.spend_7d, f.is_deleted,
    row_number() OVER (
      PARTITION BY l.customer, l.label_time
      ORDER BY f.event_time DESC, f.api_invocation_time DESC
    ) AS age
  FROM labels l
  LEFT JOIN features f
    ON f.customer = l.customer
    -- it had happened
    AND f.event_time <= l.label_time
    -- and we knew it
    AND f.api_invocation_time <= l.label_time
) AS candidates
WHERE age = 1 AND coalesce(is_deleted, false) = false
"""
# --8<-- [end:join]
