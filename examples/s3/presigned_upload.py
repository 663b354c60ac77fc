"""Lets a browser upload one file straight to S3, and nothing else.

A presigned PUT of a plain key lets its holder send any type, and any
size that one PUT can carry. A POST policy is checked by S3
itself: key, type and size are part of the signature. The type is what
the client says; what the bytes are is for the check after the upload.
"""

from __future__ import annotations

import uuid
from typing import Any

import boto3
from botocore.config import Config

MIB = 1024**2


# --8<-- [start:form]
def upload_form(
    client: Any,
    bucket: str,
    tenant: str,
    content_type: str,
    limit: int = 20 * MIB,
) -> dict[str, Any]:
    """URL and fields of the form; the file goes in last, as `file`."""
    if content_type not in {"image/jpeg", "image/png"}:
        raise ValueError(
            content_type
        )  # never a type that a browser runs
    fields = {
        "Content-Type": content_type,
        "x-amz-meta-tenant": tenant,
    }
    form: dict[str, Any] = client.generate_presigned_post(
        Bucket=bucket,
        # We choose the key: nobody overwrites another's file, and no
        # name from outside becomes part of a path.
        Key=f"incoming/{tenant}/{uuid.uuid4()}",
        Fields=fields,
        Conditions=[
            *({name: value} for name, value in fields.items()),
            ["content-length-range", 1, limit],
        ],
        ExpiresIn=300,  # or when the signing role's session ends
    )
    return form


# --8<-- [end:form]


# --8<-- [start:client]
def signing_client(region: str) -> Any:
    """Signature version 4, and the Region's own endpoint.

    Without a redirect on the way, which a browser would not follow with
    its form.
    """
    return boto3.client(
        "s3",
        region_name=region,
        config=Config(
            signature_version="s3v4", s3={"addressing_style": "virtual"}
        ),
        endpoint_url=f"https://s3.{region}.amazonaws.com",
    )


# --8<-- [end:client]
