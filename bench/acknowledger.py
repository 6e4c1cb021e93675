"""A bot that does nothing but acknowledge, as a process of its own: ``raw`` on the bare wire, the others with the framework.

``bolt`` acknowledges before the response goes out (`process_before_response`), ``stock`` is the framework as it comes; both over a socket,
or over HTTP where PORT is set.
"""

import asyncio
import json
import os
import re
import sys

import aiohttp
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
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
    await _serve(process_before_response=True)


async def stock() -> None:
    """The same as the framework does it by default: it looks every ten milliseconds whether the listener has acknowledged."""
    await _serve(process_before_response=False)


async def _serve(*, process_before_response: bool) -> None:
    async def us() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT")

    app = AsyncApp(
        client=AsyncWebClient(base_url=os.environ["SLACK_API_URL"]),
        authorize=us,
        signing_secret=os.environ.get("SLACK_SIGNING_SECRET"),
        process_before_response=process_before_response,
    )

    @app.action(re.compile("^(press$|vote:)"))
    async def press(ack: AsyncAck) -> None:
        await ack()

    if port := os.environ.get("PORT"):
        runner = web.AppRunner(app.web_app(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    else:
        handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
        await handler.connect_async()  # type: ignore[no-untyped-call]  # the framework leaves it so
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run({"raw": raw, "bolt": bolt, "stock": stock}[sys.argv[1]]())
