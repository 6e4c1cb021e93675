"""Slack's own payloads, and whatever else may come in their place."""

import contextlib
import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.model.panel import Act
from consultation.model.references import PersonRef
from handlers.slack.messages import RecentMessages, Us
from handlers.slack.payloads import (
    asker_of,
    command_of,
    delivery_key,
    home_opened_by,
    press_of,
    reaction_of,
    submission_of,
)
from handlers.slack.poll_payloads import closing_of, vote_of
from handlers.slack.raw import Json, Unreadable
from tests.support.slack import FakeSlack
from tests.support.slack_data import SLACK

here = pytest.mark.skipif(not SLACK.exists(), reason="Slack's payloads are not here (../shared/slack)")

PAYLOADS = sorted((SLACK / "payloads").glob("*.json")) if SLACK.exists() else []
ENVELOPES = [
    "slash_commands",
    "interactive_block_actions",
    "interactive_shortcut",
    "events_api_event_callback_message",
]


def body_in(path: Path) -> dict[str, Any]:
    body = json.loads(path.read_text(encoding="utf-8"))["body"]
    return dict(parse_qsl(body)) if isinstance(body, str) else body


@here
@pytest.mark.parametrize("path", PAYLOADS, ids=lambda path: path.stem)
async def test_no_payload_of_slacks_upsets_the_bot(slack: FakeSlack, path: Path) -> None:
    assert (await slack.deliver(body_in(path))).status in (200, 404)  # 404: nothing here listens to it


@here
@pytest.mark.parametrize("name", ENVELOPES)
async def test_no_envelope_of_slacks_upsets_the_bot(slack: FakeSlack, name: str) -> None:
    envelope = json.loads((SLACK / "socket_mode" / f"{name}.json").read_text(encoding="utf-8"))
    assert (await slack.deliver(envelope["payload"])).status in (200, 404)


@here
def test_ours_have_the_shape_of_slacks(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    ours = ada.command("/consult help")
    theirs = body_in(SLACK / "payloads" / "slash_command__slash_command_body.json")
    assert set(theirs) - set(ours) <= {"enterprise_id", "enterprise_name"}


def command(text: str) -> dict[str, str]:
    return {"team_id": "T1", "user_id": "U1", "channel_id": "C1", "channel_name": "general", "text": text}


@pytest.mark.parametrize(
    ("text", "act", "rest"),
    [
        ("", Act.STATUS, ""),
        ("   ", Act.STATUS, ""),
        ("rooms", Act.ROOMS, ""),
        ("ROOMS now please", Act.ROOMS, "now please"),
        ("wrap-up", Act.WRAP_UP, ""),
        ("wrap up", Act.WRAP_UP, "up"),
        ("?", Act.HELP, ""),
        ("poll &lt;b&gt; &amp; &amp;amp;", Act.POLL, "<b> & &amp;"),
        ("dance with me", Act.HELP, "dance"),
        ("help.", Act.HELP, ""),
        ("👩‍⚕️", Act.HELP, "👩‍⚕️"),
    ],
)
def test_what_follows_the_command_is_an_act_and_its_words(text: str, act: Act, rest: str) -> None:
    press = command_of(command(text))
    assert (press.act, press.text) == (act, rest)


def test_in_direct_messages_there_is_no_channel_to_act_in() -> None:
    for name in ("directmessage", "mpdm-ada--grace-1"):
        assert asker_of({**command(""), "channel_name": name}).place == ""


def test_the_workspace_is_the_one_the_app_is_installed_in() -> None:
    """A person of another organisation in a shared channel acts in ours."""
    visitor = {"user": {"id": "U9", "team_id": "T9"}, "team": {"id": "T9"}}
    assert asker_of({**visitor, "view": {"app_installed_team_id": "T1"}}).actor.tenant == "slack:T1"
    event = {"type": "reaction_added", "user": "U9", "item": {"channel": "C", "ts": "1.1"}, "event_ts": "2.2"}
    seen = reaction_of({"team_id": "T9", "authorizations": [{"team_id": "T1"}], "event": event})
    assert seen is not None
    assert seen.actor.tenant == "slack:T1"


def test_every_kind_of_field_is_read() -> None:
    values = {
        "question": {"value": {"type": "plain_text_input", "value": "Why?"}},
        "kind": {"value": {"type": "radio_buttons", "selected_option": {"value": "choice"}}},
        "starts_at": {"value": {"type": "datetimepicker", "selected_date_time": 1_795_287_600}},
        "co": {"value": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
        "place": {"another": {"type": "conversations_select", "selected_conversation": "C9"}},
        "box": {"value": {"type": "checkboxes", "selected_options": [{"value": "x"}]}},
        "empty": {"value": {"type": "plain_text_input", "value": None}},
    }
    view = {
        "state": {"values": values},
        "blocks": [{"type": "input", "block_id": "question"}, {"type": "section"}],
    }
    form = submission_of({"user": {"id": "U1"}, "team": {"id": "T1"}, "view": view})
    assert (form.text("question"), form.text("kind"), form.text("empty"), form.text("none")) == (
        "Why?",
        "choice",
        "",
        "",
    )
    assert form.moment("starts_at") == datetime.fromtimestamp(1_795_287_600, UTC)
    assert form.people("co") == (PersonRef("U1"), PersonRef("U2"))
    assert (form.place("place"), form.ticked("box"), form.ticked("empty")) == ("C9", True, False)
    assert form.fields == ("question",)


@given(st.integers())
def test_a_date_that_no_calendar_holds_is_no_date(seconds: int) -> None:
    values = {"starts_at": {"value": {"selected_date_time": seconds}}}
    form = submission_of({"user": {"id": "U1"}, "team": {"id": "T1"}, "view": {"state": {"values": values}}})
    moment = form.moment("starts_at")
    assert moment is None or moment.timestamp() == seconds


READERS: list[Callable[[Json], object]] = [
    asker_of,
    closing_of,
    command_of,
    delivery_key,
    home_opened_by,
    press_of,
    reaction_of,
    submission_of,
    vote_of,
    lambda body: RecentMessages(Us("T", "U", "B", "https://x/")).hear(body),
]
KEYS = [
    "event",
    "user",
    "team",
    "id",
    "view",
    "actions",
    "channel",
    "type",
    "ts",
    "message",
    "subtype",
    "item",
    "state",
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["act:open", "vote:a:1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_whatever_comes_is_read_or_unreadable(body: dict[str, Any]) -> None:
    for read in READERS:
        with contextlib.suppress(Unreadable):
            read(body)


@here
@given(st.sampled_from(PAYLOADS or [Path()]), st.data())
def test_a_damaged_payload_of_slacks_is_read_or_unreadable(path: Path, data: st.DataObject) -> None:
    body = copy.deepcopy(body_in(path))
    node: Any = body
    for _ in range(data.draw(st.integers(0, 4))):
        if not isinstance(node, dict) or not node:
            break
        key = data.draw(st.sampled_from(sorted(node)))
        if data.draw(st.booleans()):
            node[key] = data.draw(JSON)
            break
        node = node[key]
    for read in READERS:
        with contextlib.suppress(Unreadable):
            read(body)
