"""What prompts of a product on Amazon Nova hold and cost (us-east-1, standard tier)."""

from __future__ import annotations

from typing import Annotated

from estimates.terms import Between, fact, price


def prompt_fit(
    pages: Annotated[float, "pages in a prompt", Between(0, 5000)] = 60,
    tokens_a_page: Annotated[float, "tokens a page", Between(50, 5000)] = 1200,
    instruction_tokens: Annotated[float, "tokens of instructions", Between(0, 100_000)] = 3000,
    history_tokens: Annotated[float, "tokens of history", Between(0, 500_000)] = 2000,
    answer_tokens: Annotated[float, "tokens in an answer", Between(1, 60_000)] = 600,
    max_tokens: Annotated[float, "tokens allowed by maxTokens", Between(1, 65_536)] = 1000,
    seconds_an_answer: Annotated[float, "s for an answer", Between(0.1, 3600)] = 5,
    prompts_a_minute: Annotated[float, "prompts/min at peak", Between(0.1, 100_000)] = 120,
    headroom: Annotated[float, "of the quota left free", Between(0, 0.9)] = 0.3,
) -> Annotated[float, "tokens a minute"]:
    """Whether a prompt fits a window, and the quota that the peak needs.

    Answer: One prompt takes {tokens_a_prompt}, and the peak needs a quota of {quota_to_ask_for}.
    Chart: share_of_micro_window, share_of_lite_window, share_of_nova_2_lite_window against pages
    """
    tokens_a_prompt: Annotated[float, "tokens"] = (
        pages * tokens_a_page + instruction_tokens + history_tokens
    )
    tokens_a_turn: Annotated[float, "tokens"] = tokens_a_prompt + answer_tokens
    share_of_micro_window: Annotated[float, "%"] = 100 * tokens_a_turn / fact("nova.context-micro")
    share_of_lite_window: Annotated[float, "%"] = 100 * tokens_a_turn / fact("nova.context-lite")
    share_of_nova_2_lite_window: Annotated[float, "%"] = (
        100 * tokens_a_turn / fact("nova.context-2-lite")
    )
    settled_a_turn: Annotated[float, "quota tokens"] = tokens_a_prompt + answer_tokens * fact(
        "nova.burndown"
    )
    settled_a_minute: Annotated[float, "quota tokens/min"] = prompts_a_minute * settled_a_turn
    held_in_flight: Annotated[float, "quota tokens"] = (
        prompts_a_minute / 60 * seconds_an_answer * (tokens_a_prompt + max_tokens)
    )
    quota_to_ask_for: Annotated[float, "tokens a minute"] = (settled_a_minute + held_in_flight) / (
        1 - headroom
    )
    return quota_to_ask_for


def month(
    answers_a_day: Annotated[float, "answers/day", Between(1, 1_000_000_000)] = 100000,
    prompt_tokens: Annotated[float, "prompt tokens", Between(1, 1_000_000)] = 3000,
    cached_share: Annotated[float, "of the prompt read from cache", Between(0, 1)] = 0,
    answer_tokens: Annotated[float, "tokens in an answer", Between(1, 60_000)] = 300,
    thinking_tokens: Annotated[float, "reasoning tokens, Nova 2 only", Between(0, 60_000)] = 0,
) -> Annotated[float, "USD"]:
    """A month of the same answers on four Nova models.

    Answer: {nova_2_lite_bill} on Nova 2 Lite, {pro_bill} on Pro, {lite_bill} on Lite and
    {micro_bill} on Micro; the dearest is {times_lite} as dear as Lite.
    Chart: micro_bill, lite_bill, pro_bill, nova_2_lite_bill against answer_tokens
    """
    answers: Annotated[float, "million answers"] = answers_a_day * 365 / 12 / 1000000
    paid_in_full: Annotated[float, "tokens a prompt, at the input price"] = prompt_tokens * (
        1 - cached_share * fact("nova.cache-discount") / 100
    )
    micro_bill: Annotated[float, "USD"] = answers * (
        paid_in_full * price("nova.micro-input") + answer_tokens * price("nova.micro-output")
    )
    lite_bill: Annotated[float, "USD"] = answers * (
        paid_in_full * price("nova.lite-input") + answer_tokens * price("nova.lite-output")
    )
    pro_bill: Annotated[float, "USD"] = answers * (
        paid_in_full * price("nova.pro-input") + answer_tokens * price("nova.pro-output")
    )
    nova_2_lite_bill: Annotated[float, "USD"] = answers * (
        paid_in_full * price("nova.2-lite-input")
        + (answer_tokens + thinking_tokens) * price("nova.2-lite-output")
    )
    times_lite: Annotated[float, "times"] = max(pro_bill, nova_2_lite_bill) / lite_bill
    return nova_2_lite_bill


def cascade(
    requests_a_day: Annotated[float, "requests/day", Between(1, 1_000_000_000)] = 1000000,
    prompt_tokens: Annotated[float, "prompt tokens", Between(1, 300_000)] = 2000,
    answer_tokens: Annotated[float, "tokens in an answer", Between(1, 5_000)] = 150,
    passed_share: Annotated[float, "of Lite's answers pass the check", Between(0, 1)] = 0.8,
    judge_tokens: Annotated[float, "tokens for Micro to check one", Between(0, 100_000)] = 600,
) -> Annotated[float, "%"]:
    """Nova Lite first, Nova 2 Lite for what fails a check, against Nova 2 Lite for all.

    Answer: {cascade_bill} a month against {always_large_bill}; the cascade pays as soon as
    {break_even_share} of the cheap answers pass.
    Chart: cascade_bill, always_large_bill against passed_share
    """
    requests: Annotated[float, "million requests a month"] = requests_a_day * 365 / 12 / 1000000
    small_answer: Annotated[float, "USD a million"] = prompt_tokens * price(
        "nova.lite-input"
    ) + answer_tokens * price("nova.lite-output")
    check: Annotated[float, "USD a million"] = judge_tokens * price("nova.micro-input")
    large_answer: Annotated[float, "USD a million"] = prompt_tokens * price(
        "nova.2-lite-input"
    ) + answer_tokens * price("nova.2-lite-output")
    always_large_bill: Annotated[float, "USD"] = requests * large_answer
    cascade_bill: Annotated[float, "USD"] = requests * (
        small_answer + check + (1 - passed_share) * large_answer
    )
    saved: Annotated[float, "USD a month"] = always_large_bill - cascade_bill
    break_even_share: Annotated[float, "%"] = 100 * (small_answer + check) / large_answer
    return break_even_share


def custom_model(
    requests_a_day: Annotated[float, "requests/day", Between(1, 1_000_000_000)] = 200000,
    prompt_tokens: Annotated[float, "prompt tokens", Between(1, 300_000)] = 1500,
    answer_tokens: Annotated[float, "tokens in an answer", Between(1, 5_000)] = 150,
    model_units: Annotated[float, "model units", Between(1, 1000)] = 1,
) -> Annotated[float, "requests a day"]:
    """A custom Nova Lite on demand, against model units by the hour.

    Answer: On demand it costs {on_demand_bill} a month, the units {units_bill} without commitment
    and {committed_bill} a month on half a year's; these pay from {break_even_requests} up, if one
    unit carries {carried_by_a_unit} day and night.
    Chart: on_demand_bill, units_bill, committed_bill against requests_a_day
    """
    request: Annotated[float, "USD a million requests"] = prompt_tokens * price(
        "nova.lite-input"
    ) + answer_tokens * price("nova.lite-output")
    on_demand_bill: Annotated[float, "USD"] = requests_a_day * 365 / 12 / 1000000 * request
    units_bill: Annotated[float, "USD"] = model_units * 730 * price("nova.unit-hour")
    committed_bill: Annotated[float, "USD"] = model_units * 730 * price("nova.unit-hour-half-year")
    break_even_requests: Annotated[float, "requests a day"] = (
        committed_bill / request * 1000000 / 365 * 12
    )
    carried_by_a_unit: Annotated[float, "tokens a minute"] = (
        break_even_requests * (prompt_tokens + answer_tokens) / 1440 / model_units
    )
    return break_even_requests
