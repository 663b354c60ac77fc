"""Every kind of page as its readers get it: by eye, keyboard, finger, screen reader and printer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT

KINDS = {
    "home": "",
    "service": "services/dynamodb/",
    "foundation": "foundations/load-balancing/",
    "scenario": "scenarios/million-writes/",
    "decision": "reference/decisions/messaging/",
    "question": "questions/dynamodb/hot-partition/",
    "list": "questions/",
    "changes": "reference/changes/",
    "about": "about/facts/",
    "sources": "about/sources/",
    "missing": "no/such/page/",
}
PHONE = {"width": 390, "height": 844}
AXE = (ROOT / "tests/vendor/axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anyone_out(page: Page, site_url: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(site_url + path)
    # by the browser's own door: the page's policy forbids scripts that it does not name
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE})
    found = page.evaluate(
        # the theme has the list of contents twice, once for its drawer: that is no fault of a page
        "axe.run(document, {rules: {'landmark-unique': {enabled: false}}})"
        ".then(result => result.violations.map("
        "each => each.id + ': ' + each.nodes.map(node => node.target.join(' ')).join(', ')))"
    )
    assert found == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_page_is_wider_than_a_phone(page: Page, site_url: str, path: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(site_url + path)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_every_page_works_below_a_path(page: Page, below_a_path: str, path: str) -> None:
    answers: list[tuple[int, str]] = []
    page.on("response", lambda response: answers.append((response.status, response.url)))
    page.goto(below_a_path + path)
    expect(page.locator("main h1")).to_be_visible()
    wrong = [url for status, url in answers if status >= 400 and not url.endswith("no/such/page/")]
    assert wrong == []
    assert len(answers) > 1


def test_a_number_shows_its_source_to_mouse_and_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + KINDS["service"])
    fact = page.locator("main .fact", has_text="400 KB").first
    tip = fact.locator(".fact-tip")
    expect(tip).to_be_hidden()
    fact.locator(".fact-value").hover()
    expect(tip).to_be_visible()
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    fact.locator(".fact-value").focus()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("checked 20")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_number_shows_its_source_to_a_finger_inside_the_screen(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site_url + KINDS["service"])
    fact = page.locator("main .fact").first
    fact.locator(".fact-value").tap()
    tip = fact.locator(".fact-tip")
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    page.locator("main h1").tap()
    expect(tip).to_be_hidden()
    context.close()


def test_an_answer_is_folded_until_asked_for_also_without_scripts(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + KINDS["question"])
    answer = page.locator("details.answer")
    outline = answer.get_by_role("heading", name="Outline")
    expect(outline).to_be_hidden()
    answer.locator("summary").click()
    expect(outline).to_be_visible()
    context.close()


def test_an_answer_is_printed_although_it_is_folded(page: Page, site_url: str) -> None:
    page.goto(site_url + KINDS["question"])
    page.emulate_media(media="print")
    expect(page.locator("details.answer").get_by_text("Common mistakes")).to_be_visible()


def test_without_scripts_everything_can_be_read(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + KINDS["service"])
    expect(page.locator("main figure.diagram svg").first).to_be_visible()
    expect(page.locator("main .table").first).to_be_visible()
    context.close()


def test_a_mock_opens_a_question_with_its_timer(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("mock-start").get_by_role("link").or_(
        page.locator("mock-start").get_by_role("button")
    ).first.click()
    page.wait_for_url("**/questions/*/*/**")
    expect(page.locator("mock-timer")).to_be_visible()


def test_code_on_a_page_is_the_file_that_tests_run(page: Page, site_url: str) -> None:
    page.goto(site_url + KINDS["service"])
    code = page.locator("main .highlight", has_text="def shard_of").locator("code").first
    source = (ROOT / "examples/dynamodb/write_sharding.py").read_text("utf-8")
    assert code.inner_text().strip() in source
