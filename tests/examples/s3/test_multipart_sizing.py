from __future__ import annotations

import itertools

import pytest

from examples.s3.multipart_sizing import (
    GIB,
    MAX_PART,
    MAX_PARTS,
    MIB,
    MIN_PART,
    part_size,
    ranges,
)

LARGEST = MAX_PARTS * MAX_PART


@pytest.mark.parametrize(
    ("total", "wished", "expected"),
    [
        (100 * MIB, 64 * MIB, 64 * MIB),
        (625 * GIB, 64 * MIB, 64 * MIB),  # exactly 10,000 parts
        (625 * GIB + 1, 64 * MIB, 65 * MIB),
        (10 * MIB, MIB, MIN_PART),
        (LARGEST, 64 * MIB, MAX_PART),
    ],
)
def test_part_size(total: int, wished: int, expected: int) -> None:
    assert part_size(total, wished) == expected


def test_no_size_needs_more_parts_than_there_are_or_a_part_that_is_too_large() -> None:
    for total in (1, 5 * MIB, 50 * GIB, 625 * GIB + 1, 5000 * GIB, LARGEST - 1, LARGEST):
        size = part_size(total)
        assert MIN_PART <= size <= MAX_PART
        assert -(-total // size) <= MAX_PARTS


def test_a_larger_object_is_refused_before_the_first_byte() -> None:
    with pytest.raises(ValueError, match="larger than any"):
        part_size(LARGEST + 1)


def test_ranges_cover_every_byte_once() -> None:
    total, size = 23 * MIB + 7, 5 * MIB
    parts = list(ranges(total, size))
    assert [number for number, _, _ in parts] == [1, 2, 3, 4, 5]
    for (_, start, length), (_, following, _) in itertools.pairwise(parts):
        assert start + length == following
    assert parts[0][1] == 0
    assert parts[-1][1] + parts[-1][2] == total
    assert all(length == size for _, _, length in parts[:-1])
