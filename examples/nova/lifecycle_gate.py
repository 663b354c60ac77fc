"""Fails a release that depends on a model near its end.

A model says so in its lifecycle, not in the answers that it gives: the
last call before the end looks like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any


# --8<-- [start:gate]
def endangered(
    bedrock_client: Any,
    models: Sequence[str],  # foundation model ids, without "us."
    now: datetime,
    migration: timedelta = timedelta(days=120),
) -> dict[str, str]:
    """Why each of these models may not be released on."""
    missing = bedrock_client.exceptions.ResourceNotFoundException
    reasons = {}
    for model in models:
        try:
            details = bedrock_client.get_foundation_model(
                modelIdentifier=model
            )["modelDetails"]
        except missing:
            reasons[model] = "gone"
            continue
        life = details["modelLifecycle"]
        end = life.get("endOfLifeTime")
        if life["status"] == "LEGACY":
            # Legacy already: a newcomer's account cannot start on it.
            reasons[model] = (
                f"legacy, ends {end:%Y-%m-%d}" if end else "legacy"
            )
        elif end and end - now < migration:
            reasons[model] = f"ends {end:%Y-%m-%d}"
    return reasons


# --8<-- [end:gate]
