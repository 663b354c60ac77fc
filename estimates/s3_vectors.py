"""What a corpus in S3 Vectors weighs, how long it loads, and what it costs a month (us-east-1)."""

from __future__ import annotations

from math import ceil, floor
from typing import Annotated

from estimates.terms import Between, fact, price


def load(
    million_vectors: Annotated[float, "million vectors", Between(0.001, 2000)] = 100,
    dimensions: Annotated[float, "dimensions", Between(1, 4096)] = 1024,
    filterable_kb: Annotated[float, "KB of filterable metadata", Between(0, 2)] = 0.2,
    text_kb: Annotated[float, "KB of other metadata", Between(0, 40)] = 1,
    json_bytes: Annotated[float, "bytes a number takes in JSON", Between(4, 25)] = 12,
    indexes: Annotated[float, "indexes loaded at once", Between(1, 10000)] = 1,
) -> Annotated[float, "hours"]:
    """What the corpus weighs, and how long it takes to load.

    Answer: {stored_gb} to store, in {requests}; the write quotas make that {load_hours}.
    Chart: load_hours against million_vectors
    """
    vectors: Annotated[float, "vectors"] = million_vectors * 1000000
    vector_kb: Annotated[float, "KB of numbers"] = (
        dimensions * fact("s3-vectors.dimension-bytes") / 1024
    )
    stored_gb: Annotated[float, "GB"] = (
        vectors * (vector_kb + filterable_kb + text_kb) / 1024 / 1024
    )
    share_of_an_index: Annotated[float, "% of the quota of an index"] = (
        100 * vectors / indexes / (fact("s3-vectors.vectors-per-index") * 1000000000)
    )
    vectors_that_fit: Annotated[float, "vectors in one body"] = floor(
        fact("s3-vectors.payload")
        * 1024
        * 1024
        / (dimensions * json_bytes + (filterable_kb + text_kb) * 1024)
    )
    batch: Annotated[float, "vectors a request"] = min(
        fact("s3-vectors.put-batch"), vectors_that_fit
    )
    requests: Annotated[float, "PutVectors requests"] = ceil(vectors / batch)
    load_hours: Annotated[float, "hours at least"] = (
        vectors / indexes / fact("s3-vectors.write-vectors") / 3600
    )
    return load_hours


def month(
    million_vectors: Annotated[float, "million vectors", Between(0.001, 2000000)] = 1,
    indexes: Annotated[float, "indexes of equal size", Between(1, 1000000)] = 1,
    asked: Annotated[float, "indexes asked by one search", Between(1, 10000)] = 1,
    searches: Annotated[float, "searches/s on average", Between(0, 10000)] = 0.1,
    dimensions: Annotated[float, "dimensions", Between(1, 4096)] = 1024,
    filterable_kb: Annotated[float, "KB of filterable metadata and key", Between(0, 3)] = 0.3,
    text_kb: Annotated[float, "KB of other metadata", Between(0, 40)] = 1,
    rewritten: Annotated[float, "of the vectors written in the month", Between(0, 10)] = 0.05,
) -> Annotated[float, "USD"]:
    """A month of storing, writing and searching.

    Answer: {month}: storage {storage_bill}, looking through vectors {scan_bill}, requests
    {request_bill}.
    Chart: storage_bill, scan_bill, request_bill against searches
    """
    vectors_an_index: Annotated[float, "vectors"] = million_vectors * 1000000 / indexes
    scanned_kb: Annotated[float, "KB a vector"] = (
        dimensions * fact("s3-vectors.dimension-bytes") / 1024 + filterable_kb
    )
    stored_gb: Annotated[float, "GB"] = (
        million_vectors * 1000000 * (scanned_kb + text_kb) / 1024 / 1024
    )
    storage_bill: Annotated[float, "USD"] = stored_gb * price("s3-vectors.storage")
    write_bill: Annotated[float, "USD"] = stored_gb * rewritten * price("s3-vectors.put")
    million_queries: Annotated[float, "million queries"] = searches * asked * 730 * 3600 / 1000000
    request_bill: Annotated[float, "USD"] = million_queries * price("s3-vectors.query")
    first_tier: Annotated[float, "vectors"] = min(
        vectors_an_index, fact("s3-vectors.scan-tier-small")
    )
    second_tier: Annotated[float, "vectors"] = (
        min(vectors_an_index, fact("s3-vectors.scan-tier-medium")) - first_tier
    )
    third_tier: Annotated[float, "vectors"] = vectors_an_index - first_tier - second_tier
    scan_price: Annotated[float, "USD a million queries"] = (
        1000000
        * scanned_kb
        / 1024
        / 1024
        / 1024
        * (
            first_tier * price("s3-vectors.scan-small")
            + second_tier * price("s3-vectors.scan-medium")
            + third_tier * price("s3-vectors.scan-large")
        )
    )
    scan_bill: Annotated[float, "USD"] = million_queries * scan_price
    month: Annotated[float, "USD a month"] = storage_bill + write_bill + request_bill + scan_bill
    return month


def reembedding(
    million_vectors: Annotated[float, "million vectors", Between(0.001, 2000)] = 100,
    tokens: Annotated[float, "tokens a chunk", Between(1, 8192)] = 300,
    texts_a_second: Annotated[float, "texts/s from the model", Between(1, 100000)] = 1000,
    dimensions: Annotated[float, "dimensions", Between(1, 4096)] = 1024,
    metadata_kb: Annotated[float, "KB of metadata and key", Between(0, 41)] = 1.3,
    days_both: Annotated[float, "days with both indexes", Between(0, 365)] = 14,
) -> Annotated[float, "USD"]:
    """A move to another embedding model.

    Answer: {bill} and {hours}, of which {model_bill} is for tokens.
    Chart: model_bill, write_bill, second_index_bill against million_vectors
    """
    vectors: Annotated[float, "vectors"] = million_vectors * 1000000
    stored_gb: Annotated[float, "GB"] = (
        vectors
        * (dimensions * fact("s3-vectors.dimension-bytes") / 1024 + metadata_kb)
        / 1024
        / 1024
    )
    model_hours: Annotated[float, "hours"] = vectors / texts_a_second / 3600
    write_hours: Annotated[float, "hours"] = vectors / fact("s3-vectors.write-vectors") / 3600
    hours: Annotated[float, "hours at least"] = max(model_hours, write_hours)
    model_bill: Annotated[float, "USD"] = (
        vectors * tokens / 1000000 * price("s3-vectors.titan-tokens")
    )
    write_bill: Annotated[float, "USD"] = stored_gb * price("s3-vectors.put")
    second_index_bill: Annotated[float, "USD"] = (
        stored_gb * price("s3-vectors.storage") * days_both / 30
    )
    bill: Annotated[float, "USD once"] = model_bill + write_bill + second_index_bill
    return bill
