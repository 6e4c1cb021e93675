"""A press that is stored counts where it belongs, whatever closes, fails or starts meanwhile."""

import asyncio
from collections.abc import Sequence
from itertools import count

import pytest

from consultation.errors import ConsultationError
from consultation.model.polls import Poll
from consultation.model.statements import OpinionVote, Walk
from consultation.services.deadlines import Deadlines
from consultation.services.statements import Statements
from consultation.services.survey_opening import SurveyOpening
from handlers.slack.intake import delivery_of
from storage.database import Database
from tests.handlers.test_intake import on_both
from tests.handlers.test_intake_troubles import started
from tests.support.slack import FakeSlack


async def test_a_press_that_is_stored_is_counted_before_its_poll_closes_at_its_time(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", kind="yes or no", audience="plenary", minutes="5")
    await slack.paints()
    assert await slack.intake.take(delivery_of(slack.person("U0").press("Yes")))
    slack.clock.passes(minutes=6)
    keeping = asyncio.create_task(deadlines(slack).keep())
    assert (
        keeping not in (await asyncio.wait([keeping], timeout=0.5))[0]
    )  # it has been stored, and not counted
    slack.start()
    await slack.backlog.resume()
    await keeping
    (poll,) = await polls_of(slack)
    assert poll.closed_at is not None
    async with slack.storage.look() as work:
        assert sum(pile.people for pile in await work.polls.piles(poll.question.id)) == 1


@on_both
async def test_a_vote_whose_words_went_with_the_close_of_its_anonymous_poll_stands_in_no_starts_way(
    slack: FakeSlack, database: Database
) -> None:
    """As after a kill between the close and the turn of a vote that was stored too late for it."""
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", kind="yes or no", audience="plenary", secrecy="anonymous")
    await slack.paints()
    ada = slack.person("U1")
    await slack.intake.take(delivery_of(slack.person("U0").press("Yes")))
    await slack.intake.take(delivery_of(ada.command("/consult help")))
    await organiser.presses("Close")
    told = len(ada.told)
    await started(slack, database, 0)
    assert len(ada.told) == told + 1
    await started(slack, database, 0)
    assert await slack.intake.undone() == []


async def test_an_opinion_that_came_with_a_vote_and_failed_is_counted_afterwards(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted in two transactions: the first must not mark what waits for the second."""
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await organiser.commands("/consult statements What would help?")
    await organiser.submits(statements="More time", reviewed=True)
    await slack.paints()
    grace, vote_all, tries = slack.person("U1"), Statements.vote_all, count(1)
    await grace.presses("Take part")

    async def broken_once(
        services: Statements, votes: Sequence[OpinionVote]
    ) -> Sequence[Walk | ConsultationError]:
        if next(tries) == 1:
            raise OSError("the disk is away")
        return await vote_all(services, votes)

    monkeypatch.setattr(Statements, "vote_all", broken_once)
    bodies = slack.person("U0").press("Yes"), grace.press("Agree")
    await asyncio.gather(*map(slack.deliver, bodies))
    assert "Your answer is *Yes*" in slack.person("U0").told[-1]
    assert "all 1 statement" in grace.told[-1]


def deadlines(slack: FakeSlack) -> Deadlines:
    opening = SurveyOpening(slack.storage, slack.clock, slack.services.polls.identity, slack.services.notices)
    return Deadlines(slack.storage, slack.clock, slack.services.polls, opening, slack.intake)


async def polls_of(slack: FakeSlack) -> Sequence[Poll]:
    async with slack.storage.look() as work:
        (session,) = await work.sessions.under_way()
        return await work.polls.all(session.id)
