from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from examples.cloudfront import signed_url

KEY = ec.generate_private_key(ec.SECP256R1())
URL = "https://media.example.com/reports/q3.pdf"
UNTIL = datetime(2026, 11, 25, 12, tzinfo=UTC)
STARTS = datetime(2026, 11, 25, 9, tzinfo=UTC)


def parts(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def decode(text: str) -> bytes:
    return base64.b64decode(text.translate(str.maketrans("-_~", "+=/")))


def sign(url: str = URL, starts: datetime | None = None) -> str:
    return signed_url.sign_url(KEY, "K2EXAMPLE", url, UNTIL, starts)


def verify(policy: bytes, signature: bytes) -> None:
    KEY.public_key().verify(signature, policy, ec.ECDSA(hashes.SHA256()))


def test_the_public_key_accepts_the_policy_that_the_url_carries() -> None:
    query = parts(sign())
    verify(decode(query["Policy"]), decode(query["Signature"]))
    assert query["Key-Pair-Id"] == "K2EXAMPLE"


def test_the_url_names_the_hash_that_was_used() -> None:
    assert parts(sign())["Hash-Algorithm"] == "SHA256"


def test_the_policy_is_for_one_file_and_one_time() -> None:
    statement: dict[str, Any] = json.loads(decode(parts(sign())["Policy"]))["Statement"][0]
    assert statement == {
        "Resource": URL,
        "Condition": {"DateLessThan": {"AWS:EpochTime": int(UNTIL.timestamp())}},
    }


def test_a_start_is_part_of_the_policy() -> None:
    policy = json.loads(decode(parts(sign(starts=STARTS))["Policy"]))
    condition = policy["Statement"][0]["Condition"]
    assert condition["DateGreaterThan"] == {"AWS:EpochTime": int(STARTS.timestamp())}
    assert "IpAddress" not in condition


def test_a_changed_policy_no_longer_fits_its_signature() -> None:
    query = parts(sign())
    forged = decode(query["Policy"]).replace(b"q3", b"q4")
    with pytest.raises(InvalidSignature):
        verify(forged, decode(query["Signature"]))


def test_a_query_of_the_file_itself_is_kept() -> None:
    assert parts(sign(f"{URL}?download=1"))["download"] == "1"
