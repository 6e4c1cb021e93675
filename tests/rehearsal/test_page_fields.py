"""Fields that need more than typing: menus whose choices the app offers, and files."""

from typing import Any

from playwright.async_api import Page, expect

from tests.rehearsal.page_content import field, options, plain
from tests.rehearsal.stage import Json, Stage, stage
from tests.support.browser import MARKS, Opener

pytestmark = MARKS

TOWNS = ("Leeds", "Leicester", "London")


class Registrar:
    """A bot that opens a form at /tally, offers towns while one types, and keeps what comes."""

    def __init__(self) -> None:
        self.sent: list[Json] = []

    def __call__(self, app: Any) -> None:  # noqa: ANN401 -- the framework's own object
        app.command("/tally")(self.open)
        app.options("town")(self.offer)
        app.view("register")(self.take)

    async def open(self, ack: Any, body: Json, client: Any) -> None:  # noqa: ANN401 -- the framework's own objects
        await ack()
        blocks = [
            field("home", "Town", {"type": "external_select", "action_id": "town", "min_query_length": 1}),
            field("papers", "Papers", {"type": "file_input", "max_files": 2, "filetypes": ["txt"]}),
        ]
        view = {"type": "modal", "callback_id": "register", "title": plain("Register"), "blocks": blocks}
        await client.views_open(trigger_id=body["trigger_id"], view={**view, "submit": plain("Send")})

    async def offer(self, ack: Any, payload: Json) -> None:  # noqa: ANN401 -- the framework's callable has no type
        found = [town for town in TOWNS if town.lower().startswith(payload["value"].lower())]
        await ack(options=options(*found))

    async def take(self, ack: Any, view: Json) -> None:  # noqa: ANN401 -- the framework's callable has no type
        self.sent.append(view["state"]["values"])
        await ack()


async def opened(s: Stage, open_page: Opener) -> Page:
    page = await open_page(f"{s.address.url}/?as={s.person('ada')}#{s.channel()}")
    await page.get_by_role("textbox", name="Message #plenary").fill("/tally")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Register")).to_be_visible()
    return page


async def test_an_app_offers_choices_while_one_types_and_files_go_with_the_form(open_page: Opener) -> None:
    registrar = Registrar()
    async with stage(registrar) as s:
        page = await opened(s, open_page)
        town = page.get_by_role("combobox", name="Town")
        await town.click()
        await expect(page.get_by_role("option")).to_have_text("Type a letter or more")
        await town.press_sequentially("Le")
        await expect(page.get_by_role("option")).to_have_text(["Leeds", "Leicester"])
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(town).to_have_value("Leicester")
        papers = page.get_by_label("Papers")
        for name in ("one.txt", "two.txt"):
            await papers.set_input_files({"name": name, "mimeType": "text/plain", "buffer": b"Words"})
            await expect(page.get_by_text(name)).to_be_visible()
        await expect(papers).to_be_disabled()
        await page.get_by_role("button", name="Remove one.txt").click()
        await page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
        (values,) = registrar.sent
        assert values["home"]["town"]["selected_option"]["value"] == "leicester"
        assert [file["name"] for file in values["papers"]["it"]["files"]] == ["two.txt"]


async def test_words_for_which_nothing_is_offered_are_told_so(open_page: Opener) -> None:
    async with stage(Registrar()) as s:
        page = await opened(s, open_page)
        await page.get_by_role("combobox", name="Town").press_sequentially("Paris")
        await expect(page.get_by_role("option")).to_have_text("Nothing matches")
