"""The way out to Slack, where many answer at once."""

import asyncio
from typing import TYPE_CHECKING, cast

import pytest
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.slack.client import ANSWERS_AT_ONCE, SlackClient
from handlers.slack.pacer import Pacer

if TYPE_CHECKING:
    import aiohttp

CONNECTIONS = 100
"""How many connections aiohttp keeps open in a session; who waits for one has three seconds."""


async def test_thousands_of_answers_wait_their_turn_and_leave_connections_for_other_calls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under_way, most = 0, 0

    async def send(_: AsyncWebhookClient, body: object) -> WebhookResponse:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        for _turn in range(3):
            await asyncio.sleep(0)
        under_way -= 1
        return WebhookResponse(url="", status_code=200, body=str(body), headers={})

    monkeypatch.setattr(AsyncWebhookClient, "send_dict", send)
    client = SlackClient("xoxb-test", "https://slack.test/api/", cast("aiohttp.ClientSession", None), Pacer())
    answered = await asyncio.gather(*(client.respond("https://slack.test/", {}) for _ in range(1000)))
    assert all(answered)
    assert most == ANSWERS_AT_ONCE
    assert most <= CONNECTIONS // 2
