"""The conversation for people who listen to it, see poorly or use no mouse: axe-core finds nothing grave."""

from playwright.async_api import expect

from tests.rehearsal.page_content import Host
from tests.rehearsal.page_evening import evening
from tests.rehearsal.stage import stage
from tests.support.axe import PHONE, grave, nothing_grave
from tests.support.browser import MARKS, Opener

pytestmark = MARKS


async def test_a_channel_with_a_thread_beside_it_can_be_read_by_everyone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        await nothing_grave(page)
        await page.get_by_role("button", name="1 reply").click()
        await expect(page.get_by_role("textbox", name="Reply")).to_be_focused()
        await nothing_grave(page, "#thread")


async def test_the_list_of_channels_is_in_reach_on_a_phone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        await page.set_viewport_size(PHONE)
        await page.get_by_role("button", name="Open the list of channels").click()
        await expect(page.get_by_role("navigation")).to_be_visible()
        assert await grave(page) == []
        await page.emulate_media(color_scheme="dark")
        assert await grave(page) == []


async def test_the_small_windows_can_be_read_by_everyone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        names = (
            "Acting as",
            "3 members",
            "New direct message",
            "New channel",
            "Add an emoji",
            "Channel actions",
        )
        for name in names:
            await page.get_by_role("button", name=name).click()
            assert await grave(page, ".popup, dialog") == [], name
            await page.keyboard.press("Escape")
        await page.get_by_role("textbox", name="Message #plenary").press_sequentially("Ask @")
        await expect(page.get_by_role("option").first).to_be_visible()
        assert await grave(page, ".composer") == []


async def test_every_heading_and_part_of_the_page_can_be_jumped_to(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        for role in ("banner", "navigation", "main"):
            await expect(page.get_by_role(role)).to_have_count(1)
        await expect(page.get_by_role("heading", level=1)).to_contain_text("#plenary")
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name="Skip to the conversation")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("textbox", name="Message #plenary")).to_be_focused()
