"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import api_gateway


def test_the_stage_lets_through_what_the_backend_can_hold() -> None:
    # 600 slots over 0.15 s: 4,000 requests/s; the peak is 900 x 5 = 4,500
    assert api_gateway.front_door(900, 5, 2500, 0.15, 600, 3) == pytest.approx(4000)
    # 20 slots over 0.4 s: 50 requests/s
    assert api_gateway.front_door(20, 10, 0, 0.4, 20, 3) == pytest.approx(50)
    # a backend with room is not throttled below the peak
    assert api_gateway.front_door(20, 2, 0, 0.4, 20, 3) == pytest.approx(40)


def test_everybody_is_back_when_the_connect_quota_allows_it() -> None:
    # 100,000 connections at 500 a second
    assert api_gateway.websocket(100000, 2, 4, 24) == pytest.approx(200)
    assert api_gateway.websocket(2_000_000, 0, 4, 24) == pytest.approx(4000)


def test_a_month_adds_tiers_cache_waf_and_egress() -> None:
    # 20 million x $3.50 = $70.00; 20 million x 2 KB = 40 GB x $0.09 = $3.60
    assert api_gateway.month(20, 2, 2, 0, 0) == pytest.approx(73.60)
    # 333 x 3.50 + 667 x 2.80 + 1,000 x 2.38 = 1,165.50 + 1,867.60 + 2,380.00
    assert api_gateway.month(2000, 0, 0, 0, 0) == pytest.approx(5413.10)
    # a cache: 730 x $0.038 = $27.74; a web ACL with 3 rules: 5 + 3 + 20 x 0.60 = $20.00
    assert api_gateway.month(20, 2, 0, 1, 3) == pytest.approx(70 + 27.74 + 20)


def test_a_load_balancer_hour_is_six_requests_a_second() -> None:
    # $0.0225 an hour buys 22,500 HTTP API requests: 6.25 a second
    assert api_gateway.against_load_balancer(200, 5, 10, 5) == pytest.approx(6.25)
