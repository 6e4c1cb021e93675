import asyncio
import ssl
from collections import Counter
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from handlers.slack.pacer import (
    A_MINUTE,
    PATIENCE_DEFAULT,
    PATIENCE_MOST,
    TIERS,
    Pacer,
    Urgency,
    at_urgency,
    budget,
    code_of,
    pause_after,
    retry_after,
)
from tests.support.slack import FakeTime
from tests.support.slack_errors import refused


class Line:
    """A way to Slack that answers with these troubles first, and notes when it was called."""

    def __init__(self, *troubles: Exception) -> None:
        self.time, self.troubles = FakeTime(), list(troubles)
        self.pacer = Pacer(self.time)
        self.called: list[float] = []

    async def send(self) -> str:
        self.called.append((self.time.now() - FakeTime().at).total_seconds())
        if self.troubles:
            raise self.troubles.pop(0)
        return "done"

    async def calls(self, method: str, channel: str = "") -> str:
        return await self.pacer.carry(method, channel, self.send)


@pytest.mark.parametrize("method", TIERS)
async def test_no_minute_holds_more_calls_of_a_method_than_slack_allows(method: str) -> None:
    line = Line()
    for _ in range(3 * A_MINUTE[TIERS[method]]):
        await line.calls(method)
    for start in line.called:
        assert sum(start <= at < start + 60 for at in line.called) <= max(A_MINUTE[TIERS[method]], 2)


async def test_a_small_burst_goes_out_at_once() -> None:
    line = Line()
    for _ in range(4):
        await line.calls("chat.update")
    assert line.called == [0, 0, 0, 0]


async def test_one_channel_gets_about_a_post_a_second_while_others_get_theirs() -> None:
    line = Line()
    for number in range(30):
        await line.calls("chat.postMessage", "C1" if number % 3 else "C2")
    assert line.called[-1] == pytest.approx(20 - 3, abs=2)


async def test_no_minute_holds_more_than_twenty_posts_in_one_channel_while_others_get_theirs() -> None:
    line = Line()
    await asyncio.gather(*(line.calls("chat.postMessage", "C1") for _ in range(90)))
    assert all(sum(start <= at < start + 59.999 for at in line.called) <= 20 for start in line.called)
    assert line.called[-1] == pytest.approx(4 * 60, abs=20)
    before = line.time.now()
    await line.calls("chat.postMessage", "C2")
    assert line.time.now() == before


async def test_all_posts_together_keep_within_several_hundred_a_minute() -> None:
    line = Line()
    for number in range(700):
        await line.calls("chat.postMessage", f"C{number}")
    busiest = max(Counter(int(at // 60) for at in line.called).values())
    assert busiest <= 300


async def test_methods_do_not_wait_for_each_other() -> None:
    line = Line()
    for _ in range(40):
        await line.calls("conversations.create")
    line.called.clear()
    before = line.time.now()
    await line.calls("chat.update")
    assert line.time.now() == before


async def test_a_form_never_waits_for_its_turn() -> None:
    line = Line()
    for _ in range(300):
        await line.calls("views.open")
    assert set(line.called) == {0}


async def test_a_call_that_slack_puts_off_goes_out_when_it_may() -> None:
    line = Line(refused("ratelimited", 429, retry_after="7"))
    assert await line.calls("chat.postMessage", "C1") == "done"
    assert line.called == [0, 7]


async def test_however_often_slack_puts_a_call_off_it_goes_out_in_the_end_and_only_once() -> None:
    line = Line(*[refused("ratelimited", 429, retry_after="7") for _ in range(20)])
    assert await line.calls("conversations.create") == "done"
    assert line.called == [7.0 * turn for turn in range(21)]


async def test_while_a_method_rests_no_other_call_of_it_goes_out_before_its_time() -> None:
    line = Line(refused("ratelimited", 429, retry_after="20"))
    await line.calls("chat.update")
    line.pacer._resting["chat.update"] = line.time.now() + timedelta(seconds=9)
    asked = line.time.now()
    await line.calls("chat.update")
    assert line.time.now() - asked == timedelta(seconds=9)


async def test_a_shorter_rest_does_not_cut_a_longer_one_short() -> None:
    line = Line(refused("ratelimited", 429, retry_after="20"), refused("ratelimited", 429, retry_after="2"))
    await asyncio.gather(line.calls("chat.update"), line.calls("chat.update"))
    assert min(line.called[2:]) >= 20


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, PATIENCE_DEFAULT),
        ("", PATIENCE_DEFAULT),
        ("0", 1.0),
        ("-5", PATIENCE_DEFAULT),
        ("1000000000", PATIENCE_MOST),
        ("9" * 5000, PATIENCE_MOST),
        ("Wed, 21 Oct 2026 07:28:00 GMT", PATIENCE_DEFAULT),
        ("2.5", PATIENCE_DEFAULT),
        ("²", PATIENCE_DEFAULT),
        ("17", 17.0),
    ],
)
def test_what_slack_says_about_waiting_is_believed_within_reason(header: str | None, seconds: float) -> None:
    assert retry_after(refused("ratelimited", 429, retry_after=header)) == seconds


@given(st.text())
def test_no_header_can_upset_the_pacer(header: str) -> None:
    assert 1.0 <= retry_after(refused("ratelimited", 429, retry_after=header)) <= PATIENCE_MOST


CREATES = ["chat.postMessage", "chat.postEphemeral", "conversations.create"]
HARMLESS = ["chat.update", "conversations.invite", "conversations.info", "reactions.get", "views.publish"]
SOMEWHERE = ConnectionKey(
    "slack.com", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
)
LOST = [
    aiohttp.ServerDisconnectedError(),
    TimeoutError(),
    refused("internal_error"),
    refused("", 502),
    aiohttp.ClientConnectorDNSError(SOMEWHERE, OSError(-2, "not known")),
    aiohttp.ClientConnectorError(SOMEWHERE, OSError(111, "refused")),
    aiohttp.ClientConnectorCertificateError(SOMEWHERE, ssl.SSLCertVerificationError("expired")),
]


@pytest.mark.parametrize("trouble", LOST)
@pytest.mark.parametrize("method", CREATES)
async def test_a_call_that_creates_is_not_repeated_when_its_answer_is_lost(
    method: str, trouble: Exception
) -> None:
    line = Line(trouble)
    with pytest.raises(type(trouble)):
        await line.calls(method)
    assert len(line.called) == 1


@pytest.mark.parametrize("trouble", LOST)
@pytest.mark.parametrize("method", HARMLESS)
async def test_a_call_that_creates_nothing_is_tried_again(method: str, trouble: Exception) -> None:
    line = Line(trouble)
    assert await line.calls(method) == "done"
    assert len(line.called) == 2
    assert 0 < line.called[1] <= 1


async def test_at_last_it_gives_up() -> None:
    line = Line(*[TimeoutError() for _ in range(9)])
    with pytest.raises(TimeoutError):
        await line.calls("chat.update")
    assert len(line.called) == 4


async def test_a_refusal_is_not_repeated() -> None:
    line = Line(refused("channel_not_found"))
    with pytest.raises(SlackApiError):
        await line.calls("chat.update")
    assert len(line.called) == 1


@pytest.mark.parametrize(("seconds", "again"), [("1", True), ("2", True), ("3", False), ("60", False)])
def test_a_form_is_tried_again_only_while_its_trigger_lives(seconds: str, again: bool) -> None:
    pause = pause_after("views.open", refused("ratelimited", 429, retry_after=seconds), 1)
    assert (pause is not None) is again


async def test_a_form_that_would_come_too_late_is_not_asked_for_before_its_time() -> None:
    line = Line(refused("ratelimited", 429, retry_after="30"))
    with pytest.raises(SlackApiError):
        await line.calls("views.open")
    with pytest.raises(TimeoutError):
        await line.calls("views.open")
    line.time.at += timedelta(seconds=29)
    assert await line.calls("views.open") == "done"
    assert line.called == [0.0, 30.0]


async def test_a_form_that_is_put_off_again_and_again_is_given_up_with_its_trigger() -> None:
    line = Line(*[refused("ratelimited", 429, retry_after="1") for _ in range(20)])
    with pytest.raises(SlackApiError):
        await line.calls("views.open")
    assert line.called == [0, 1, 2]


def test_an_error_that_is_no_answer_is_named_by_its_kind() -> None:
    assert code_of(TimeoutError()) == "TimeoutError"
    broken = SlackApiError("broken body", object())  # type: ignore[no-untyped-call]  # the library leaves it untyped
    assert code_of(broken) == "SlackApiError"


async def test_an_answer_to_somebody_goes_before_cards_and_cards_before_letters() -> None:
    line, order = Line(), []

    async def call(urgency: Urgency) -> None:
        async def send() -> None:
            order.append(urgency)

        with at_urgency(urgency):
            await line.pacer.carry("chat.update", "", send)

    mixed = [Urgency.LETTER, Urgency.CARD, Urgency.ANSWER] * 5
    await asyncio.gather(*(call(urgency) for urgency in mixed))
    # A small burst goes out at once, as it comes; from then on it is a line.
    waited = order[5:]
    assert waited == sorted(waited)


async def test_who_stops_waiting_holds_up_nobody() -> None:
    line = Line()
    calls = [asyncio.ensure_future(line.calls("conversations.create")) for _ in range(6)]
    await asyncio.sleep(0)
    calls[2].cancel()
    done = await asyncio.gather(*calls, return_exceptions=True)
    assert done.count("done") == 5


def test_channels_long_silent_are_forgotten() -> None:
    pacer = Pacer(FakeTime())
    for number in range(5000):
        pacer._channel(f"C{number}")
    assert len(pacer._channels) == 1000


@pytest.mark.parametrize("tier", A_MINUTE)
def test_every_budget_leaves_room_for_one(tier: int) -> None:
    assert budget(tier).burst >= 1
