"""2,000 votes come to the same count whichever way they are counted: nothing keeps a sum that could go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultation.digest import compile_digest
from consultation.model.cards import PollCard
from consultation.model.people import SignUp
from consultation.model.polls import Audience, Poll, PollDraft, Vote
from consultation.model.questions import Pressed, QuestionKind
from consultation.report import report_of
from consultation.services.digest import findings_of
from consultation.services.tallies import tally_of
from reports.tables import ALL, tables
from tests.support.people import ORGANISER, person

if TYPE_CHECKING:
    from storage.database import Database
    from tests.support.consultation import Consultation

COUNTS = (1_200, 500, 300)
"""Multiples of five, which leave the organisation as they are."""


async def test_two_thousand_votes_are_as_many_on_the_card_in_the_digest_in_the_data_and_one_by_one(
    consultation: Consultation, database: Database
) -> None:
    poll = await voted_on(consultation)
    await consultation.paint()
    async with consultation.storage.look() as work:
        tally = await tally_of(work, poll)
        session = await work.sessions.any(poll.session)
        assert session is not None
        digest = compile_digest(await findings_of(work, session))
    async with database.reading() as connection:
        by_hand = await connection.exec_driver_sql(
            "SELECT count(*) FROM ballots GROUP BY answer ORDER BY answer"
        )
        one_by_one = [number for (number,) in by_hand]
    (card,) = (one for one in consultation.platform.cards(PollCard) if isinstance(one, PollCard))
    report = report_of(digest)
    (data,) = (one for one in tables(report) if one.name == "ballots")
    for counts in (
        tally.counts,
        card.tally.counts,
        digest.polls[0].tally.counts,
        report.polls[0].tally.counts,
        tuple(one_by_one),
        tuple(row[8] for row in data.rows if row[4] == ALL),
    ):
        assert counts == COUNTS


async def voted_on(consultation: Consultation) -> Poll:
    """A poll that 2,000 people have answered."""
    session = await consultation.open()
    draft = PollDraft("Well?", QuestionKind.CHOICE, Audience.PLENARY, "Yes\nNo\nPerhaps")
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    async with consultation.storage.work() as work:
        for number in range(sum(COUNTS)):
            await work.people.put(
                SignUp(session.id, person(f"U{number}").person, (), consultation.clock.now())
            )
    chosen = [option for option, often in enumerate(COUNTS) for _ in range(often)]
    await consultation.services.polls.vote_all(
        [Vote(person(f"U{n}"), poll.id, Pressed(option), f"{n}.0") for n, option in enumerate(chosen)]
    )
    assert isinstance(poll, Poll)
    return poll
