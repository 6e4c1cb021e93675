"""The log of the wire beside the conversation: what Slack sent, what the bot called, what came of it."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from tests.rehearsal.page_content import Host, poll
from tests.rehearsal.stage import Stage, stage
from tests.support.browser import MARKS, Opener, shot

pytestmark = [*MARKS, pytest.mark.long]

KEPT = 500


async def watching(s: Stage, open_page: Opener, **size: int) -> Page:
    page = await open_page(f"{s.address.url}/?as={s.person('ada')}#{s.channel()}", **size)
    await page.get_by_role("button", name="Backstage").click()
    await expect(page.get_by_role("tab", name="Wire")).to_be_focused()
    return page


def lines(page: Page, text: str = "") -> Locator:
    rows = page.get_by_role("list", name="What crossed the wire").get_by_role("button", expanded=False)
    return rows.filter(has_text=text) if text else rows


async def test_what_slack_sent_and_what_the_bot_called_stand_in_one_line_each(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await watching(s, open_page)
        await s.act("ada", "command", channel=s.channel(), text="/tally the votes")
        sent = lines(page, "/tally")
        await expect(sent.get_by_role("img", name="Slack to bot")).to_be_visible()
        await expect(sent).to_contain_text("the votes · Ada Lovelace · #plenary")
        await expect(sent).to_contain_text("ms")
        await expect(lines(page, "views.open").get_by_role("img", name="Bot to Slack")).to_be_visible()
        await shot(page, "page-wire")


async def test_a_line_that_is_opened_shows_what_was_asked_and_what_was_answered(open_page: Opener) -> None:
    async with stage() as s:
        page = await watching(s, open_page)
        await s.call("chat.postMessage", channel="C0NOWHERE", text="Is anyone here?")
        line = lines(page, "chat.postMessage")
        await expect(line).to_contain_text("channel not found")
        await line.click()
        await expect(page.get_by_role("region", name="The bot asked")).to_contain_text("Is anyone here?")
        await expect(page.get_by_role("region", name="Slack answered")).to_contain_text(
            '"error": "channel_not_found"'
        )


async def test_the_log_is_narrowed_by_kind_and_by_method(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await watching(s, open_page)
        await s.act("ada", "say", channel=s.channel(), text="Hello.")
        await s.act("grace", "command", channel=s.channel(), text="/tally")
        await s.call("chat.postMessage", channel="C0NOWHERE", text="Lost")
        await expect(lines(page, "views.open")).to_have_count(1)
        kind = page.get_by_label("Kind")
        await kind.select_option("Clicks, forms, commands")
        await expect(lines(page)).to_have_count(1)
        await kind.select_option("What went wrong")
        await expect(lines(page)).to_contain_text(["chat.postMessage"])
        await kind.select_option("Calls of the bot")
        await page.get_by_role("searchbox", name="Filter by method").fill("views")
        await expect(lines(page)).to_contain_text(["views.open"])
        await expect(page.get_by_text("1 of")).to_be_visible()


async def test_the_fault_that_hit_a_call_is_marked(open_page: Opener) -> None:
    async with stage() as s:
        page = await watching(s, open_page)
        await s.post("/control/faults", {"fault": "ratelimited", "method": "chat.postMessage", "times": 1})
        await s.call("chat.postMessage", channel=s.channel(), text="Too soon")
        line = lines(page, "chat.postMessage")
        await expect(line).to_contain_text("429")
        await expect(line.locator(".fault")).to_have_attribute("title", "A fault hit this")
        await expect(line).to_contain_text("ratelimited")


async def test_an_event_that_is_sent_again_stands_there_again(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await watching(s, open_page)
        await s.act("ada", "say", channel=s.channel(), text="Hello.")
        await lines(page, "message").click()
        await page.get_by_role("button", name="Send it again").click()
        await expect(lines(page, "message")).to_have_count(1)
        first, again = await s.get("/control/deliveries")
        assert first["payload"]["event_id"] == again["payload"]["event_id"]


async def test_only_the_latest_entries_are_kept_on_the_page(open_page: Opener) -> None:
    async with stage() as s:
        await s.post("/control/budgets", {"on": False})
        for _ in range(KEPT // 20):
            await asyncio.gather(*(s.call("auth.test") for _ in range(20)))
        page = await watching(s, open_page)
        await expect(lines(page)).to_have_count(KEPT)
        await s.call("team.info")
        await expect(lines(page, "team.info")).to_be_in_viewport()
        await expect(lines(page)).to_have_count(KEPT)
        await expect(page.get_by_text(f"The latest {KEPT} entries")).to_be_visible()


async def test_the_keyboard_walks_the_lines_and_escape_leaves_them(open_page: Opener) -> None:
    async with stage() as s:
        for method in ("auth.test", "team.info", "users.list"):
            await s.call(method)
        page = await watching(s, open_page)
        await expect(lines(page)).to_have_count(3)
        await page.get_by_role("searchbox", name="Filter by method").focus()
        await page.keyboard.press("Tab")
        await expect(lines(page, "users.list")).to_be_focused()
        await page.keyboard.press("Home")
        await expect(lines(page, "auth.test")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("complementary", name="Backstage")).to_be_hidden()
        await expect(page.get_by_role("button", name="Backstage")).to_be_focused()


async def test_the_conversation_goes_on_beside_it_and_a_thread_lies_over_it(open_page: Opener) -> None:
    async with stage(Host()) as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Poll", blocks=poll(0))
        page = await watching(s, open_page)
        await page.get_by_role("button", name="Agree", exact=True).click()
        await expect(page.get_by_text("Agree: 1")).to_be_visible()
        await expect(lines(page, "block_actions")).to_contain_text("vote-Agree")
        await page.get_by_role("article").hover()
        await page.get_by_role("button", name="Reply in a thread").click()
        await page.get_by_role("button", name="Close the thread").click()
        await expect(lines(page, "block_actions")).to_be_in_viewport()
