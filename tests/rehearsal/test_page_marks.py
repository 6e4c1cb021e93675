"""What hangs on a channel and its messages, and talks of several people, on the page."""

from playwright.async_api import Page, expect

from tests.rehearsal.stage import Stage, stage
from tests.support.axe import grave, nothing_grave
from tests.support.browser import MARKS, Opener

pytestmark = MARKS


async def opened(s: Stage, open_page: Opener, **window: int) -> Page:
    page = await open_page(f"{s.address.url}/?as={s.person('ada')}#{s.channel()}", **window)
    await page.get_by_role("textbox", name="Message #plenary").wait_for()
    return page


async def test_a_pin_is_shown_on_its_message_until_it_is_taken_off(open_page: Opener) -> None:
    async with stage() as s:
        ts = str((await s.client.chat_postMessage(channel=s.channel(), text="Keep this"))["ts"])
        page = await opened(s, open_page)
        pinned = page.get_by_text("Pinned to this channel")
        await s.client.pins_add(channel=s.channel(), timestamp=ts)
        await expect(pinned).to_be_visible()
        await s.client.pins_remove(channel=s.channel(), timestamp=ts)
        await expect(pinned).to_be_hidden()


async def test_bookmarks_stand_over_their_channel_as_they_change(open_page: Opener) -> None:
    async with stage() as s:
        mark = {"channel_id": s.channel(), "title": "The <b>plan</b>", "type": "link", "emoji": ":bulb:"}
        made = await s.client.bookmarks_add(**mark, link="https://example.com/plan")
        page = await opened(s, open_page)
        bar = page.get_by_role("navigation", name="Bookmarks")
        await expect(bar.get_by_role("link", name="The <b>plan</b>")).to_have_attribute(
            "href", "https://example.com/plan"
        )
        number = made["bookmark"]["id"]
        await s.client.bookmarks_edit(channel_id=s.channel(), bookmark_id=number, title="The end")
        await expect(bar.get_by_role("link", name="The end")).to_be_visible()
        await s.client.bookmarks_remove(channel_id=s.channel(), bookmark_id=number)
        await expect(bar).to_be_hidden()


async def test_pins_bookmarks_and_a_new_talk_can_be_read_by_everyone(open_page: Opener) -> None:
    async with stage() as s:
        ts = str((await s.client.chat_postMessage(channel=s.channel(), text="Keep this"))["ts"])
        await s.client.pins_add(channel=s.channel(), timestamp=ts)
        for number in range(12):
            mark = {"channel_id": s.channel(), "title": f"Paper number {number}", "type": "link"}
            await s.client.bookmarks_add(**mark, link=f"https://example.com/{number}")
        page = await opened(s, open_page)
        await nothing_grave(page)
        await page.get_by_role("button", name="New direct message").click()
        await page.get_by_role("button", name="Several people").click()
        await page.get_by_role("combobox", name="People, at most 8").fill("Grace")
        await expect(page.get_by_role("option")).to_have_count(1)
        assert await grave(page, "dialog") == []


async def test_a_long_list_of_people_opens_within_the_window(open_page: Opener) -> None:
    async with stage() as s:
        people = [{"name": f"person{number}"} for number in range(30)]
        await s.post("/control/people", {"people": people})
        page = await opened(s, open_page, height=600)
        await page.get_by_role("button", name="New direct message").click()
        await expect(page.get_by_role("button", name="Several people")).to_be_in_viewport(ratio=1)


async def test_of_a_crowd_the_first_are_listed_and_the_others_found(open_page: Opener) -> None:
    async with stage() as s:
        people = [{"name": f"person{number}"} for number in range(300)]
        await s.post("/control/people", {"people": people})
        page = await opened(s, open_page)
        await page.get_by_role("button", name="Acting as").click()
        await expect(page.get_by_text("The first 200. Type to find others.")).to_be_attached()
        await expect(page.get_by_role("option")).to_have_count(200)
        await page.keyboard.type("person299")
        await expect(page.get_by_role("option")).to_have_count(1)


async def test_a_talk_of_several_people_begins_on_the_page(open_page: Opener) -> None:
    async with stage() as s:
        page = await opened(s, open_page)
        await page.get_by_role("button", name="New direct message").click()
        await page.get_by_role("button", name="Several people").click()
        await page.get_by_role("button", name="Begin").click()
        people = page.get_by_role("combobox", name="People, at most 8")
        await expect(people).to_have_accessible_description("Please choose somebody.")
        for name in ("Grace", "Tallier"):
            await people.fill(name)
            await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Begin").click()
        await expect(page.get_by_role("textbox", name="Message Grace Hopper and Tallier")).to_be_visible()
        assert len((await s.state("grace"))["channels"][-1]["members"]) == 3
