"""Talking on the page: writing, answering, reacting, reading what comes in."""

from playwright.async_api import Locator, Page, WebSocketRoute, expect

from tests.rehearsal.page_content import Host, poll
from tests.rehearsal.stage import MANIFEST, Stage, stage
from tests.support.browser import MARKS, Opener

pytestmark = MARKS


def at(s: Stage, name: str = "ada", channel: str = "plenary") -> str:
    return f"{s.address.url}/?as={s.person(name)}#{s.channel(channel)}"


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #plenary")


def said(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text)


async def test_a_press_takes_a_reaction_away_and_another_gives_it_back(open_page: Opener) -> None:
    async with stage() as s:
        ts = (await s.act("grace", "say", channel=s.channel(), text="More time is needed."))["ts"]
        await s.act("grace", "react", channel=s.channel(), ts=ts, name="warning")
        page = await open_page(at(s))
        message = said(page, "More time")
        await message.get_by_role("button", name="warning: 1").click()
        await expect(message.get_by_role("button", name="warning: 2, yours")).to_have_attribute(
            "aria-pressed", "true"
        )
        await message.get_by_role("button", name="warning: 2").click()
        await expect(message.get_by_role("button", name="warning: 1")).to_have_attribute(
            "aria-pressed", "false"
        )


async def test_an_app_that_takes_no_messages_says_so_and_what_to_do_instead(open_page: Opener) -> None:
    home = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True}
    app = {**MANIFEST, "features": {**MANIFEST["features"], "app_home": home}}
    async with stage(app=app) as s:
        await s.client.chat_postMessage(channel=s.person("ada"), text="Your room is 4.")
        page = await open_page(at(s))
        await page.get_by_role("link", name="tallier, direct message").click()
        await expect(
            page.get_by_text("tallier takes no messages here. Type /tally in a channel instead.")
        ).to_be_visible()
        await expect(page.get_by_role("textbox", name="Message tallier")).to_have_count(0)


async def test_an_emoji_is_found_by_its_name(open_page: Opener) -> None:
    async with stage() as s:
        await s.act("grace", "say", channel=s.channel(), text="A hub for every town.")
        page = await open_page(at(s))
        await said(page, "A hub").hover()
        await page.get_by_role("button", name="Add a reaction").click()
        await page.keyboard.type("hammer and")
        await page.keyboard.press("Enter")
        await expect(said(page, "A hub").get_by_role("button", name="hammer and wrench: 1")).to_be_visible()
        assert (await s.seen("ada"))[0]["reactions"][0]["name"] == "hammer_and_wrench"


async def test_enter_sends_and_shift_enter_begins_a_line(open_page: Opener) -> None:
    async with stage() as s:
        page = await open_page(at(s))
        await composer(page).press_sequentially("One")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("two for @grace")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        await expect(said(page, "two for @Grace Hopper")).to_be_visible()
        await expect(composer(page)).to_have_value("")
        assert (await s.seen("ada"))[0]["text"] == f"One\ntwo for <@{s.person('grace')}>"


async def test_the_keyboard_alone_reaches_a_message_and_answers_it(open_page: Opener) -> None:
    async with stage() as s:
        for text in ("The first", "The second"):
            await s.act("grace", "say", channel=s.channel(), text=text)
        page = await open_page(at(s))
        await composer(page).focus()
        await page.keyboard.press("Shift+Tab")
        await expect(said(page, "The second")).to_be_focused()
        await page.keyboard.press("ArrowUp")
        await expect(said(page, "The first")).to_be_focused()
        await said(page, "The first").get_by_role("button", name="Reply in a thread").press("Enter")
        await expect(page.get_by_role("textbox", name="Reply")).to_be_focused()
        await page.keyboard.type("I agree")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("complementary", name="Thread").get_by_text("I agree")).to_be_visible()
        await expect(page.get_by_role("button", name="1 reply")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("complementary", name="Thread")).to_be_hidden()


async def test_a_slash_lists_the_commands_that_exist(open_page: Opener) -> None:
    async with stage() as s:
        page = await open_page(at(s))
        await composer(page).press_sequentially("/")
        await expect(page.get_by_role("option")).to_have_count(3)
        await expect(page.get_by_role("option", name="/tally")).to_contain_text("Counts")
        await page.keyboard.type("wh")
        await page.keyboard.press("Tab")
        await expect(composer(page)).to_have_value("/whois ")


async def test_what_fails_is_said_in_a_small_bar(open_page: Opener) -> None:
    async with stage() as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Poll", blocks=poll(0))
        page = await open_page(at(s))
        await page.get_by_role("button", name="Agree", exact=True).click()
        notice = page.get_by_role("status", name="Notices")
        await expect(notice).to_contain_text("Your click failed because Tallier is not connected.")
        await expect(notice.get_by_role("button", name="Dismiss")).to_have_count(1)


async def test_a_vote_changes_the_card_and_the_focus_stays_on_its_button(open_page: Opener) -> None:
    async with stage(Host()) as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Poll", blocks=poll(0))
        page = await open_page(at(s))
        vote = page.get_by_role("button", name="Agree", exact=True)
        await vote.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Agree: 1")).to_be_visible()
        await expect(vote).to_be_focused()


async def test_a_long_channel_is_drawn_from_its_end_and_reading_up_is_not_disturbed(
    open_page: Opener,
) -> None:
    async with stage() as s:
        for number in range(140):
            await s.act("grace", "say", channel=s.channel(), text=f"Thought {number}.")
        page = await open_page(at(s))
        await expect(said(page, "Thought 139.")).to_be_in_viewport()
        await expect(said(page, "Thought 3.")).to_have_count(0)
        await page.locator("main .scroller").evaluate("(box) => { box.scrollTop = 0; }")
        await expect(said(page, "Thought 3.")).to_have_count(1)
        await s.act("grace", "say", channel=s.channel(), text="Thought 140.")
        await expect(said(page, "Thought 140.")).not_to_be_in_viewport()
        await page.get_by_role("button", name="New messages").click()
        await expect(said(page, "Thought 140.")).to_be_in_viewport()


async def test_a_broken_line_is_mended_and_what_was_missed_is_read(open_page: Opener) -> None:
    lines: list[WebSocketRoute] = []

    def keep(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    async with stage() as s:
        page = await open_page(at(s))
        await page.route_web_socket("**/control/live*", keep)
        await page.reload()
        await expect(composer(page)).to_be_visible()
        await s.act("grace", "say", channel=s.channel("general"), text="Elsewhere.")
        await expect(page.get_by_role("link", name="general, channel, new messages")).to_be_visible()
        await lines[-1].close()
        await s.act("grace", "say", channel=s.channel(), text="Said meanwhile.")
        await expect(said(page, "Said meanwhile.")).to_be_visible()
        await expect(page.locator(".notice")).to_have_count(0)
