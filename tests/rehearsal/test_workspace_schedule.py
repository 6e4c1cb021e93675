"""Messages for later."""

import pytest

from tests.rehearsal.stage import NOON, Stage, refusal, stage

SOON = int(NOON) + 600


async def later(s: Stage, at: int = SOON, text: str = "Begin") -> str:
    answer = await s.client.chat_scheduleMessage(channel=s.channel(), post_at=at, text=text)
    return str(answer["scheduled_message_id"])


async def test_a_message_waits_for_its_moment_and_is_posted_then() -> None:
    async with stage(at=NOON) as s:
        message_id = await later(s)
        waiting = (await s.client.chat_scheduledMessages_list())["scheduled_messages"]
        await s.advance(599)
        before = await s.seen("ada")
        await s.advance(1)
        after = await s.seen("ada")

        assert [(w["id"], w["post_at"], w["text"]) for w in waiting] == [(message_id, SOON, "Begin")]
        assert before == []
        assert [(m["text"], m["bot_id"]) for m in after] == [("Begin", s.bot.bot_id)]
        assert (await s.client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_message_taken_back_in_time_is_never_posted() -> None:
    async with stage(at=NOON) as s:
        first, second = await later(s), await later(s)
        await s.client.chat_deleteScheduledMessage(channel=s.channel(), scheduled_message_id=first)
        await s.advance(560)
        late = s.client.chat_deleteScheduledMessage(channel=s.channel(), scheduled_message_id=second)
        assert await refusal(late) == "invalid_scheduled_message_id"
        await s.advance(60)

        assert len(await s.seen("ada")) == 1


async def test_a_message_to_a_channel_that_is_gone_by_then_is_dropped() -> None:
    async with stage(at=NOON) as s:
        await later(s)
        await s.client.conversations_archive(channel=s.channel())
        await s.advance(600)

        assert [m["subtype"] for m in await s.seen("ada")] == ["channel_archive"]


@pytest.mark.parametrize(
    ("moment", "error"),
    [
        (str(int(NOON)), "time_in_past"),
        (str(SOON + 120 * 86400), "time_too_far"),
        ("noon", "invalid_arguments"),
        ("", "invalid_time"),
    ],
)
async def test_a_moment_that_slack_refuses_is_refused(moment: str, error: str) -> None:
    async with stage(at=NOON) as s:
        schedule = {"channel": s.channel(), "text": "x", "post_at": moment}
        assert await refusal(s.client.api_call("chat.scheduleMessage", params=schedule)) == error


async def test_five_minutes_of_a_channel_take_thirty_messages() -> None:
    async with stage(at=NOON) as s:
        for _ in range(30):
            await later(s)
        assert (
            await refusal(s.client.chat_scheduleMessage(channel=s.channel(), post_at=SOON, text="x"))
            == "restricted_too_many"
        )
