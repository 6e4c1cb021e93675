"""What goes wrong becomes a calm sentence for one person and a line for the log, never a traceback or somebody's words."""

import asyncio

import pytest

from handlers.slack import answers
from handlers.slack.answers import CALM, SLOW
from handlers.slack.carrier import LATE, PARKED
from tests.support.slack import PLENARY, FakeSlack, event

SECRET = "what somebody wrote"


def breaks(monkeypatch: pytest.MonkeyPatch, slack: FakeSlack, service: str, method: str) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(type(getattr(slack.services, service)), method, broken)


async def test_an_unexpected_failure_is_said_calmly_and_logged_without_words(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaks(monkeypatch, slack, "sessions", "panel")
    ada = slack.person("U1")
    answer = await ada.commands("/consult")
    assert answer.status == 200
    assert ada.told == [LATE, PARKED]
    assert "RuntimeError" in caplog.text
    assert "test_answers.py" in caplog.text
    assert SECRET not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_form_that_fails_stays_open_with_what_was_typed(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, slack, "sessions", "create")
    answer = await slack.person("U1").makes_session()
    assert CALM in answer.body
    assert "U1" in slack.api.forms
    monkeypatch.undo()
    await slack.person("U1").submits(question="Again?", place=PLENARY)
    assert "Again?" in slack.person("U1").told[-1]


async def test_a_form_that_takes_too_long_is_given_up_and_says_so(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(answers, "FORM_SECONDS", 0.01)
    monkeypatch.setattr(type(slack.services.sessions), "create", slow)
    answer = await slack.person("U1").makes_session()
    assert SLOW in answer.body


async def test_everything_else_is_stored_and_may_take_longer_than_slack_waits(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    monkeypatch.setattr(answers, "FORM_SECONDS", 0.0001)
    await slack.person("U0").presses("Yes")
    assert "Yes" in slack.person("U0").told[-1]


async def test_a_private_message_whose_replacement_was_lost_is_replaced_again_and_nothing_else_is_said(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult")
    said = len(organiser.told)
    slack.api.fails("response_url", TimeoutError())
    await organiser.presses("Start wrap-up")
    assert len(slack.api.made("response_url")) >= 2
    assert slack.api.made("chat.postEphemeral") == []
    assert len(organiser.told) <= said + 1


async def test_an_answer_that_can_not_be_given_is_logged_without_its_text(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    ada = slack.person("U1")
    slack.api.fails("response_url", TimeoutError())
    slack.api.refuses("chat.postEphemeral", "fatal_error")
    assert (await ada.commands(f"/consult {SECRET}")).status == 200
    assert "fatal_error" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        {"command": "/consult", "text": "open"},
        {"type": "block_actions", "actions": [{"action_id": "act:open"}]},
        {
            "type": "block_actions",
            "actions": [{"action_id": "act:nosuchact"}],
            "user": {"id": "U1"},
            "team": {"id": "T1"},
        },
        {"type": "block_actions", "actions": [{"action_id": "vote:p1:0"}]},
        {"type": "view_submission", "view": {"type": "modal", "callback_id": "session_form"}},
        event({"type": "reaction_added", "item": {"channel": "C1", "ts": "1.1"}, "reaction": "bulb"}),
        event({"type": "app_home_opened", "tab": "home"}),
    ],
)
async def test_a_payload_that_nobody_sent_is_acknowledged_and_let_be(
    slack: FakeSlack, body: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    assert (await slack.deliver(body)).status == 200
    assert "without effect" in caplog.text
    assert slack.api.calls == []


async def test_what_even_bolt_can_not_read_is_logged_without_texts(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await slack.deliver(
        {"type": "view_submission", "view": {"callback_id": "session_form", "private_metadata": SECRET}}
    )
    assert answer.status == 500
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "said",
    [
        {"channel": None, "ts": "1.1", "text": "x"},
        {"channel": "C1", "ts": "not a time", "text": "x"},
        {"channel": "C1", "subtype": "message_changed", "message": 7},
        {"channel": "C1", "subtype": "channel_join", "user": "U1", "ts": "1.1"},
        {"channel": "C1", "subtype": "message_replied"},
    ],
)
async def test_a_strange_message_event_upsets_nothing(slack: FakeSlack, said: dict[str, object]) -> None:
    assert (await slack.deliver(event({"type": "message", **said}))).status == 200
