"""Short codes that never collide and that nobody can count up.

A writer takes a block of numbers at a time, so that the counter is
asked a thousand times less. A number becomes a code by a permutation
with a key: every number has one code, and the next one looks random.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

ALPHABET = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
LENGTH = 7
CODES = len(ALPHABET) ** LENGTH
_HALF = 21  # bits: two halves hold every number below CODES
_ROUNDS = 4


# --8<-- [start:block]
def take_block(table: Any, size: int) -> range:
    """Numbers that no other writer has or gets."""
    found = table.update_item(
        Key={"pk": "COUNTER"},
        UpdateExpression="ADD taken :size",
        ExpressionAttributeValues={":size": size},
        ReturnValues="UPDATED_NEW",
    )
    end = int(found["Attributes"]["taken"])
    return range(end - size, end)


# --8<-- [end:block]


# --8<-- [start:permute]
def permute(number: int, key: bytes) -> int:
    """Another number below CODES, a different one for each."""
    while True:
        left, right = number >> _HALF, number & (1 << _HALF) - 1
        for turn in range(_ROUNDS):
            left, right = right, left ^ _mix(right, turn, key)
        number = left << _HALF | right
        if number < CODES:  # else once more: it walks its own cycle
            return number


# --8<-- [end:permute]


# --8<-- [start:code]
def code(number: int, key: bytes) -> str:
    """Seven letters and digits. The same number gives the same."""
    if not 0 <= number < CODES:
        raise ValueError("all codes of this length are taken")
    rest, letters = permute(number, key), []
    for _ in range(LENGTH):
        rest, digit = divmod(rest, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)


# --8<-- [end:code]


# --8<-- [start:create]
def create(table: Any, new_code: str, target: str) -> None:
    """Stores a link. A code that exists already stays as it is."""
    table.put_item(
        Item={"pk": new_code, "target": target},
        ConditionExpression="attribute_not_exists(pk)",
    )


# --8<-- [end:create]


def codes(table: Any, key: bytes, block: int = 1000) -> Iterator[str]:
    """Fresh codes, for as long as somebody asks."""
    while True:
        for number in take_block(table, block):
            yield code(number, key)


def _mix(value: int, turn: int, key: bytes) -> int:
    data = value.to_bytes(4, "big") + bytes([turn])
    digest = hashlib.blake2s(data, key=key, digest_size=4).digest()
    return int.from_bytes(digest, "big") & (1 << _HALF) - 1
