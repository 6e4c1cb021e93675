"""A page on a lively channel: blocks, a poll, a private answer, a reaction and a thread are in it."""

from playwright.async_api import Page, expect

from tests.rehearsal.page_content import SIGN_UP, poll
from tests.rehearsal.stage import Stage
from tests.support.browser import Opener


async def evening(s: Stage, open_page: Opener) -> Page:
    """Let people talk in #plenary and open it as ada."""
    await s.call("chat.postMessage", channel=s.channel(), text="Sign up", blocks=SIGN_UP)
    await s.call("chat.postMessage", channel=s.channel(), text="Poll", blocks=poll(3))
    await s.call("chat.postEphemeral", channel=s.channel(), user=s.person("ada"), text="You sit in room 2.")
    ts = (await s.act("grace", "say", channel=s.channel(), text="Hello @ada, see #general"))["ts"]
    await s.act("ada", "say", channel=s.channel(), text="I agree.", thread_ts=ts)
    await s.act("ada", "react", channel=s.channel(), ts=ts, name="bulb")
    page = await open_page(f"{s.address.url}/?as={s.person('ada')}#{s.channel()}")
    await expect(page.get_by_role("article").filter(has_text="Hello")).to_be_visible()
    return page
