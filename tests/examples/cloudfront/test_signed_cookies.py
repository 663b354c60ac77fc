from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from examples.cloudfront import signed_cookies

KEY = ec.generate_private_key(ec.SECP256R1())
FOLDER = "https://media.example.com/films/f1"
UNTIL = datetime(2026, 11, 25, 12, tzinfo=UTC)


def cookies(folder: str = FOLDER) -> dict[str, str]:
    return signed_cookies.folder_cookies(KEY, "K2EXAMPLE", folder, UNTIL)


def decode(text: str) -> bytes:
    return base64.b64decode(text.translate(str.maketrans("-_~", "+=/")))


def test_the_signature_fits_the_policy() -> None:
    made = cookies()
    KEY.public_key().verify(
        decode(made["CloudFront-Signature"]),
        decode(made["CloudFront-Policy"]),
        ec.ECDSA(hashes.SHA256()),
    )
    assert made["CloudFront-Hash-Algorithm"] == "SHA256"
    assert made["CloudFront-Key-Pair-Id"] == "K2EXAMPLE"


def test_one_film_does_not_open_another_whose_name_begins_alike() -> None:
    for folder in (FOLDER, f"{FOLDER}/"):
        policy = json.loads(decode(cookies(folder)["CloudFront-Policy"]))
        statement = policy["Statement"][0]
        assert statement["Resource"] == f"{FOLDER}/*"
        assert statement["Condition"]["DateLessThan"]["AWS:EpochTime"] == UNTIL.timestamp()


def test_values_are_safe_in_a_cookie() -> None:
    for _ in range(20):  # signatures differ each time
        assert not set("+=/ ;,") & set("".join(cookies().values()))


def test_each_cookie_is_kept_to_its_film_and_to_https() -> None:
    headers = signed_cookies.set_cookie(cookies(), "media.example.com", "/films/f1/")
    assert [header.partition("=")[0] for header in headers] == [
        "CloudFront-Policy",
        "CloudFront-Signature",
        "CloudFront-Key-Pair-Id",
        "CloudFront-Hash-Algorithm",
    ]
    for header in headers:
        assert header.endswith("; Domain=media.example.com; Path=/films/f1/; Secure; HttpOnly")
