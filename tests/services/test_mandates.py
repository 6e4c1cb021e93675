"""One vote for each organisation: who casts it, what is counted, what a decision needs."""

import pytest

from consultation.errors import ConsultationError, InvalidField
from consultation.mandates import NoMandate, NotTheLead
from consultation.model.cards import PollCard
from consultation.model.people import SignUpDraft
from consultation.model.polls import Audience, Electorate, Poll, PollDraft, Secrecy
from consultation.model.questions import Pressed, QuestionKind
from consultation.model.references import PersonRef
from consultation.model.sessions import Session
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person

PRACTICES = "Park Lane Surgery\nHill Practice\nRiver Road\nOld Mill"


async def put(consultation: Consultation, secrecy: Secrecy = Secrecy.HIDDEN) -> tuple[Session, Poll]:
    """Four practices; Ada and Bob are of the first, Cy of the second, Dee of none that has a vote."""
    session = await consultation.open()
    for name, practice in (
        ("Ada", "park lane surgery"),
        ("Bob", "Park Lane Surgery"),
        ("Cy", "Hill Practice"),
        ("Dee", "Elsewhere"),
    ):
        await consultation.services.people.join(
            person(name), session.id, SignUpDraft((), organisation=practice)
        )
    await consultation.services.mandates.put(ORGANISER, session.id, PRACTICES)
    draft = PollDraft(
        "Shall we merge?",
        QuestionKind.YES_NO,
        Audience.PLENARY,
        secrecy=secrecy,
        electorate=Electorate.ORGANISATIONS,
        quorum="50",
    )
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    assert isinstance(poll, Poll)
    return session, poll


async def says(consultation: Consultation, name: str, poll: Poll, row: int) -> None:
    await consultation.services.polls.vote(person(name), poll.id, Pressed(row))


async def card(consultation: Consultation) -> PollCard:
    await consultation.paint()
    return [one for one in consultation.platform.cards(PollCard) if isinstance(one, PollCard)][-1]


@pytest.mark.parametrize("secrecy", [Secrecy.HIDDEN, Secrecy.ANONYMOUS])
async def test_an_organisation_has_one_vote_whoever_casts_it(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    session, poll = await put(consultation, secrecy)
    await says(consultation, "Ada", poll, 0)
    with pytest.raises(NoMandate):
        await says(consultation, "Bob", poll, 1)
    await consultation.services.mandates.hand_over(person("Ada"), session.id, PersonRef("UBOB"))
    await consultation.services.mandates.hand_over(person("Ada"), session.id, person("Bob").person)
    await says(consultation, "Bob", poll, 1)
    with pytest.raises(NoMandate, match="Park Lane Surgery"):
        await says(consultation, "Ada", poll, 0)
    await says(consultation, "Cy", poll, 0)
    shown = await card(consultation)
    assert (shown.tally.answers, shown.tally.silent) == (2, 2)
    await consultation.services.polls.close(ORGANISER, poll.id)
    assert (await card(consultation)).tally.counts == (1, 1, 0)


async def test_who_has_no_organisation_with_a_vote_is_told_so(consultation: Consultation) -> None:
    session, poll = await put(consultation)
    await says(consultation, "Ada", poll, 0)
    for name in ("Dee", "Nobody"):
        with pytest.raises(NoMandate):
            await says(consultation, name, poll, 0)
    with pytest.raises(NotTheLead):
        await consultation.services.mandates.hand_over(person("Bob"), session.id, PersonRef("UX"))
    with pytest.raises(ConsultationError):
        await consultation.services.mandates.put(person("Ada"), session.id, "Mine")


async def test_nobody_casts_the_votes_of_two_organisations(consultation: Consultation) -> None:
    session, poll = await put(consultation)
    await says(consultation, "Ada", poll, 0)
    await says(consultation, "Cy", poll, 1)
    with pytest.raises(InvalidField, match="casts the vote of"):
        await consultation.services.mandates.hand_over(person("Ada"), session.id, person("Cy").person)


async def test_quorum_and_majority_are_said_before_and_reported_after(consultation: Consultation) -> None:
    _, poll = await put(consultation)
    before = (await card(consultation)).outcome
    assert before is not None
    assert (before.quorum, before.entitled) == (2, 4)
    await says(consultation, "Ada", poll, 0)
    await consultation.services.polls.close(ORGANISER, poll.id)
    after = (await card(consultation)).outcome
    assert after is not None
    assert (after.voted, after.is_quorate, after.is_carried) == (1, False, False)


async def test_a_reminder_goes_to_those_who_hold_a_vote_and_have_not_cast_it(
    consultation: Consultation,
) -> None:
    _, poll = await put(consultation)
    await says(consultation, "Ada", poll, 0)
    with pytest.raises(NoMandate):
        await says(consultation, "Dee", poll, 0)
    async with consultation.storage.look() as work:
        assert list(await work.polls.silent(poll)) == []
    await says(consultation, "Cy", poll, 0)


async def test_a_list_that_is_put_again_keeps_who_leads(consultation: Consultation) -> None:
    session, poll = await put(consultation)
    await says(consultation, "Ada", poll, 0)
    known = await consultation.services.mandates.put(
        ORGANISER, session.id, "Hill Practice\npark lane surgery"
    )
    assert [one.lead for one in known] == [None, person("Ada").person]
    assert (await consultation.services.mandates.holding(person("Ada"), session.id)).led is not None
