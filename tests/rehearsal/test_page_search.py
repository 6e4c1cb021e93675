"""Finding messages on the page: by their words, and by an address that names one."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.rehearsal.stage import Stage, button, stage
from tests.support.browser import MARKS, Opener, act_as, shot

pytestmark = [*MARKS, pytest.mark.long]


def at(s: Stage, name: str = "ada", channel: str = "plenary") -> str:
    return f"{s.address.url}/?as={s.person(name)}#{s.channel(channel)}"


async def said(s: Stage, text: str, *, by: str = "grace", channel: str = "plenary", under: str = "") -> str:
    more = {"thread_ts": under} if under else {}
    ts: str = (await s.act(by, "say", channel=s.channel(channel), text=text, **more))["ts"]
    return ts


async def permalink(s: Stage, channel: str, ts: str) -> str:
    answer = await s.client.chat_getPermalink(channel=s.channel(channel), message_ts=ts)
    return str(answer["permalink"])


async def look_for(page: Page, words: str) -> Locator:
    await page.get_by_role("textbox", name="Message #plenary").wait_for()
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("combobox", name="Search messages")).to_be_focused()
    await page.keyboard.type(words)
    return page.get_by_role("dialog", name="Search").get_by_role("option")


def shown(page: Page, text: str) -> Locator:
    return page.get_by_role("article").filter(has_text=text)


async def test_the_keyboard_alone_finds_a_message_and_goes_there(open_page: Opener) -> None:
    async with stage() as s:
        await said(s, "Lifts are too small.", channel="general")
        await said(s, "Lifts need care.")
        page = await open_page(at(s))
        found = await look_for(page, "lifts")
        await expect(found).to_have_count(2)
        await expect(found.first).to_contain_text("Grace Hopper #plenary Today", use_inner_text=True)
        await page.keyboard.press("ArrowDown")
        await shot(page, "page-search")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="general", exact=True)).to_be_visible()
        await expect(shown(page, "Lifts are too small.")).to_be_focused()


async def test_words_in_the_blocks_of_an_app_are_found_too(open_page: Opener) -> None:
    async with stage() as s:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "Wheelchairs & *ramps*"}}
        await s.call("chat.postMessage", channel=s.channel(), text="Notes", blocks=[section, button()])
        page = await open_page(at(s))
        found = await look_for(page, "ramps notes")
        await expect(found).to_have_count(1)
        await expect(found.locator("mark")).to_have_text(["Notes", "ramps"])


async def test_every_word_counts_wherever_it_stands_and_accents_do_not(open_page: Opener) -> None:
    async with stage() as s:
        await said(s, "The café near the surgery")
        await said(s, "The surgery alone")
        page = await open_page(at(s))
        found = await look_for(page, "SURGERY cafe")
        await expect(found).to_have_count(1)
        await expect(found.locator("mark")).to_have_text(["café", "surgery"])


async def test_an_excerpt_keeps_the_lines_of_a_list_apart(open_page: Opener) -> None:
    async with stage() as s:
        await s.call(
            "chat.postMessage", channel=s.channel(), text="Concern\n• Too little time\n• Too few rooms"
        )
        page = await open_page(at(s))
        await expect(await look_for(page, "rooms")).to_contain_text(
            "Concern • Too little time • Too few rooms", use_inner_text=True
        )


async def test_a_search_is_narrowed_by_who_said_it_and_where(open_page: Opener) -> None:
    async with stage() as s:
        await said(s, "Premises first", by="ada")
        await said(s, "Premises second")
        await said(s, "Premises third", channel="general")
        page = await open_page(at(s))
        found = await look_for(page, "premises from:grace in:#plenary")
        await expect(found).to_have_count(1)
        await expect(found).to_contain_text("Premises second")


async def test_what_one_may_not_see_is_not_found(open_page: Opener) -> None:
    async with stage() as s:
        await s.call(
            "chat.postEphemeral", channel=s.channel(), user=s.person("grace"), text="Only for Grace."
        )
        page = await open_page(at(s))
        found = await look_for(page, "only for grace")
        await expect(page.get_by_text("Nothing that you can see matches.")).to_be_visible()
        await expect(found).to_have_count(0)
        await page.keyboard.press("Escape")
        await act_as(page, "Grace Hopper")
        await page.get_by_role("button", name="Search messages").click()
        await expect(found).to_have_count(1)


async def test_a_reply_that_is_found_is_shown_in_its_thread(open_page: Opener) -> None:
    async with stage() as s:
        parent = await said(s, "What about parking?")
        await said(s, "Bicycles need room as well.", under=parent)
        page = await open_page(at(s))
        await expect(await look_for(page, "bicycles")).to_contain_text("#plenary, in a thread")
        await page.keyboard.press("Enter")
        thread = page.get_by_role("complementary", name="Thread")
        await expect(thread.get_by_role("article").filter(has_text="Bicycles")).to_be_focused()
        await expect(page.get_by_role("main").get_by_text("What about parking?")).to_be_in_viewport()


async def test_a_permalink_leads_to_a_reply_in_its_thread(open_page: Opener) -> None:
    async with stage() as s:
        parent = await said(s, "What about parking?", channel="general")
        reply = await said(s, "Bicycles need room.", channel="general", under=parent)
        link = await permalink(s, "general", reply)
        await s.call("chat.postMessage", channel=s.channel(), text=f"• Bicycles <{link}|↗>")
        page = await open_page(at(s))
        await page.get_by_role("link", name="To the message in #general").click()
        thread = page.get_by_role("complementary", name="Thread")
        await expect(thread.get_by_role("article").filter(has_text="Bicycles need room.")).to_be_focused()


async def test_a_permalink_leads_far_back_and_marks_what_it_meant(open_page: Opener) -> None:
    async with stage() as s:
        first = await said(s, "The very first.")
        for number in range(150):
            await said(s, f"Thought {number}.")
        page = await open_page(await permalink(s, "plenary", first))
        await expect(shown(page, "The very first.")).to_be_in_viewport()
        await expect(shown(page, "The very first.")).to_have_class("message found")
        assert page.url.endswith(f"#{s.channel()}"), "a reload is to stay where one has read to"


async def test_a_permalink_from_outside_opens_as_whoever_one_was_last(open_page: Opener) -> None:
    async with stage() as s:
        ts = await said(s, "Where it began.")
        page = await open_page(at(s, "grace"))
        await expect(page.get_by_role("button", name="Acting as Grace Hopper")).to_be_visible()
        await page.goto(await permalink(s, "plenary", ts))
        await expect(shown(page, "Where it began.")).to_be_focused()
        await expect(page.get_by_role("button", name="Acting as Grace Hopper")).to_be_visible()


async def test_a_permalink_that_leads_nowhere_says_so_and_stays(open_page: Opener) -> None:
    async with stage() as s:
        ts = await said(s, "Soon gone.")
        link = await permalink(s, "plenary", ts)
        await s.act("grace", "delete", channel=s.channel(), ts=ts)
        hidden = link.replace(s.channel(), "C0HIDDEN")
        await s.call("chat.postMessage", channel=s.channel(), text=f"<{link}|gone> or <{hidden}|hidden>")
        page = await open_page(at(s))
        notices = page.get_by_role("status", name="Notices")
        await page.get_by_role("link", name="gone").click()
        await expect(notices).to_contain_text("That message is no longer there.")
        await page.get_by_role("link", name="hidden").click()
        await expect(notices).to_contain_text("That message is in a channel that you can't see.")
        await expect(page.get_by_role("heading", name="plenary", exact=True)).to_be_visible()
