"""Chooses a part size that fits the number of parts S3 allows.

A fixed part size works until the object outgrows it: parts of 64 MiB
end an upload at 625 GiB, hours after it began.
"""

from __future__ import annotations

from collections.abc import Iterator

MIB = 1024**2
GIB = 1024**3


# --8<-- [start:size]
MAX_PARTS = 10_000
MIN_PART, MAX_PART = 5 * MIB, 5 * GIB


def part_size(total: int, wished: int = 64 * MIB) -> int:
    """The part size for an object of `total` bytes, in whole MiB."""
    if total > MAX_PARTS * MAX_PART:
        raise ValueError("larger than any S3 object can be")
    # Rounded up, twice: never one part too many, and a size that a
    # second process computes again when it resumes.
    fits = -(-total // MAX_PARTS)
    fits = -(-fits // MIB) * MIB
    return max(wished, fits, MIN_PART)


# --8<-- [end:size]


# --8<-- [start:ranges]
def ranges(total: int, size: int) -> Iterator[tuple[int, int, int]]:
    """Part number, first byte and length of each part."""
    for number, start in enumerate(range(0, total, size), start=1):
        yield number, start, min(size, total - start)


# --8<-- [end:ranges]
