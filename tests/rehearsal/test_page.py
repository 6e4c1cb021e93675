"""The page in a real browser: what it draws, what one can do, for whom it works."""

from playwright.async_api import Locator, Page, expect

from tests.rehearsal.page_content import SIGN_UP, Host
from tests.rehearsal.stage import Stage, stage
from tests.support.browser import MARKS, Opener, act_as, shot

pytestmark = MARKS

PHONE = {"width": 390, "height": 844}
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def at(s: Stage, name: str = "ada", channel: str = "plenary") -> str:
    return f"{s.address.url}/?as={s.person(name)}#{s.channel(channel)}"


def said(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text)


async def nothing_sideways(page: Page) -> bool:
    width: int = await page.evaluate(
        "() => Math.max(...[document.documentElement, ...document.querySelectorAll('.scroller, .form-body')]"
        ".map((part) => part.scrollWidth - part.clientWidth))"
    )
    return width <= 0


async def test_the_blocks_of_a_message_are_drawn(open_page: Opener) -> None:
    async with stage() as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Sign up", blocks=SIGN_UP)
        page = await open_page(at(s))
        card = page.get_by_role("article", name="Tallier")
        await expect(card.get_by_role("heading", name="Sign up for session 1 📣")).to_be_visible()
        await expect(card.locator("strong", has_text="The role of the GP")).to_be_visible()
        await expect(card.get_by_role("link", name="the paper")).to_have_attribute(
            "href", "https://example.org"
        )
        await expect(card.get_by_role("img", name="bulb")).to_have_text("💡")
        await expect(card).to_contain_text("Wednesday, 9 February 2022 at 19:30")
        await expect(card).to_contain_text("the fallback")
        await expect(card.get_by_role("cell", name="77 %")).to_be_visible()
        await expect(card.get_by_role("listitem")).to_have_text("A thought")
        await expect(card.get_by_role("combobox", name="Room size")).to_be_visible()
        await expect(card.get_by_role("link", name="A chart from elsewhere")).to_be_visible()
        await expect(card).to_contain_text("A “video” block, which can't be shown here")
        await expect(card.get_by_text("APP")).to_be_visible()
        await shot(page, "page-blocks")


async def test_what_people_write_is_never_markup(open_page: Opener) -> None:
    async with stage() as s:
        await s.act("grace", "say", channel=s.channel(), text="<img src=x onerror=alert(1)> & <!channel>")
        await s.call("chat.postMessage", channel=s.channel(), text="Do <javascript:alert(1)|press> this")
        page = await open_page(at(s))
        await expect(said(page, "<img src=x onerror=alert(1)> & <!channel>")).to_be_visible()
        await expect(said(page, "Do press this").get_by_role("link")).to_have_count(0)
        await expect(page.locator("main img")).to_have_count(0)


async def test_acting_as_someone_else_shows_what_they_see_and_outlasts_a_reload(open_page: Opener) -> None:
    async with stage() as s:
        await s.call(
            "chat.postEphemeral", channel=s.channel(), user=s.person("ada"), text="You sit in room 2."
        )
        page = await open_page(at(s))
        whisper = said(page, "You sit in room 2.")
        await expect(whisper.get_by_text("Only visible to you")).to_be_visible()
        await act_as(page, "Grace Hopper")
        await expect(whisper).to_have_count(0)
        assert page.url.endswith(f"?as={s.person('grace')}#{s.channel()}")
        await page.reload()
        await expect(page.get_by_role("button", name="Acting as Grace Hopper")).to_be_visible()
        await expect(page.get_by_role("heading", name="plenary", exact=True)).to_be_visible()


async def test_people_are_found_by_their_role(open_page: Opener) -> None:
    async with stage() as s:
        page = await open_page(at(s, "grace"))
        await page.get_by_role("button", name="Acting as").press("Enter")
        await page.keyboard.type("analyst")
        await expect(page.get_by_role("option")).to_have_count(1)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Acting as Ada Lovelace")).to_be_visible()


async def test_people_who_are_all_alike_stand_under_no_heading(open_page: Opener) -> None:
    async with stage() as s:
        page = await open_page(at(s))
        await page.get_by_role("button", name="Acting as").click()
        await expect(page.get_by_role("option", name="Ada Lovelace")).to_be_visible()
        await expect(page.get_by_text("Everyone else")).to_have_count(0)


async def test_what_is_open_beside_a_list_stays_open_while_the_list_changes(open_page: Opener) -> None:
    async with stage() as s:
        page = await open_page(at(s))
        await page.set_viewport_size({"width": 900, "height": 300})
        await page.get_by_role("button", name="Acting as").click()
        await page.locator(".places").evaluate("(places) => places.scrollTo(0, 1000)")
        made = (await s.call("conversations.create", name="room-9"))["channel"]["id"]
        await s.call("conversations.invite", channel=made, users=s.person("ada"))
        await expect(page.get_by_role("link", name="room-9")).to_be_attached()
        await page.get_by_role("combobox", name="Act as").fill("Grace")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Acting as Grace").wait_for()


async def test_the_list_of_members_stays_open_while_someone_joins(open_page: Opener) -> None:
    async with stage() as s:
        await s.act("grace", "leave", channel=s.channel())
        page = await open_page(at(s))
        await page.set_viewport_size({"width": 900, "height": 300})
        await page.get_by_role("button", name="2 members").click()
        await page.get_by_role("searchbox", name="Find a member").fill("Tall")
        await s.act("grace", "join", channel=s.channel())
        await expect(page.get_by_role("button", name="3 members")).to_be_visible()
        for at_last in range(20):
            await s.act("grace", "say", channel=s.channel(), text=f"Line {at_last}")
        await expect(said(page, "Line 19")).to_be_in_viewport()
        await page.get_by_role("button", name="Tallier").click()
        await expect(page.get_by_role("dialog", name="tallier")).to_be_visible()


async def test_the_home_of_an_app_is_drawn_when_it_is_opened(open_page: Opener) -> None:
    async with stage(Host()) as s:
        page = await open_page(at(s))
        await page.get_by_role("link", name="Tallier, home").click()
        await expect(page.get_by_role("heading", name="Good evening")).to_be_visible()


async def test_a_picture_carries_its_description(open_page: Opener) -> None:
    async with stage() as s:
        file = {"filename": "map.png", "base64": PICTURE, "alt_text": "A map"}
        await s.act("ada", "upload", channel=s.channel(), **file)
        page = await open_page(at(s))
        await expect(page.get_by_role("img", name="A map")).to_be_visible()


async def test_a_permalink_leads_to_its_message(open_page: Opener) -> None:
    async with stage() as s:
        ts = (await s.act("grace", "say", channel=s.channel("general"), text="Where it began."))["ts"]
        link = (await s.client.chat_getPermalink(channel=s.channel("general"), message_ts=ts))["permalink"]
        await s.call("chat.postMessage", channel=s.channel(), text=f"As <{link}|said before>")
        page = await open_page(at(s))
        await page.get_by_role("link", name="said before").click()
        await expect(said(page, "Where it began.")).to_be_focused()
        assert page.url.endswith(f"#{s.channel('general')}")


async def test_a_phone_shows_one_thing_at_a_time_and_nothing_sideways(open_page: Opener) -> None:
    async with stage() as s:
        await s.call("chat.postMessage", channel=s.channel(), text="Sign up", blocks=SIGN_UP)
        page = await open_page(at(s), **PHONE, dark=True)
        await expect(page.get_by_role("heading", name="Sign up")).to_be_visible()
        assert await nothing_sideways(page)
        await shot(page, "page-phone-dark")
        await expect(page.get_by_role("navigation")).to_be_hidden()
        await page.get_by_role("button", name="Open the list of channels").click()
        await page.get_by_role("link", name="general, channel").click()
        await expect(page.get_by_role("navigation")).to_be_hidden()
        await expect(page.get_by_role("heading", name="general", exact=True)).to_be_visible()
