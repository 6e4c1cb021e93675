"""No argument of any kind, to a method, an act or the control API, ends in a traceback."""

import pytest

from rehearsal.workspace.api.table import METHODS
from rehearsal.workspace.control.acts import ACTS
from tests.rehearsal.stage import button, stage
from tests.rehearsal.test_workspace_malformed import no_traceback

ODD: list[object] = [
    "",
    0,
    -1,
    1e308,
    True,
    [],
    [[]],
    {},
    {"a": None},
    [{"type": []}],
    "\N{GRINNING FACE}" * 1_000,
    '{"type": {}}',
    '[{"type": "section", "text": []}]',
    "[" * 5_000,
]
# fmt: off
NAMES = [
    "action_id", "alt_txt", "attachments", "blocks", "bot", "channel", "channel_id", "channels",
    "client_id", "client_secret", "code", "count", "cursor", "date", "email", "emoji", "error",
    "external_id", "file", "files", "filename", "force", "hash", "icon_emoji", "include_all",
    "initial_comment", "inclusive", "is_private", "latest", "length", "limit", "link", "markdown_text",
    "message", "message_ts", "metadata", "name", "oldest", "post_at", "prevent_creation", "purpose",
    "reaction", "scheduled_message_id", "text", "thread_ts", "timestamp", "title", "topic",
    "trigger_id", "ts", "type", "types", "unfurl_links", "user", "user_id", "username", "users",
    "usergroup", "view", "view_id",
]
# fmt: on


@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value)[:20])
async def test_no_argument_of_any_kind_makes_a_method_stumble(
    value: object, caplog: pytest.LogCaptureFixture
) -> None:
    stumbled = {}
    async with stage() as s:
        posted = await s.client.chat_postMessage(channel=s.channel(), text="Here", blocks=[button()])
        real = {"channel": s.channel(), "ts": posted["ts"], "user": s.person("ada"), "users": s.person("ada")}
        for name, method in METHODS.items():
            token = s.bot.app_token if method.by == "app" else s.bot.bot_token
            for given in (dict.fromkeys(NAMES, value), dict.fromkeys(NAMES, value) | real):
                headers = {"Authorization": f"Bearer {token}"}
                url = s.address.api_url + name
                async with s.http.post(url, json=given, headers=headers) as answer:
                    if answer.status not in {200, 429} or "ok" not in await answer.json():
                        stumbled[name] = answer.status

    assert stumbled == {}
    no_traceback(caplog)


@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value)[:20])
async def test_no_argument_of_any_kind_makes_an_act_stumble(
    value: object, caplog: pytest.LogCaptureFixture
) -> None:
    stumbled = {}
    names = (
        *NAMES,
        "place",
        "block_id",
        "action_id",
        "value",
        "values",
        "callback_id",
        "app",
        "base64",
        "all",
    )
    async with stage() as s:
        posted = await s.client.chat_postMessage(channel=s.channel(), text="Here", blocks=[button()])
        real = {"channel": s.channel(), "ts": posted["ts"], "app": s.bot.app_id}
        for do in ACTS:
            for given in (dict.fromkeys(names, value), dict.fromkeys(names, value) | real):
                body = {**given, "as": s.person("ada"), "do": do}
                async with s.http.post(s.address.url + "/control/act", json=body) as answer:
                    if answer.status != 200:
                        stumbled[do] = answer.status
        for person in (value, s.person("ada")):
            async with s.http.post(
                s.address.url + "/control/act", json={"as": person, "do": value}
            ) as answer:
                assert answer.status == 200

    assert stumbled == {}
    no_traceback(caplog)


CONTROLS = {
    "people": ("people",),
    "channels": ("channels",),
    "load": ("people", "channels", "messages", "version"),
    "delivery": ("app", "socket_mode", "request_url", "events_an_hour", "events_on"),
    "disconnect": ("reason", "socket", "app"),
    "again": ("event_id", "attempt", "reason"),
    "clock": ("mode", "advance"),
    "budgets": ("on", "methods", "channel"),
    "faults": ("fault", "method", "times"),
}
"""What each address of the control API reads first."""


async def test_no_value_of_any_kind_makes_the_control_api_stumble(caplog: pytest.LogCaptureFixture) -> None:
    entries = [[{"name": value, "as": value, "members": value, "channel": value}] for value in ODD]
    stumbled = []
    async with stage() as s:
        for path, names in CONTROLS.items():
            for value in [*ODD, *entries]:
                for name in names:
                    async with s.http.post(f"{s.address.url}/control/{path}", json={name: value}) as answer:
                        if answer.status != 200 or "Error(" in await answer.text():
                            stumbled.append((path, name, value))

    assert stumbled == []
    no_traceback(caplog)
