"""What came too late for an anonymous poll or survey: no word of it is left, whoever has the keys."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from consultation.model.intake import Delivery, Stored
from storage.shredding import sweep
from storage.workings import intake
from tests.support.slack import FakeSlack, Person

Presses = dict[str, object]


async def asked(slack: FakeSlack) -> Person:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", kind="choice", options="Yes\nNo", secrecy="anonymous")
    await slack.paints()
    return organiser


async def parked(slack: FakeSlack, body: Presses) -> int:
    number = await slack.intake.take(Delivery("late", str(body["type"]), json.dumps(body)))
    assert number is not None
    await slack.intake.park(number)
    return number


async def kept(slack: FakeSlack, number: int) -> str | None:
    async with slack.database.reading() as connection:
        found: str | None = await connection.scalar(select(intake.c.body).where(intake.c.number == number))
    return found


async def test_a_vote_that_comes_after_the_close_and_is_given_up_is_emptied(slack: FakeSlack) -> None:
    organiser = await asked(slack)
    press = slack.person("U0").press("Yes")
    await organiser.presses("Close")
    assert await kept(slack, await parked(slack, press)) is None


async def test_of_a_vote_that_comes_after_the_close_it_is_never_stored_what_was_pressed(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    organiser = await asked(slack)
    late = slack.person("U0").press("No")
    stored: list[str] = []
    take = slack.intake.take

    async def spy(delivery: Delivery, then: Callable[[Stored], None]) -> int | None:
        stored.append(delivery.body)
        return await take(delivery, then)

    monkeypatch.setattr(slack.intake, "take", spy)
    await slack.deliver(slack.person("U1").press("No"))
    await organiser.presses("Close")
    await slack.deliver(late)
    assert [re.findall("vote:[0-9a-z]+:(.)", one) for one in (stored[0], stored[-1])] == [["1"], ["0"]]
    assert slack.person("U0").told[-1].startswith("This poll has closed")
    slack.database.spent.clear()  # as after a start
    await sweep(slack.database)
    await slack.deliver({**late, "trigger_id": "another"})
    assert re.findall("vote:[0-9a-z]+:(.)", stored[-1]) == ["0"]


async def test_a_vote_that_is_given_up_while_the_poll_is_open_is_kept_until_the_close(
    slack: FakeSlack,
) -> None:
    organiser = await asked(slack)
    number = await parked(slack, slack.person("U0").press("Yes"))
    assert await kept(slack, number)
    await organiser.presses("Close")
    assert await kept(slack, number) is None


@pytest.mark.parametrize("is_closed", [False, True])
async def test_a_page_of_an_anonymous_survey_goes_as_well(slack: FakeSlack, *, is_closed: bool) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before we begin")
    await organiser.submits(questions='text "What is missing?"', secrecy="anonymous")
    await slack.paints()
    await slack.person("U0").presses("Answer")
    page = slack.person("U0").submission(q1_answer="Time")
    await organiser.commands("/consult")
    press = organiser.press("Close survey")
    if is_closed:
        await slack.deliver(press)
        assert await kept(slack, await parked(slack, page)) is None
    else:
        number = await parked(slack, page)
        await slack.deliver(press)
        assert await kept(slack, number) is None
