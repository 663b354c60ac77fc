"""What a product on Bedrock needs of its quota, and what it costs (us-east-1, on demand)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def chat_quota(
    users: Annotated[float, "people chatting at once", Between(1, 10_000_000)] = 10000,
    seconds_between_turns: Annotated[float, "s", Between(1, 3600)] = 60,
    cached_tokens: Annotated[float, "prompt tokens read from cache", Between(0, 1_000_000)] = 5000,
    fresh_tokens: Annotated[float, "other prompt tokens", Between(1, 1_000_000)] = 1000,
    answer_tokens: Annotated[float, "tokens in an answer", Between(1, 64_000)] = 250,
    max_tokens: Annotated[float, "tokens allowed by maxTokens", Between(1, 128_000)] = 400,
    first_token_s: Annotated[float, "s to the first token", Between(0.1, 60)] = 0.8,
    tokens_a_second: Annotated[float, "tokens/s of an answer", Between(1, 1000)] = 100,
    headroom: Annotated[float, "of the quota left free", Between(0, 0.9)] = 0.3,
) -> Annotated[float, "tokens a minute"]:
    """The token quota that a chat needs at its peak.

    Answer: Ask for {quota_to_ask_for}: the turns settle at {settled_a_minute}, and those in
    flight hold {reserved_at_once}.
    Chart: quota_to_ask_for against users
    """
    turns_a_minute: Annotated[float, "turns/min"] = users * 60 / seconds_between_turns
    counted_for_an_answer: Annotated[float, "quota tokens"] = answer_tokens * fact(
        "bedrock.output-burndown"
    )
    settled_a_turn: Annotated[float, "quota tokens"] = fresh_tokens + counted_for_an_answer
    settled_a_minute: Annotated[float, "quota tokens/min"] = turns_a_minute * settled_a_turn
    seconds_for_a_turn: Annotated[float, "s"] = first_token_s + answer_tokens / tokens_a_second
    in_flight: Annotated[float, "turns at once"] = turns_a_minute / 60 * seconds_for_a_turn
    reserved_a_turn: Annotated[float, "quota tokens"] = cached_tokens + fresh_tokens + max_tokens
    reserved_at_once: Annotated[float, "quota tokens"] = in_flight * reserved_a_turn
    quota_to_ask_for: Annotated[float, "tokens a minute"] = (
        settled_a_minute + reserved_at_once
    ) / (1 - headroom)
    return quota_to_ask_for


def chat_month(
    turns_a_day: Annotated[float, "turns/day", Between(1, 1_000_000_000)] = 100000,
    cached_tokens: Annotated[float, "tokens before the cache point", Between(0, 1_000_000)] = 5000,
    fresh_tokens: Annotated[float, "tokens after it", Between(0, 1_000_000)] = 1000,
    answer_tokens: Annotated[float, "tokens in an answer", Between(1, 64_000)] = 250,
    hit_share: Annotated[float, "of the turns find the cache", Between(0, 1)] = 0.9,
    guarded_characters: Annotated[float, "characters checked a turn", Between(0, 1_000_000)] = 2000,
) -> Annotated[float, "USD"]:
    """A month of chat on Claude Haiku 4.5, with content filters.

    Answer: {month}, against {without_cache} without the cache; answers are {answer_bill} of it,
    guardrails {guardrail_bill}.
    Chart: month, without_cache against turns_a_day
    """
    turns: Annotated[float, "turns"] = turns_a_day * 365 / 12
    fresh_bill: Annotated[float, "USD"] = (
        turns * fresh_tokens / 1000000 * price("bedrock.haiku-input")
    )
    read_bill: Annotated[float, "USD"] = (
        turns * hit_share * cached_tokens / 1000000 * price("bedrock.haiku-cache-read")
    )
    write_bill: Annotated[float, "USD"] = (
        turns * (1 - hit_share) * cached_tokens / 1000000 * price("bedrock.haiku-cache-write")
    )
    answer_bill: Annotated[float, "USD"] = (
        turns * answer_tokens / 1000000 * price("bedrock.haiku-output")
    )
    text_units: Annotated[float, "text units a turn"] = ceil(
        guarded_characters / fact("bedrock.guardrail-text-unit")
    )
    guardrail_bill: Annotated[float, "USD"] = (
        turns * text_units / 1000 * price("bedrock.guardrail-content")
    )
    without_cache: Annotated[float, "USD a month"] = (
        turns * (cached_tokens + fresh_tokens) / 1000000 * price("bedrock.haiku-input")
        + answer_bill
        + guardrail_bill
    )
    month: Annotated[float, "USD a month"] = (
        fresh_bill + read_bill + write_bill + answer_bill + guardrail_bill
    )
    return month


def cache_break_even(
    prefix_tokens: Annotated[float, "tokens before the cache point", Between(1, 1_000_000)] = 5000,
    requests_an_hour: Annotated[float, "requests/h, evenly spaced", Between(1, 1_000_000)] = 30,
) -> Annotated[float, "USD an hour"]:
    """An hour of one prefix: uncached, cached for five minutes, cached for an hour.

    Answer: Uncached {uncached}, cached for five minutes {five_minutes}, for an hour {one_hour}.
    Chart: uncached, five_minutes, one_hour against requests_an_hour
    """
    millions: Annotated[float, "million tokens"] = prefix_tokens / 1000000
    minutes_between: Annotated[float, "min"] = 60 / requests_an_hour
    uncached: Annotated[float, "USD"] = requests_an_hour * millions * price("bedrock.haiku-input")
    writes_of_five_minutes: Annotated[float, "writes"] = (
        1 if minutes_between < fact("bedrock.cache-default-ttl") else requests_an_hour
    )
    five_minutes: Annotated[float, "USD"] = millions * (
        writes_of_five_minutes * price("bedrock.haiku-cache-write")
        + (requests_an_hour - writes_of_five_minutes) * price("bedrock.haiku-cache-read")
    )
    one_hour: Annotated[float, "USD"] = millions * (
        price("bedrock.haiku-cache-write-1h")
        + (requests_an_hour - 1) * price("bedrock.haiku-cache-read")
    )
    cheapest: Annotated[float, "USD"] = min(uncached, five_minutes, one_hour)
    return cheapest


def batch_saving(
    documents: Annotated[float, "documents", Between(1, 1_000_000_000)] = 1000000,
    document_tokens: Annotated[float, "tokens in", Between(1, 1_000_000)] = 3000,
    summary_tokens: Annotated[float, "tokens out", Between(1, 64_000)] = 200,
) -> Annotated[float, "USD"]:
    """One pass over an archive with Claude Haiku 4.5, on demand and as a batch.

    Answer: {on_demand} on demand, {as_batch} as a batch.
    Chart: on_demand, as_batch against documents
    """
    millions_in: Annotated[float, "million tokens"] = documents * document_tokens / 1000000
    millions_out: Annotated[float, "million tokens"] = documents * summary_tokens / 1000000
    on_demand: Annotated[float, "USD"] = millions_in * price(
        "bedrock.haiku-input"
    ) + millions_out * price("bedrock.haiku-output")
    as_batch: Annotated[float, "USD"] = millions_in * price(
        "bedrock.haiku-batch-input"
    ) + millions_out * price("bedrock.haiku-batch-output")
    saved: Annotated[float, "USD"] = on_demand - as_batch
    return saved
