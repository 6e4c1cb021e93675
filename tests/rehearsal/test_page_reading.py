"""Reading and writing on the page: what is new, who reacted, how lists look, what typing offers, where links end."""

import re

from playwright.async_api import Locator, Page, expect

from tests.rehearsal.page_content import Host, plain
from tests.rehearsal.stage import NOON, Json, Stage, stage
from tests.support.browser import MARKS, Opener, shot

pytestmark = MARKS


def at(s: Stage, name: str = "ada", channel: str = "plenary") -> str:
    return f"{s.address.url}/?as={s.person(name)}#{s.channel(channel)}"


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #plenary")


async def said(s: Stage, text: str, *, channel: str = "plenary") -> str:
    ts: str = (await s.act("grace", "say", channel=s.channel(channel), text=text))["ts"]
    return ts


def huddle() -> list[Json]:
    button = {
        "type": "button",
        "action_id": "vote-huddle",
        "text": plain("Join the huddle"),
        "url": "https://app.slack.com/huddle/T1/C1",
    }
    return [{"type": "actions", "block_id": "room", "elements": [button]}]


async def test_what_came_in_elsewhere_is_marked_until_it_is_read_and_after_a_reload(
    open_page: Opener,
) -> None:
    async with stage() as s:
        page = await open_page(at(s))
        await composer(page).wait_for()
        await said(s, "News.", channel="general")
        marked = page.get_by_role("link", name="general, channel, new messages")
        await expect(marked).to_be_visible()
        await page.reload()
        await marked.click()
        await expect(page.get_by_text("News.")).to_be_visible()
        await page.get_by_role("link", name="plenary, channel").click()
        await expect(marked).to_have_count(0)


async def test_who_came_and_went_is_no_news(open_page: Opener) -> None:
    async with stage() as s:
        page = await open_page(at(s))
        await composer(page).wait_for()
        await s.act("grace", "leave", channel=s.channel("general"))
        await s.act("grace", "join", channel=s.channel("general"))
        await said(s, "Back again.")
        await expect(page.get_by_text("Back again.")).to_be_visible()
        await expect(page.get_by_role("link", name="new messages")).to_have_count(0)


async def test_a_reaction_tells_who_reacted_by_pointer_by_keyboard_and_aloud(open_page: Opener) -> None:
    async with stage() as s:
        ts = await said(s, "More time is needed.")
        for name in ("grace", "ada"):
            await s.act(name, "react", channel=s.channel(), ts=ts, name="bulb")
        page = await open_page(at(s))
        bulb = page.get_by_role("button", name="bulb: 2, yours among them")
        await expect(bulb).to_have_accessible_description("You and Grace Hopper")
        tip = page.get_by_text("You and Grace Hopper reacted with :bulb:")
        await bulb.hover()
        await expect(tip).to_be_visible()
        await composer(page).hover()
        await page.get_by_text("More time").hover()
        await expect(tip).to_have_count(0)
        await page.get_by_role("button", name="Add another reaction").focus()
        await page.keyboard.press("Shift+Tab")
        await expect(tip).to_be_visible()
        await shot(page, "page-reaction")


async def test_a_press_after_which_a_reaction_is_gone_leaves_no_card_behind(open_page: Opener) -> None:
    async with stage() as s:
        ts = await said(s, "More time is needed.")
        await s.act("ada", "react", channel=s.channel(), ts=ts, name="bulb")
        page = await open_page(at(s))
        await page.get_by_role("button", name="bulb: 1").hover()
        await expect(page.locator(".tip")).to_be_visible()
        await s.act("ada", "unreact", channel=s.channel(), ts=ts, name="bulb")
        await expect(page.locator(".tip")).to_have_count(0)


async def test_an_at_offers_people_and_a_hash_offers_channels(open_page: Opener) -> None:
    async with stage() as s:
        page = await open_page(at(s))
        await composer(page).press_sequentially("Ask @gra")
        await expect(page.get_by_role("option", name="Grace Hopper")).to_be_visible()
        await page.keyboard.press("Enter")
        await page.keyboard.type("in #gen")
        await expect(page.get_by_role("option", name="general")).to_have_attribute("aria-selected", "true")
        await page.keyboard.press("Tab")
        await expect(composer(page)).to_have_value("Ask @grace in #general ")
        await page.keyboard.press("Enter")
        sent = page.get_by_role("article").filter(has_text="Ask @Grace Hopper in #general")
        await expect(sent.get_by_role("link", name="#general")).to_be_visible()


async def test_names_that_begin_as_typed_are_offered_first(open_page: Opener) -> None:
    async with stage() as s:
        await s.post("/control/people", {"people": [{"name": "zoe", "real_name": "Zoe Adair"}]})
        page = await open_page(at(s))
        await composer(page).press_sequentially("@a")
        await expect(page.get_by_role("option")).to_contain_text(
            ["Ada Lovelace", "Zoe Adair", "Grace Hopper", "Tallier"]
        )


async def test_an_edit_offers_people_too_but_no_commands(open_page: Opener) -> None:
    async with stage() as s:
        await s.act("ada", "say", channel=s.channel(), text="Ask")
        page = await open_page(at(s))
        await page.get_by_role("article").filter(has_text="Ask").hover()
        await page.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Edit message").click()
        field = page.get_by_role("textbox", name="Edit message")
        await field.fill("/")
        await expect(page.get_by_role("option")).to_have_count(0)
        await field.fill("Ask ")
        await field.press_sequentially("@gra")
        await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("@Grace Hopper")).to_be_visible()
        assert (await s.seen("ada"))[0]["text"] == f"Ask <@{s.person('grace')}>"


async def test_a_huddle_stays_on_the_page_and_the_app_hears_the_press(open_page: Opener) -> None:
    host = Host()
    async with stage(host) as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Room", blocks=huddle())
        page = await open_page(at(s))
        await page.get_by_role("button", name="Join the huddle").click()
        await expect(page.get_by_role("status", name="Notices")).to_contain_text(
            "Huddles take place in Slack itself."
        )
        await expect(page.get_by_text("Agree: 1")).to_be_visible()
        assert len(page.context.pages) == 1


async def test_lines_that_begin_with_a_sign_are_set_as_a_list_and_nothing_is_lost(open_page: Opener) -> None:
    text = "*Concern*\n• One\n• Two\n   under it\n\nAfter\n*1.* First\n2. Second\n> quoted\nlast"
    async with stage() as s:
        await s.call("chat.postMessage", channel=s.channel(), text=text)
        page = await open_page(at(s))
        words = page.get_by_role("article").locator(".text")
        await expect(words.locator(".item")).to_have_text(["• One", "• Twounder it", "1. First", "2. Second"])
        lines = (await words.inner_text()).split("\n")
        assert [line for line in lines if line.strip()] == [
            "Concern", "• One", "• Two", "under it", "After", "1. First", "2. Second", "quoted", "last"
        ]  # fmt: skip


async def test_who_came_at_the_same_time_is_told_in_one_line(open_page: Opener) -> None:
    # At a standing hour: by the machine's clock those of one test once came on two days.
    async with stage(at=NOON) as s:
        names = [f"guest{number}" for number in range(1, 7)]
        people = [{"name": name, "real_name": f"Guest {name[-1]}"} for name in names]
        assert (await s.post("/control/people", {"people": people}))["ok"]
        for name in names[:5]:
            await s.act(name, "join", channel=s.channel())
        page = await open_page(at(s))
        line = page.get_by_role("article").filter(has_text="joined the channel").filter(visible=True)
        await expect(line).to_have_text(
            re.compile("Guest 1, Guest 2, Guest 3 and 2 others have joined the channel")
        )
        await s.act(names[5], "join", channel=s.channel())
        await expect(line).to_have_text(re.compile("and 3 others have joined the channel"))
        await said(s, "Welcome.")
        await page.get_by_role("article").filter(has_text="Welcome.").focus()
        await page.keyboard.press("ArrowUp")
        await expect(line).to_be_focused()
