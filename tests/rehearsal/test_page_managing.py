"""What an administrator does on the page: channels made, put away and brought back, people and bots shown out."""

from playwright.async_api import Page, expect

from tests.rehearsal.stage import Stage, stage
from tests.support.browser import MARKS, Opener

pytestmark = MARKS


async def opened(s: Stage, open_page: Opener) -> Page:
    page = await open_page(f"{s.address.url}/?as={s.person('ada')}#{s.channel()}")
    await page.get_by_role("textbox", name="Message #plenary").wait_for()
    return page


async def test_a_channel_is_made_once_its_name_will_do(open_page: Opener) -> None:
    async with stage() as s:
        page = await opened(s, open_page)
        await page.get_by_role("button", name="New channel").click()
        name = page.get_by_role("textbox", name="Name")
        await name.fill("Room Five")
        await page.keyboard.press("Enter")
        await expect(name).to_have_accessible_description(
            "Please use small letters, figures, hyphens and underscores."
        )
        await name.fill("room-5")
        await page.get_by_role("button", name="Make channel").click()
        await expect(page.get_by_role("heading", name="room-5", exact=True)).to_be_visible()
        assert (await s.state("ada"))["channels"][-1]["name"] == "room-5"


async def test_a_channel_is_put_away_and_brought_back(open_page: Opener) -> None:
    async with stage() as s:
        page = await opened(s, open_page)
        await page.get_by_role("button", name="Channel actions").click()
        await page.get_by_role("menuitem", name="Archive #plenary").click()
        await page.get_by_role("button", name="Archive", exact=True).click()
        await expect(page.get_by_text("#plenary is archived.")).to_be_visible()
        answer = await s.call("chat.postMessage", channel=s.channel(), text="Hello")
        assert answer["error"] == "is_archived"
        await page.get_by_role("button", name="Bring it back").click()
        await expect(page.get_by_role("textbox", name="Message #plenary")).to_be_visible()


async def test_a_bot_is_shown_out_of_a_channel(open_page: Opener) -> None:
    async with stage() as s:
        page = await opened(s, open_page)
        await page.get_by_role("button", name="3 members").click()
        await page.get_by_role("button", name="Tallier").click()
        await page.get_by_role("button", name="Manage Tallier").click()
        await page.get_by_role("menuitem", name="Remove from #plenary").click()
        await expect(page.get_by_role("button", name="2 members")).to_be_visible()
        answer = await s.call("chat.postMessage", channel=s.channel(), text="Hello")
        assert answer["error"] == "not_in_channel"


async def test_an_account_is_switched_off_and_on_again(open_page: Opener) -> None:
    async with stage() as s:
        await s.act("grace", "say", channel=s.channel(), text="Good evening.")
        page = await opened(s, open_page)
        await page.get_by_role("button", name="Grace Hopper").click()
        await page.get_by_role("button", name="Manage Grace Hopper").click()
        await page.get_by_role("menuitem", name="Switch the account off").click()
        await expect(page.get_by_role("button", name="2 members")).to_be_visible()
        await page.get_by_role("button", name="Backstage").click()
        await page.get_by_role("tab", name="Faults and clock").click()
        await page.get_by_role("button", name="Switch on: Grace Hopper").click()
        await expect(page.get_by_role("button", name="Switch on: Grace Hopper")).to_have_count(0)
        assert (await s.act("grace", "join", channel=s.channel()))["ok"]


async def test_a_person_is_made_a_guest(open_page: Opener) -> None:
    async with stage() as s:
        await s.act("grace", "say", channel=s.channel(), text="Good evening.")
        page = await opened(s, open_page)
        await page.get_by_role("button", name="Grace Hopper").click()
        await page.get_by_role("button", name="Manage Grace Hopper").click()
        await page.get_by_role("menuitem", name="Make a guest of one channel").click()
        notices = page.get_by_role("status", name="Notices")
        await expect(notices).to_contain_text("Grace Hopper is a guest now.")
        person = await s.client.users_info(user=s.person("grace"))
        assert person["user"]["is_ultra_restricted"]


async def test_a_talk_of_several_people_is_called_by_their_names(open_page: Opener) -> None:
    async with stage() as s:
        await s.post("/control/people", {"people": [{"name": "zoe", "real_name": "Zoe Adair"}]})
        page = await opened(s, open_page)
        several = [s.person("ada"), s.person("zoe")]
        talk = (await s.act("grace", "dm", users=several))["channel"]
        await s.act("grace", "say", channel=talk, text="Shall we?")
        await page.get_by_role("link", name="Grace Hopper and Zoe Adair, direct message, 1 new").click()
        await expect(page.get_by_role("textbox", name="Message Grace Hopper and Zoe Adair")).to_be_visible()
        await expect(page.get_by_text("Shall we?")).to_be_visible()
