"""Each request as the official client really sends it, understood."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from rehearsal.workspace.budgets import Limits
from tests.rehearsal.conformance import data, with_slack_data
from tests.rehearsal.stage import Json, Stage, form, stage

UNKNOWN = {"canvases.create"}
"""Methods of the list that the workspace doesn't have."""

CHANNEL, PERSON, STAMP, FILE = '"C1"', '"U1"', '"1.1"', "F0123456789"


async def sent(s: Stage, shape: Json, replaced: dict[str, str]) -> Json:
    """Send a recorded request with the ids of this workspace in the place of the recorded ones."""
    text = json.dumps({"query": shape["query"], "body": shape["body"]})
    for old, new in replaced.items():
        text = text.replace(old, new).replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1])
    given = json.loads(text)
    token = s.bot.app_token if "xapp" in shape["auth"] else s.bot.bot_token
    headers = {"Authorization": f"Bearer {token}", "Content-Type": shape["content_type"]}
    url = f"{s.address.url}{shape['path']}?{urlencode(given['query'])}"
    async with s.http.request(shape["method"], url, data=given["body"], headers=headers) as answer:
        assert answer.status == 200
        result: Json = await answer.json()
        return result


@with_slack_data
async def test_each_request_of_the_official_client_is_taken_as_it_is_sent() -> None:
    refused = {}
    async with stage(budgets=Limits(on=False)) as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="x"))["ts"]
        upload = await s.client.files_getUploadURLExternal(filename="r.pdf", length=5)
        trigger = s.workspace.tickets.trigger(s.person("ada"), s.bot.app_id)
        room = (await s.client.conversations_create(name="other"))["channel"]["id"]
        replaced = {
            CHANNEL: json.dumps(s.channel()),
            '"U1,U2"': json.dumps(f"{s.person('ada')},{s.person('grace')}"),
            PERSON: json.dumps(s.person("ada")),
            STAMP: json.dumps(ts),
            FILE: upload["file_id"],
            '"trigger_id": "1"': f'"trigger_id": "{trigger}"',
            '{"type": "modal"}': json.dumps(form()),
            '{"type": "home"}': '{"type": "home", "blocks": [{"type": "divider"}]}',
        }
        for shape in data("sdk_request_shapes.json"):
            method = shape["path"].removeprefix("/api/")
            if shape["path"].startswith("/upload/"):
                async with s.http.post(upload["upload_url"], data=shape["body"]) as answer:
                    assert await answer.text() == f"OK - {len(shape['body'])}"
            elif method not in UNKNOWN:
                invited = method == "conversations.invite"
                places = {**replaced, CHANNEL: json.dumps(room)} if invited else replaced
                result = await sent(s, shape, places)
                if not result["ok"]:
                    refused[method] = result

    assert refused == {}


@with_slack_data
async def test_a_method_that_is_not_there_says_so() -> None:
    async with stage() as s:
        for shape in data("sdk_request_shapes.json"):
            if shape["path"].removeprefix("/api/") in UNKNOWN:
                assert (await sent(s, shape, {}))["error"] == "unknown_method"
