"""Each thing that Slack delivers takes effect once, however often, when and where it is delivered."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from handlers.slack.payloads import delivery_key
from tests.support.slack import PLENARY, Body, FakeSlack, event


async def deliveries(slack: FakeSlack) -> dict[str, Body]:
    """One of each kind, none of them delivered yet."""
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    said = await slack.person("U0").says(slack.rooms()[0], "Important")
    await organiser.commands("/consult poll")
    return {
        "command": organiser.command('/consult poll "Once?"', PLENARY),
        "vote": slack.person("U0").press("Yes"),
        "act": organiser.press("Start wrap-up"),
        "form": organiser.submission(question="Once?", kind="agreement", audience="plenary"),
        "reaction": slack.facilitator_of(slack.rooms()[0]).reaction(said, "bulb"),
        "home": event({"type": "app_home_opened", "user": "U0", "tab": "home", "event_ts": "1.1"}),
    }


@pytest.mark.parametrize("kind", ["command", "vote", "act", "form", "reaction", "home"])
async def test_a_delivery_repeated_has_no_second_effect(slack: FakeSlack, kind: str) -> None:
    body = (await deliveries(slack))[kind]
    assert (await slack.deliver(body)).status == 200
    calls, privates = len(slack.api.calls), len(slack.api.privates)
    answers = [await slack.deliver(body) for _ in range(3)]
    slack.start()
    answers += [await slack.deliver(body)]
    assert {answer.status for answer in answers} == {200}
    assert (len(slack.api.calls), len(slack.api.privates)) == (calls, privates)


@pytest.mark.parametrize("kind", ["command", "vote", "act", "form", "reaction"])
async def test_deliveries_at_the_same_moment_have_one_effect(slack: FakeSlack, kind: str) -> None:
    body = (await deliveries(slack))[kind]
    calls = len(slack.api.calls)
    answers = await asyncio.gather(*(slack.deliver(body) for _ in range(4)))
    assert {answer.status for answer in answers} == {200}
    assert len(slack.api.calls) - calls == (0 if kind == "reaction" else 1)


async def test_a_first_delivery_that_calls_itself_a_repeat_is_taken(slack: FakeSlack) -> None:
    """Slack's own first try may be the one that was lost."""
    ada = slack.person("U1")
    await slack.deliver({**ada.command("/consult help"), "retry_attempt": 2})
    assert len(ada.told) == 1


async def test_an_event_that_failed_is_not_acknowledged_and_taken_when_it_comes_again(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (await deliveries(slack))["reaction"]
    tag = type(slack.services.notes).tag

    async def broken(*_: object) -> bool:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(type(slack.services.notes), "tag", broken)
    assert (await slack.deliver(body)).status == 500
    monkeypatch.setattr(type(slack.services.notes), "tag", tag)
    assert (await slack.deliver(body)).status == 200
    async with slack.storage.look() as work:
        session = (await work.sessions.at("slack:T1", PLENARY))[-1]  # type: ignore[arg-type]  # opaque names
        assert len(await work.notes.all(session.id)) == 1


async def test_two_presses_are_two_presses(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.commands("/consult help")
    await ada.commands("/consult help")
    assert len(ada.told) == 2


def test_a_form_is_named_by_its_view_however_often_it_is_sent() -> None:
    sent = {"type": "view_submission", "view": {"id": "V1", "hash": "1.a"}, "trigger_id": "1"}
    assert delivery_key(sent) == delivery_key({**sent, "trigger_id": "2"})


async def test_what_bears_no_name_is_always_taken(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    for _ in range(2):
        await slack.deliver({**ada.command("/consult help"), "trigger_id": ""})
    assert len(ada.told) == 2


async def test_what_slack_can_repeat_no_more_is_forgotten(slack: FakeSlack) -> None:
    await slack.deliveries.remember(["old"], datetime.now(UTC) - timedelta(days=3))
    await slack.deliveries.remember(["young"], datetime.now(UTC) - timedelta(days=1))
    await slack.person("U1").commands("/consult help")
    known = await slack.deliveries.newest(100)
    assert "old" not in known
    assert "young" in known
