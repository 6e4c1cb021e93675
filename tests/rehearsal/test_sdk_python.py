"""The official Python SDK, as it comes, against the workspace: once without and once with asyncio."""

import asyncio
from typing import TYPE_CHECKING

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from tests.rehearsal.stage import Json, Stage, button, form, stage
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURE = b"\x89PNG\r\n\x1a\n picture"


async def acted(s: Stage, ts: str) -> Json:
    """Let ada press the button, fill in the form that opens, and return what came of it."""
    place = {"channel": s.channel(), "ts": ts}
    await s.act("ada", "click", **place, block_id="buttons", action_id="press")
    (view,) = (await s.state("ada"))["views"]
    return await s.act("ada", "submit", view_id=view["id"], values={"word": {"text": "Hello"}})


def check(seen: dict[str, Json], people: list[str], pages: list[int]) -> None:
    """Hold what both scripts leave behind: a changed message with a reaction, a form's word, a picture."""
    assert seen.keys() == {"Second", "Hello", ""}
    assert [(r["name"], r["count"]) for r in seen["Second"]["reactions"]] == [("eyes", 1)]
    assert [file["title"] for file in seen[""]["files"]] == ["A picture"]
    assert sorted(people) == ["ada", "grace", "tallier"]
    assert pages == [1, 1, 1]


async def test_the_asynchronous_client_and_framework_do_all_that_a_bot_does() -> None:
    async def press(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        # Acknowledged last, so that who pressed sees the form as soon as their press has been answered.
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await ack()

    async def submitted(ack: AsyncAck, view: Json, client: AsyncWebClient) -> None:
        word = view["state"]["values"]["word"]["text"]["value"]
        await client.chat_postMessage(channel=channel, text=word)
        await ack()

    def listeners(app: AsyncApp) -> None:
        app.action("press")(press)
        app.view("words")(submitted)

    async with stage(listeners) as s:
        channel, client = s.channel(), s.client
        posted = await client.chat_postMessage(channel=channel, text="First", blocks=[button()])
        ts = posted["ts"]
        await client.chat_update(channel=channel, ts=ts, text="Second", blocks=[button()])
        sent = await acted(s, ts)
        await client.reactions_add(channel=channel, timestamp=ts, name="eyes")
        upload = await client.files_upload_v2(
            channel=channel, content=PICTURE, filename="a.png", title="A picture"
        )
        people, pages = [], []
        async for page in await client.users_list(limit=1):
            people += [member["name"] for member in page["members"]]
            pages.append(len(page["members"]))
        check(await posts(s), people, pages)

    assert sent["ok"]
    assert upload["file"]["id"]


async def test_the_synchronous_client_and_framework_do_the_same() -> None:
    def press(ack: Ack, body: Json, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=form())
        ack()

    def submitted(ack: Ack, view: Json, client: WebClient) -> None:
        client.chat_postMessage(channel=channel, text=view["state"]["values"]["word"]["text"]["value"])
        ack()

    def before(client: WebClient) -> str:
        posted = client.chat_postMessage(channel=channel, text="First", blocks=[button()])
        ts: str = posted["ts"]
        client.chat_update(channel=channel, ts=ts, text="Second", blocks=[button()])
        return ts

    def after(client: WebClient, ts: str) -> tuple[list[str], list[int]]:
        client.reactions_add(channel=channel, timestamp=ts, name="eyes")
        client.files_upload_v2(channel=channel, content=PICTURE, filename="a.png", title="A picture")
        pages = [page["members"] for page in client.users_list(limit=1)]
        return [member["name"] for page in pages for member in page], [len(page) for page in pages]

    async with stage() as s:
        channel = s.channel()
        client = WebClient(token=s.bot.bot_token, base_url=s.address.api_url)
        handler = await asyncio.to_thread(connected, client, s.bot.app_token, press, submitted)
        try:
            ts = await asyncio.to_thread(before, client)
            sent = await acted(s, ts)
            people, pages = await asyncio.to_thread(after, client, ts)
            check(await posts(s), people, pages)
        finally:
            await asyncio.to_thread(handler.close)

    assert sent["ok"]


def connected(
    client: WebClient, app_token: str, press: "Callable[..., None]", submitted: "Callable[..., None]"
) -> SocketModeHandler:
    app = App(client=client)
    app.action("press")(press)
    app.view("words")(submitted)
    handler = SocketModeHandler(app, app_token)
    handler.connect()  # type: ignore[no-untyped-call]  # the framework leaves it so
    return handler


async def posts(s: Stage) -> dict[str, Json]:
    """Return the bot's messages by their text, as soon as all three are there."""
    async with asyncio.timeout(SECONDS):
        while len(seen := await s.seen("grace")) < 3:
            pass
    return {message["text"]: message for message in seen}
