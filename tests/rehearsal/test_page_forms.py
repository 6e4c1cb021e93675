"""Forms in the real browser: filled in, refused, corrected, sent."""

from typing import TYPE_CHECKING

from playwright.async_api import Page, expect

from tests.rehearsal.page_content import Host
from tests.rehearsal.stage import Stage, stage
from tests.support.browser import MARKS, Opener, choose, shot

if TYPE_CHECKING:
    from playwright.async_api import Locator

pytestmark = MARKS


async def opened(s: Stage, open_page: Opener, **size: int) -> Page:
    page = await open_page(f"{s.address.url}/?as={s.person('ada')}#{s.channel()}", **size)
    await page.get_by_role("textbox", name="Message #plenary").fill("/tally")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Join the session")).to_be_visible()
    return page


def send(page: Page) -> "Locator":
    return page.get_by_role("dialog").get_by_role("button", name="Send", exact=True)


async def filled(page: Page) -> None:
    await choose(page, "First choice", "Workforce")
    await page.get_by_role("radio", name="Nurse").check()
    await page.get_by_label("Practice").fill("Elm Tree")
    await choose(page, "Sit with", "Grace Hopper")


async def test_what_is_missing_is_said_at_each_field_and_the_first_has_the_focus(open_page: Opener) -> None:
    host = Host()
    async with stage(host) as s:
        page = await opened(s, open_page)
        await page.get_by_label("Room size").fill("many")
        await send(page).click()
        theme = page.get_by_role("combobox", name="First choice")
        await expect(theme).to_be_focused()
        await expect(theme).to_have_attribute("aria-invalid", "true")
        await expect(theme).to_have_accessible_description("Please fill this in. Most people get theirs.")
        await expect(page.get_by_role("radiogroup", name="Role")).to_have_accessible_description(
            "Please fill this in."
        )
        await expect(page.get_by_label("Room size")).to_have_accessible_description(
            "Please write a whole number."
        )
        await shot(page, "page-form-errors")
    assert host.sent == []


async def test_an_answer_of_the_app_is_said_at_its_field_and_the_corrected_form_is_sent(
    open_page: Opener,
) -> None:
    host = Host()
    async with stage(host) as s:
        page = await opened(s, open_page)
        await filled(page)
        await send(page).click()
        practice = page.get_by_label("Practice")
        await expect(practice).to_have_accessible_description("There is no such practice.")
        await expect(practice).to_be_focused()
        await practice.fill("Riverside")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        grace = s.person("grace")
    values = host.sent[-1]
    assert values["theme"]["it"]["selected_option"]["value"] == "workforce"
    assert values["role"]["it"]["selected_option"]["value"] == "nurse"
    assert values["practice"]["it"]["value"] == "Riverside"
    assert values["with"]["it"]["selected_users"] == [grace]
    assert values["starts"]["it"]["selected_date_time"] == 1644435000


async def test_tab_stays_inside_a_form_and_escape_closes_it(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await opened(s, open_page)
        await page.get_by_role("button", name="Close this form").focus()
        await page.keyboard.press("Shift+Tab")
        await expect(send(page)).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name="Close this form")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        assert (await s.state("ada"))["views"] == []


async def test_escape_closes_an_open_menu_before_the_form(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await opened(s, open_page)
        await page.get_by_role("combobox", name="First choice").press("ArrowDown")
        await expect(page.get_by_role("option", name="Premises")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("option", name="Premises")).to_have_count(0)
        await expect(page.get_by_role("dialog")).to_be_visible()


async def test_a_menu_is_chosen_from_by_keyboard(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await opened(s, open_page)
        theme = page.get_by_role("combobox", name="First choice")
        await expect(theme).to_be_focused()
        await page.keyboard.type("work")
        await page.keyboard.press("Enter")
        await expect(theme).to_have_value("Workforce")


async def test_a_form_fills_the_screen_of_a_phone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await opened(s, open_page, width=390, height=844)
        box = await page.get_by_role("dialog").bounding_box()
        await shot(page, "page-form-phone")
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}


async def test_a_form_that_is_open_is_there_again_after_a_reload(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await opened(s, open_page)
        await page.reload()
        await expect(page.get_by_role("dialog", name="Join the session")).to_be_visible()
