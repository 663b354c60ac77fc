"""Which batches are traced: the same at every hop and in a replay."""

from __future__ import annotations

from hashlib import sha256


# --8<-- [start:traced]
def traced(batch: str, rate: float) -> bool:
    """Whether this batch is in the sample, told from its id alone.

    Each hop asks for itself and all agree, although a queue or a log
    that carries no headers stands between them. A higher rate keeps
    what a lower one kept.
    """
    first = sha256(batch.encode()).digest()[:8]
    return int.from_bytes(first, "big") < rate * 2**64


# --8<-- [end:traced]
