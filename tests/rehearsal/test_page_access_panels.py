"""What opens over the conversation and beside it: axe-core finds nothing grave there either."""

from playwright.async_api import expect

from tests.rehearsal.page_content import Host
from tests.rehearsal.page_evening import evening
from tests.rehearsal.stage import stage
from tests.support.axe import nothing_grave
from tests.support.browser import MARKS, Opener

pytestmark = MARKS


async def test_a_form_and_its_errors_can_be_read_by_everyone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        await page.get_by_role("textbox", name="Message #plenary").fill("/tally")
        await page.keyboard.press("Enter")
        form = page.get_by_role("dialog", name="Join the session")
        await form.get_by_role("button", name="Send", exact=True).click()
        await expect(form.get_by_text("Please fill this in.").first).to_be_visible()
        await nothing_grave(page, "dialog")


async def test_an_app_home_can_be_read_by_everyone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        await page.get_by_role("link", name="Tallier, home").click()
        await expect(page.get_by_role("heading", name="Good evening")).to_be_visible()
        await nothing_grave(page, "main")


async def test_a_search_with_its_results_can_be_read_by_everyone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        await page.keyboard.press("Control+k")
        await page.keyboard.type("hello")
        await expect(page.get_by_role("option")).to_have_count(1)
        await nothing_grave(page, "dialog")


async def test_the_wire_and_the_faults_can_be_read_by_everyone(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await evening(s, open_page)
        await s.post("/control/faults", {"fault": "delay", "method": "views.*"})
        await page.get_by_role("button", name="Backstage").click()
        line = page.get_by_role("list", name="What crossed the wire").get_by_role("button", expanded=False)
        await line.filter(has_text="chat.postEphemeral").click()
        await expect(page.get_by_role("region", name="Slack answered")).to_be_visible()
        await nothing_grave(page, "#backstage")
        await page.get_by_role("tab", name="Faults and clock").click()
        await page.get_by_role("button", name="Hold it").click()
        await expect(page.get_by_role("button", name="1 min")).to_be_visible()
        await nothing_grave(page, "#backstage")
