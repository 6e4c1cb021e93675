"""Blocks and a small bot for the tests of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from tests.rehearsal.stage import Json


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def words(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def options(*names: str) -> list[Json]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def field(block_id: str, label: str, element: Json, **more: object) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "it", **element},
        **more,
    }


SIGN_UP: list[Json] = [
    {"type": "header", "text": plain("Sign up for session 1 :mega:")},
    {
        "type": "section",
        "text": words(
            "*The role of the GP*, _with care_ and ~haste~. See <https://example.org|the paper>, and do ask :bulb:"
        ),
    },
    {
        "type": "section",
        "fields": [
            words("*When*\n<!date^1644435000^{date_long} at {time}|on paper>"),
            words("*Odd*\n<!date^1644435000^{nonsense}|the fallback>"),
        ],
    },
    {"type": "context", "elements": [words("Sign-up closes an hour before.")]},
    {"type": "divider"},
    {
        "type": "actions",
        "block_id": "choices",
        "elements": [
            {"type": "button", "action_id": "join", "style": "primary", "text": plain("Join")},
            {
                "type": "static_select",
                "action_id": "size",
                "placeholder": plain("Room size"),
                "options": options("Ten", "Thirty"),
            },
            {"type": "overflow", "action_id": "more", "options": options("Who joined")},
        ],
    },
    {"type": "image", "image_url": "https://example.org/elsewhere.png", "alt_text": "A chart from elsewhere"},
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Item"}, {"type": "raw_text", "text": "Agree"}],
            [{"type": "raw_text", "text": "PCNs"}, {"type": "raw_text", "text": "77 %"}],
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "A thought"}]}
                ],
            }
        ],
    },
    {
        "type": "video",
        "alt_text": "A film",
        "title": plain("A film"),
        "thumbnail_url": "https://example.org/film.png",
        "video_url": "https://example.org/film",
    },
]

JOIN: Json = {
    "type": "modal",
    "callback_id": "join",
    "title": plain("Join the session"),
    "submit": plain("Send"),
    "close": plain("Not now"),
    "blocks": [
        field(
            "theme",
            "First choice",
            {"type": "static_select", "options": options("Premises", "Workforce")},
            hint=plain("Most people get theirs."),
        ),
        field("role", "Role", {"type": "radio_buttons", "options": options("Partner", "Nurse")}),
        field("practice", "Practice", {"type": "plain_text_input"}),
        field("with", "Sit with", {"type": "multi_users_select"}, optional=True),
        field(
            "starts", "Starts at", {"type": "datetimepicker", "initial_date_time": 1644435000}, optional=True
        ),
        field("count", "Room size", {"type": "number_input", "is_decimal_allowed": False}, optional=True),
    ],
}


def poll(votes: int) -> list[Json]:
    buttons = [
        {"type": "button", "action_id": f"vote-{name}", "text": plain(name), "value": name}
        for name in ("Agree", "Disagree")
    ]
    return [
        {"type": "section", "block_id": "bars", "text": words(f"Agree: {votes}")},
        {"type": "actions", "block_id": "votes", "elements": buttons},
    ]


class Host:
    """A bot that opens a form at /tally, refuses its first answer, counts votes and has a home."""

    def __init__(self) -> None:
        self.sent: list[Json] = []
        self.votes = 0

    def __call__(self, app: AsyncApp) -> None:
        app.command("/tally")(self.form)
        app.view("join")(self.take)
        app.action(re.compile("vote-.*"))(self.vote)
        app.event("app_home_opened")(self.home)
        app.event("message")(self.hear)

    async def form(self, ack: Any, body: Json, client: Any) -> None:  # noqa: ANN401 -- the framework's own objects
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=JOIN)

    async def take(self, ack: Any, view: Json) -> None:  # noqa: ANN401 -- the framework's callable has no type
        self.sent.append(view["state"]["values"])
        if len(self.sent) == 1:
            await ack(response_action="errors", errors={"practice": "There is no such practice."})
        else:
            await ack()

    async def vote(self, ack: Any, body: Json, client: Any) -> None:  # noqa: ANN401 -- the framework's own objects
        await ack()
        self.votes += 1
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        await client.chat_update(**place, text="A poll", blocks=poll(self.votes))

    async def home(self, event: Json, client: Any) -> None:  # noqa: ANN401 -- the framework's own objects
        view = {"type": "home", "blocks": [{"type": "header", "text": plain("Good evening")}]}
        await client.views_publish(user_id=event["user"], view=view)

    async def hear(self) -> None:
        """Take no notice: what people say is none of this bot's business."""
