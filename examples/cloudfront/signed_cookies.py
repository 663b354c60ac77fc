"""Opens a whole video folder to one viewer.

A film is thousands of segments. Three cookies and a wildcard cover
them all, and the playlist stays the same for everybody, so that it is
cached once.
"""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec


# --8<-- [start:cookies]
def folder_cookies(
    key: ec.EllipticCurvePrivateKey,
    key_id: str,
    folder: str,
    until: datetime,
) -> dict[str, str]:
    """Cookies for a folder such as https://media.example.com/f1/."""
    condition = {
        "DateLessThan": {"AWS:EpochTime": int(until.timestamp())}
    }
    # The slash matters: /f1* would open /f10/ as well.
    resource = f"{folder.rstrip('/')}/*"
    statement = {"Resource": resource, "Condition": condition}
    policy = json.dumps(
        {"Statement": [statement]}, separators=(",", ":")
    ).encode()
    signature = key.sign(policy, ec.ECDSA(hashes.SHA256()))
    return {
        "CloudFront-Policy": _encode(policy),
        "CloudFront-Signature": _encode(signature),
        "CloudFront-Key-Pair-Id": key_id,
        "CloudFront-Hash-Algorithm": "SHA256",
    }


def _encode(data: bytes) -> str:
    # CloudFront's own alphabet: +, = and / mean something in a URL.
    return b64encode(data).decode().translate(_ALPHABET)


_ALPHABET = str.maketrans("+=/", "-_~")
# --8<-- [end:cookies]


# --8<-- [start:headers]
def set_cookie(
    cookies: dict[str, str], domain: str, path: str
) -> list[str]:
    """Values of Set-Cookie headers, one for each cookie."""
    # No Expires: the policy ends the access, and a session cookie is
    # gone from a shared machine. The path keeps films apart, since a
    # browser would otherwise overwrite one film's cookies by another's.
    ending = f"Domain={domain}; Path={path}; Secure; HttpOnly"
    return [
        f"{name}={value}; {ending}" for name, value in cookies.items()
    ]


# --8<-- [end:headers]
