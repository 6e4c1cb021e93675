"""Cards: however fast what they show changes, they are repainted at a rate that leaves room for others, and the last state stays."""

from dataclasses import replace

from consultation.model.cards import PollCard
from consultation.model.polls import Audience, PollDraft
from consultation.model.questions import Pressed, QuestionKind
from consultation.services import cards
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person

DRAFT = PollDraft("Well?", QuestionKind.CHOICE, Audience.PLENARY, "Yes\nNo")
A_MINUTE = 60


def painted(consultation: Consultation) -> list[PollCard]:
    return [card for _, card in consultation.platform.showings if isinstance(card, PollCard)]


async def test_a_poll_that_changes_every_second_is_repainted_twenty_times_a_minute_and_ends_up_true(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    poll = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
    await consultation.paint()
    before, waited = len(painted(consultation)), 0.0
    for second in range(A_MINUTE):
        await consultation.services.polls.vote(person("U0"), poll.id, Pressed(second % 2))
        while waited <= second and (wait := await consultation.services.cards.paint_next()) is not None:
            waited = second + wait
        consultation.clock.passes(seconds=1)
    assert len(painted(consultation)) - before <= A_MINUTE / cards.REST_SECONDS
    last_vote = consultation.clock.now()
    await consultation.paint()
    assert (consultation.clock.now() - last_vote).total_seconds() <= 5
    assert painted(consultation)[-1].tally.counts == (0, 1)


async def test_a_new_card_waits_for_no_other_to_have_rested(
    consultation: Consultation,
) -> None:
    session = await consultation.in_rooms()
    first = await consultation.services.polls.ask(ORGANISER, session.id, DRAFT)
    await consultation.paint()
    waits: float | None = None
    for option in (0, 1):
        await consultation.services.polls.vote(person("U0"), first.id, Pressed(option))
        waits = await consultation.services.cards.paint_next()
    assert waits == cards.REST_SECONDS
    await consultation.services.polls.ask(ORGANISER, session.id, replace(DRAFT, question="And now?"))
    assert await consultation.services.cards.paint_next() == 0.0
    assert (
        len({message for message, card in consultation.platform.showings if isinstance(card, PollCard)}) == 2
    )
