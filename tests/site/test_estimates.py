"""An estimate as its readers get it: by keyboard, by link, with nonsense in it, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.deepdive import estimates
from scripts.deepdive.pages import pages
from scripts.deepdive.prose import markers

from .conftest import ROOT, watched

SERVICE = "services/dynamodb/"
NAME = "dynamodb.capacity"


def place(page: Page, name: str = NAME) -> tuple[Locator, Locator]:
    """The answer of an estimate and the rows of its table."""
    live = page.locator(f'live-estimate[name="{name}"]').first
    return live.locator(".answer"), live.locator("xpath=../following-sibling::div[1]//tbody/tr")


def test_the_keyboard_drives_it_and_a_shared_link_gives_it_back(
    page: Page, site_url: str, browser: Browser
) -> None:
    page.goto(site_url + SERVICE)
    answer, rows = place(page)
    expect(answer).to_contain_text("18,000 write units/s")
    field = rows.nth(0).locator("input[type=number]")
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("12000")
    expect(answer).to_contain_text("36,000 write units/s")
    expect(rows.filter(has_text="share of table write quota")).to_contain_text("90%")
    page.keyboard.press("Shift+Tab")  # the slider stands before its number
    page.keyboard.press("End")
    expect(field).to_have_value("10000000")
    expect(answer).to_contain_text("Already past the table write quota")
    page.wait_for_url(f"**/?{NAME}.peak_writes=10000000")
    other = browser.new_page()
    for shared in watched(other):
        shared.goto(page.url)
        said, _ = place(shared)
        expect(said).to_have_text(answer.inner_text())
    other.close()
    page.locator("live-estimate").first.get_by_role("button", name="Reset").press("Enter")
    expect(answer).to_contain_text("18,000 write units/s")
    page.wait_for_url(site_url + SERVICE)


def test_its_chart_follows(page: Page, site_url: str) -> None:
    page.goto(site_url + SERVICE)
    _, rows = place(page)
    curve = page.locator("live-estimate .curve.c0").first
    before = curve.get_attribute("points")
    rows.nth(0).locator("input[type=number]").fill("900000")
    expect(page.locator("live-estimate .high").first).to_have_text("1,800,000 writes/s")
    assert curve.get_attribute("points") != before


@pytest.mark.parametrize("nonsense", ["", "-1", "10000001", "1e999"])
def test_nonsense_is_named_and_the_last_result_stands(
    page: Page, site_url: str, nonsense: str
) -> None:
    page.goto(site_url + SERVICE)
    answer, rows = place(page)
    before = answer.inner_text()
    field = rows.nth(0).locator("input[type=number]")
    field.fill(nonsense)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(rows.nth(0)).to_contain_text("from 0 to 10,000,000")
    expect(answer).to_have_text(before)
    field.fill("12000")
    expect(rows.nth(0)).not_to_contain_text("from 0")
    expect(answer).to_contain_text("36,000 write units/s")


@pytest.mark.parametrize("value", ["many", "-5", "1e9", "NaN", "", "%00"])
def test_a_link_with_nonsense_shows_the_pages_own_numbers(
    page: Page, site_url: str, value: str
) -> None:
    page.goto(f"{site_url}{SERVICE}?{NAME}.peak_writes={value}")
    answer, rows = place(page)
    expect(answer).to_contain_text("18,000 write units/s")
    expect(rows.nth(0).locator("input[type=number]")).to_have_value("6000")


def test_two_of_one_name_are_told_apart(page: Page, site_url: str) -> None:
    name = "dynamodb.on_demand_month"
    page.goto(f"{site_url}{SERVICE}?{name}-2.average_writes=1000")
    both = page.locator(f'live-estimate[name="{name}"]')
    fields = both.locator("xpath=../following-sibling::div[1]//tbody/tr[1]//input[@type='number']")
    expect(fields.nth(0)).to_have_value("20")
    expect(fields.nth(1)).to_have_value("1000")


def test_without_scripts_the_computed_table_stands(browser: Browser, site_url: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site_url + SERVICE)
    answer, rows = place(page)
    expect(answer).to_contain_text("18,000 write units/s")
    expect(rows.nth(0)).to_contain_text("6,000 writes/s")
    expect(rows.nth(0)).to_contain_text("assumption")
    expect(page.locator("live-estimate .chart svg").first).to_be_visible()
    page.close()


def test_every_estimate_on_every_page_comes_alive(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    count = 0
    for each in pages(ROOT):
        asked = [mark.body.split()[0] for mark in markers(each.body) if mark.name == "estimate"]
        if not asked:
            continue
        page.goto(site_url + each.url)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        known = estimates.all_estimates(ROOT)
        inputs = sum(len(known[name].arguments) for name in asked)
        expect(page.locator(".estimate .field input[type=number]")).to_have_count(inputs)
        wide = ".filter((each) => each.scrollWidth > each.clientWidth + 1).length"
        cut_off = f"[...document.querySelectorAll('.estimate .table')]{wide}"
        assert page.evaluate(cut_off) == 0, f"{each.path}: a table is cut off on a phone"
        count += len(asked)
    assert count > 0
