"""A bot that does nothing but acknowledge, as a process of its own: ``raw`` on the bare wire, ``bolt`` with the framework."""

import asyncio
import json
import os
import sys

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def raw() -> None:
    """Acknowledge every envelope of one socket."""
    headers = {"Authorization": f"Bearer {os.environ['SLACK_APP_TOKEN']}"}
    async with aiohttp.ClientSession() as http:
        async with http.post(
            os.environ["SLACK_API_URL"] + "apps.connections.open", headers=headers
        ) as answer:
            url = (await answer.json())["url"]
        async with http.ws_connect(url) as socket:
            await socket.receive_json()
            print("ready", flush=True)
            async for frame in socket:
                envelope_id = json.loads(frame.data).get("envelope_id")
                if envelope_id:
                    await socket.send_str(f'{{"envelope_id":"{envelope_id}"}}')


async def bolt() -> None:
    """Acknowledge presses with one listener, before the response goes out."""
    client = AsyncWebClient(token=os.environ.pop("SLACK_BOT_TOKEN"), base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, process_before_response=True)

    @app.action("press")
    async def press(ack: AsyncAck) -> None:
        await ack()

    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    await handler.connect_async()  # type: ignore[no-untyped-call]  # the framework leaves it so
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run({"raw": raw, "bolt": bolt}[sys.argv[1]]())
