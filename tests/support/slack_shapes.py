"""Payloads in Slack's own shape, and what can be pressed in what was shown."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tests.support.slack_api import BOT, TEAM
from tests.support.slack_lookups import Body

_EVENTS = iter(range(1, 1_000_000))


def event(inner: Mapping[str, Any]) -> Body:
    """An event in its envelope."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event": dict(inner),
        "type": "event_callback",
        "event_id": f"Ev{next(_EVENTS)}",
        "event_time": 1_795_287_600,
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "is_ext_shared_channel": False,
    }


def buttons_of(body: Body) -> Iterator[tuple[str, Body]]:
    """Every button of a message or view, and every entry behind three dots, with the block it is in."""
    for block in body.get("blocks", ()):
        inside = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        yield from ((block["block_id"], one) for one in inside if one.get("type") == "button")
        menus = [one for one in inside if one.get("type") == "overflow"]
        yield from ((block["block_id"], entry) for menu in menus for entry in _entries(menu))


def _entries(menu: Body) -> Iterator[Body]:
    for option in menu["options"]:
        yield {**menu, "text": option["text"], "selected_option": option}


def state_of(element: Body, value: object) -> Body:
    kind = element["type"]
    if kind in ("plain_text_input", "number_input"):
        return {"type": kind, "value": value if value is not None else element.get("initial_value")}
    if kind in ("static_select", "radio_buttons"):
        return {"type": kind, "selected_option": _option(element, value)}
    if kind in ("checkboxes", "multi_static_select"):
        return {"type": kind, "selected_options": _ticked(element, value)}
    if kind == "datetimepicker":
        moment = int(value.timestamp()) if isinstance(value, datetime) else element.get("initial_date_time")
        return {"type": kind, "selected_date_time": moment}
    if kind in ("multi_users_select", "file_input"):
        return {"type": kind, **_several(element, value)}
    assert kind == "conversations_select"
    return {"type": kind, "selected_conversation": value or element.get("initial_conversation")}


def _several(element: Body, value: object) -> Body:
    if element["type"] == "file_input":
        return {"files": [{"id": value, "name": "a.csv"}] if value else []}
    return {"selected_users": value if value is not None else element.get("initial_users", [])}


def _ticked(element: Body, value: object) -> list[Body]:
    if value is None:
        initial: list[Body] = element.get("initial_options", [])
        return initial
    options: list[Body] = element["options"]
    if isinstance(value, bool):
        return options if value else []
    assert isinstance(value, list)
    return [one for one in options if one["value"] in value or one["text"]["text"] in value]


def _option(element: Body, value: object) -> Body | None:
    options = [
        *element.get("options", ()),
        *(one for group in element.get("option_groups", ()) for one in group["options"]),
    ]
    if value is None:
        chosen: Body | None = element.get("initial_option")
        return chosen
    found: Body = next(one for one in options if value in (one["value"], one["text"]["text"]))
    return found
