"""Search as a reader meets it: opens by key and button, finds the right page, asks nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

PHONE = {"width": 390, "height": 844}
FIRST_HITS = {
    "hot partition": r"hot (partition|key)",
    "TransactWriteItems": r"transact_?write_?items|transaction",
    "DAX": r"DAX",
    "GSI": r"GSI|secondary index",
    "vector search": r"vector",
    "400 KB": r"400 KB",
    "400KB": r"400 KB",
}
"""Query and what the first hit, which is of DynamoDB, has to say."""


def dialog(page: Page) -> Locator:
    return page.locator("dialog#search")


@contextmanager
def unwatched(page: Page, **options: bool) -> Iterator[Page]:
    """Another page of the same browser, where errors are what is looked for."""
    browser = page.context.browser
    assert browser
    other = browser.new_page(**options)  # type: ignore[arg-type]
    try:
        yield other
    finally:
        other.close()


def search(page: Page, query: str) -> Locator:
    """Open the dialog, type, and wait for the hits."""
    page.keyboard.press("/")
    page.get_by_label("Search this site").fill(query)
    hits = dialog(page).locator("a.search-hit")
    expect(hits.first).to_be_visible()
    return hits


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_it_and_the_field_has_the_focus(page: Page, site_url: str, key: str) -> None:
    page.goto(site_url)
    page.keyboard.press(key)
    expect(dialog(page)).to_be_visible()
    expect(page.get_by_label("Search this site")).to_be_focused()


def test_the_button_opens_it(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(dialog(page)).to_be_visible()


def test_a_slash_in_a_field_is_a_slash(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.evaluate("document.body.prepend(document.createElement('textarea'))")
    field = page.locator("body > textarea")
    field.focus()
    page.keyboard.type("1/2")
    expect(field).to_have_value("1/2")
    expect(dialog(page)).to_be_hidden()


@pytest.mark.parametrize(("query", "says"), FIRST_HITS.items())
def test_the_first_hit_is_the_right_one(page: Page, site_url: str, query: str, says: str) -> None:
    page.goto(site_url)
    first = search(page, query).first
    expect(first).to_have_attribute("href", re.compile(r"/(services|questions)/dynamodb/"))
    expect(first).to_contain_text(re.compile(says, re.IGNORECASE))


def test_enter_in_the_field_opens_the_first_hit(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("/")
    page.get_by_label("Search this site").fill("TransactWriteItems")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(services|questions)/dynamodb/"))


def test_arrows_choose_and_enter_opens(page: Page, site_url: str) -> None:
    page.goto(site_url)
    hits = search(page, "transaction")
    page.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    target = hits.nth(1).get_attribute("href")
    assert target
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(target))


def test_arrow_up_from_the_first_hit_and_any_letter_lead_back_to_the_field(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    field = page.get_by_label("Search this site")
    hits = search(page, "partition")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.first).to_be_focused()
    page.keyboard.type("s")
    expect(field).to_have_value("partitions")


def test_escape_closes_and_gives_the_focus_back(page: Page, site_url: str) -> None:
    page.goto(site_url)
    button = page.get_by_role("banner").get_by_role("button", name="Search")
    button.focus()
    button.press("Enter")
    page.get_by_label("Search this site").fill("partition")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(button).to_be_focused()


def test_a_chip_leaves_only_its_kind(page: Page, site_url: str) -> None:
    page.goto(site_url)
    search(page, "partition")
    chip = dialog(page).get_by_role("button", name=re.compile("^Question"))
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    kinds = dialog(page).locator(".search-results .search-kind")
    expect(kinds.filter(has_not_text="Question")).to_have_count(0)
    expect(kinds.first).to_be_visible()


def test_a_question_is_one_hit_that_leads_to_its_prompt(page: Page, site_url: str) -> None:
    page.goto(site_url)
    search(page, "partition")
    dialog(page).get_by_role("button", name=re.compile("^Question")).click()
    pages = dialog(page).locator(".search-results > li")
    expect(pages.locator(".search-kind").filter(has_not_text="Question")).to_have_count(0)
    for item in pages.all():
        expect(item.locator("a")).to_have_count(1)
        expect(item.locator("a")).not_to_have_attribute("href", re.compile("#"))


def test_excerpts_mark_the_words_and_the_count_is_announced(page: Page, site_url: str) -> None:
    page.goto(site_url)
    hits = search(page, "400 KB")
    expect(hits.first.locator("mark").first).to_have_text(re.compile("^400 KB"))
    expect(dialog(page).get_by_role("status")).to_have_text(re.compile(r"^\d+ pages?$"))


def test_nothing_found_says_what_to_try(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("/")
    page.get_by_label("Search this site").fill("xylophone quagga")
    expect(dialog(page).get_by_role("status")).to_contain_text("Try fewer words")


def test_a_search_that_led_somewhere_is_offered_again_and_can_be_forgotten(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    search(page, "GSI").first.click()
    page.goto(site_url)
    page.keyboard.press("/")
    dialog(page).get_by_role("button", name="GSI", exact=True).click()
    expect(dialog(page).locator("a.search-hit").first).to_be_visible()
    page.get_by_label("Search this site").fill("")
    dialog(page).get_by_role("button", name="Forget these").click()
    expect(dialog(page).locator(".search-recent")).to_be_hidden()


def test_a_search_that_cannot_be_loaded_says_so(page: Page, site_url: str) -> None:
    with unwatched(page) as other:
        other.route("**/pagefind/**", lambda route: route.abort())
        other.goto(site_url)
        other.keyboard.press("/")
        other.get_by_label("Search this site").fill("partition")
        expect(dialog(other).get_by_text("Search could not be loaded")).to_be_visible()
        expect(dialog(other).get_by_role("link", name="The list of pages")).to_be_visible()
        other.unroute("**/pagefind/**")
        other.get_by_label("Search this site").fill("partitions")
        expect(dialog(other).locator("a.search-hit").first).to_be_visible()


def test_a_page_that_is_only_read_asks_for_nothing_of_the_search(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url, wait_until="networkidle")
    assert asked
    assert not [url for url in asked if "/pagefind/" in url]
    with page.expect_request(re.compile(r"/pagefind/pagefind\.js")):
        page.get_by_role("banner").get_by_role("button", name="Search").hover()


def test_no_request_leaves_the_host_and_the_policy_holds(page: Page, site_url: str) -> None:
    host = urlsplit(site_url).netloc
    asked: list[Request] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site_url)
    search(page, "partition")
    assert any("/pagefind/" in request.url for request in asked)
    assert [request.url for request in asked if urlsplit(request.url).netloc != host] == []
    assert complaints == []


def test_it_works_under_a_sub_path(page: Page, site_url: str) -> None:
    root = site_url.rstrip("/")

    def below(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace("/below/", "/", 1)))

    page.route(f"{root}/below/**", below)
    page.goto(f"{root}/below/about/")
    expect(search(page, "DAX").first).to_have_attribute("href", re.compile(r"^/below/"))


def test_on_a_phone_it_fills_the_screen_and_nothing_sticks_out(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page.goto(site_url)
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.get_by_label("Search this site").fill("partition")
    expect(dialog(page).locator("a.search-hit").first).to_be_visible()
    box = dialog(page).bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    size = "parseFloat(getComputedStyle(document.querySelector('#search input')).fontSize)"
    assert page.evaluate(size) >= 16
    wide = "document.querySelector('#search').scrollWidth"
    assert page.evaluate(wide) <= PHONE["width"]
    dialog(page).get_by_role("button", name="Close").click()
    expect(dialog(page)).to_be_hidden()


def test_without_javascript_there_is_a_link_and_no_dead_button(page: Page, site_url: str) -> None:
    with unwatched(page, java_script_enabled=False) as plain:
        plain.goto(site_url)
        expect(plain.get_by_role("banner").get_by_role("link", name="All pages")).to_be_visible()
        expect(plain.get_by_role("banner").get_by_role("button", name="Search")).to_be_hidden()
