"""The panel of what can go wrong: faults, the clock, the connection."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.rehearsal.page_content import Host
from tests.rehearsal.stage import NOON, Stage, stage
from tests.support.browser import MARKS, Opener, shot

pytestmark = [*MARKS, pytest.mark.long]


async def backstage(s: Stage, open_page: Opener) -> Page:
    page = await open_page(f"{s.address.url}/?as={s.person('ada')}#{s.channel()}")
    await page.get_by_role("button", name="Backstage").click()
    await page.get_by_role("tab", name="Faults and clock").click()
    return page


def on_now(page: Page) -> Locator:
    return page.get_by_role("list", name="Faults that are on").get_by_role("listitem")


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("form", name="Switch a fault on").get_by_label(label, exact=True)


async def switch_on(page: Page) -> None:
    await page.get_by_role("button", name="Switch on").click()


async def test_a_fault_for_one_method_is_switched_on_and_off_again(open_page: Opener) -> None:
    async with stage() as s:
        page = await backstage(s, open_page)
        await expect(page.get_by_text("Nothing is made to go wrong.")).to_be_visible()
        await field(page, "Method").fill("chat.*")
        await field(page, "Seconds to wait").fill("7")
        await field(page, "How often").select_option("Three times")
        await switch_on(page)
        await expect(on_now(page)).to_contain_text(["Too many calls (429)"])
        await expect(on_now(page)).to_contain_text("seconds to wait: 7 · chat.* · 3 times · 0 hits")
        await expect(page.get_by_role("button", name="Backstage")).to_contain_text("1 fault on")
        (fault,) = (await s.get("/control/faults"))["faults"]
        assert (fault["fault"], fault["method"], fault["times"]) == ("ratelimited", "chat.*", 3)
        await shot(page, "page-faults")
        await page.get_by_role("button", name="Switch off").click()
        await expect(page.get_by_text("Nothing is made to go wrong.")).to_be_visible()
        assert (await s.get("/control/faults"))["faults"] == []


async def test_a_fault_is_felt_and_its_hits_are_counted(open_page: Opener) -> None:
    async with stage() as s:
        page = await backstage(s, open_page)
        await field(page, "Fault").select_option("Refused in Slack's words")
        await field(page, "Error").fill("is_archived")
        await switch_on(page)
        await expect(on_now(page)).to_have_count(1)
        answer = await s.call("chat.postMessage", channel=s.channel(), text="Hello")
        assert answer == {"ok": False, "error": "is_archived"}
        await expect(on_now(page)).to_contain_text("1 hit")


async def test_a_fault_may_be_meant_for_one_app_of_several(open_page: Opener) -> None:
    async with stage() as s:
        other = s.workspace.install({"display_information": {"name": "Minutes"}})
        page = await backstage(s, open_page)
        await field(page, "Fault").select_option("Sent more than once")
        await field(page, "Event or act").fill("reaction_added")
        await field(page, "App").select_option("Minutes")
        await switch_on(page)
        await expect(on_now(page)).to_contain_text("further copies: 1 · reaction_added · Minutes · 0 hits")
        (fault,) = (await s.get("/control/faults"))["faults"]
        assert (fault["app"], fault["type"]) == (other.app_id, "reaction_added")


async def test_faults_that_others_switched_on_are_seen_and_all_go_at_once(open_page: Opener) -> None:
    async with stage() as s:
        page = await backstage(s, open_page)
        await s.post("/control/faults", {"fault": "hang", "method": "users.list"})
        await s.post("/control/faults", {"fault": "silence"})
        await expect(on_now(page)).to_contain_text(["No answer at all", "Connections fall silent"])
        await page.get_by_role("button", name="Switch all off").click()
        await expect(on_now(page)).to_have_count(0)
        await expect(page.get_by_role("button", name="Backstage")).to_have_text("Backstage")


async def test_what_cannot_be_is_refused_in_a_sentence(open_page: Opener) -> None:
    async with stage() as s:
        page = await backstage(s, open_page)
        await field(page, "Fault").select_option("Slack fails (500)")
        await field(page, "HTTP status").fill("99")
        await switch_on(page)
        notice = page.get_by_role("status", name="Notices")
        await expect(notice).to_contain_text("status must be an HTTP status from 200 to 599.")
        await expect(on_now(page)).to_have_count(0)


async def test_the_clock_is_held_and_moved_by_hand(open_page: Opener) -> None:
    async with stage(at=NOON) as s:
        page = await backstage(s, open_page)
        clock = page.get_by_role("status", name="Time in the workspace")
        await expect(clock).to_contain_text("12:00:00")
        await page.get_by_role("button", name="5 min").click()
        await expect(clock).to_contain_text("12:05:00")
        assert (await s.get("/control/clock"))["now"] == NOON + 300
        await page.get_by_role("button", name="Let it go").click()
        await expect(page.get_by_text("It goes by itself.")).to_be_visible()
        await page.get_by_role("button", name="Hold it").click()
        await expect(page.get_by_role("group", name="Move the clock on by")).to_be_visible()
        assert (await s.get("/control/clock"))["mode"] == "controlled"


async def test_an_app_is_sent_away_and_comes_back(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await backstage(s, open_page)
        await page.get_by_role("button", name="Disconnect").click()
        notice = page.get_by_role("status", name="Notices")
        await expect(notice).to_contain_text("Tallier was sent away. A good bot comes back by itself.")
        await expect(page.get_by_role("link", name="Tallier, home", exact=True)).to_be_visible()


async def test_the_rate_limits_are_a_switch(open_page: Opener) -> None:
    async with stage() as s:
        page = await backstage(s, open_page)
        limits = page.get_by_role("switch", name="Slack's rate limits")
        await expect(limits).to_be_checked()
        async with page.expect_response("**/control/budgets"):
            await limits.uncheck()
        assert (await s.get("/control/budgets"))["on"] is False
