"""Statements: proposed, let through, judged by everybody, each of them once."""

import asyncio

import pytest

from consultation.errors import (
    ConversationClosed,
    InvalidField,
    NoSuchThing,
    NotAnOrganiser,
    NothingToAnswer,
    NotSignedUp,
    WrongPhase,
)
from consultation.model.cards import StatementsCard
from consultation.model.people import SignUpDraft
from consultation.model.references import Actor, StatementId
from consultation.model.sessions import Session
from consultation.model.statements import Conversation, ConversationDraft, Opinion, OpinionVote, Standing
from tests.support.consultation import Consultation
from tests.support.people import ELSEWHERE, ORGANISER, person

FIRST = "More time\nMore staff\nFewer forms"


async def begun(
    consultation: Consultation, *, reviewed: bool = True, people: int = 8
) -> tuple[Session, Conversation]:
    session = await consultation.in_rooms(people)
    draft = ConversationDraft("What would help?", FIRST, reviewed)
    return session, await consultation.services.statements.begin(ORGANISER, session.id, draft)


async def says(
    consultation: Consultation, name: str, statement: StatementId, opinion: Opinion, order: str = ""
) -> None:
    await consultation.services.statements.vote(OpinionVote(person(name), statement, opinion, order))


async def card(consultation: Consultation) -> StatementsCard:
    await consultation.paint()
    (shown,) = consultation.platform.cards(StatementsCard)
    assert isinstance(shown, StatementsCard)
    return shown


async def test_a_person_is_led_through_all_of_them_once(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    walk = await consultation.services.statements.walk(person("U0"), conversation.id)
    seen = []
    while walk.statement is not None:
        seen.append(walk.statement.text)
        vote = OpinionVote(person("U0"), walk.statement.id, Opinion.AGREE)
        walk = await consultation.services.statements.vote(vote)
    assert sorted(seen) == ["Fewer forms", "More staff", "More time"]
    assert (walk.answered, walk.total) == (3, 3)
    assert walk.last is not None


async def test_a_change_of_mind_takes_the_place_of_what_was_said(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    walk = await consultation.services.statements.walk(person("U0"), conversation.id)
    assert walk.statement is not None
    for opinion in (Opinion.AGREE, Opinion.PASSED, Opinion.DISAGREE):
        await says(consultation, "U0", walk.statement.id, opinion)
    again = await consultation.services.statements.again(person("U0"), walk.statement.id)
    assert (again.statement, again.stance, again.answered) == (walk.statement, Opinion.DISAGREE, 1)
    shown = await card(consultation)
    assert (shown.turnout.people, shown.turnout.opinions) == (1, 1)
    said = await consultation.services.statements.answered(person("U0"), conversation.id)
    assert said.opinions == ((walk.statement, Opinion.DISAGREE),)


async def test_an_act_that_arrives_late_does_not_undo_a_later_one(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    walk = await consultation.services.statements.walk(person("U0"), conversation.id)
    assert walk.statement is not None
    await says(consultation, "U0", walk.statement.id, Opinion.AGREE, "2.0")
    await says(consultation, "U0", walk.statement.id, Opinion.DISAGREE, "1.0")
    again = await consultation.services.statements.again(person("U0"), walk.statement.id)
    assert again.stance is Opinion.AGREE


async def test_opinions_at_the_same_moment_all_count(consultation: Consultation) -> None:
    _, conversation = await begun(consultation, people=20)
    async with consultation.storage.look() as work:
        (first, *_) = await work.statements.all(conversation.id)
    await asyncio.gather(
        *(says(consultation, f"U{n}", first.id, Opinion.AGREE) for n in range(20) for _ in range(3))
    )
    async with consultation.storage.look() as work:
        assert (await work.statements.receptions(conversation.id))[0].agree == 20


async def test_a_proposal_waits_for_a_yes_and_is_then_shown_to_all(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    made = await consultation.services.statements.propose(person("U0"), conversation.id, "Shared rotas")
    assert made.standing is Standing.WAITING
    assert (await consultation.services.statements.walk(person("U1"), conversation.id)).total == 3
    with pytest.raises(NoSuchThing):
        await says(consultation, "U1", made.id, Opinion.AGREE)
    queue = await consultation.services.moderation.queue(ORGANISER, conversation.id)
    assert [one.text for one in queue.waiting] == ["Shared rotas"]
    assert (await consultation.services.moderation.show(ORGANISER, made.id)).waiting == ()
    assert (await consultation.services.statements.walk(person("U1"), conversation.id)).total == 4


async def test_without_review_a_proposal_is_shown_at_once(consultation: Consultation) -> None:
    _, conversation = await begun(consultation, reviewed=False)
    made = await consultation.services.statements.propose(person("U0"), conversation.id, "Shared rotas")
    assert made.standing is Standing.SHOWN


async def test_a_hidden_statement_counts_nowhere_and_its_reason_is_kept(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    async with consultation.storage.look() as work:
        (first, *_) = await work.statements.all(conversation.id)
    for number in range(6):
        await says(consultation, f"U{number}", first.id, Opinion.AGREE)
    with pytest.raises(InvalidField):
        await consultation.services.moderation.hide(ORGANISER, first.id, "  ")
    await consultation.services.moderation.hide(ORGANISER, first.id, "Names a colleague")
    await consultation.services.statements.close(ORGANISER, conversation.id)
    shown = await card(consultation)
    assert shown.findings is not None
    assert shown.findings.agreed == ()
    async with consultation.storage.look() as work:
        assert (await work.statements.all(conversation.id))[0].reason == "Names a colleague"


async def test_the_card_shows_no_result_before_the_close(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    async with consultation.storage.look() as work:
        (first, *_) = await work.statements.all(conversation.id)
    for number in range(6):
        await says(consultation, f"U{number}", first.id, Opinion.AGREE)
    assert (await card(consultation)).findings is None
    await consultation.services.statements.close(ORGANISER, conversation.id)
    found = (await card(consultation)).findings
    assert found is not None
    assert [one.agree for one in found.agreed] == [6]


async def test_nothing_counts_after_the_close(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    walk = await consultation.services.statements.walk(person("U0"), conversation.id)
    assert walk.statement is not None
    await consultation.services.statements.close(ORGANISER, conversation.id)
    with pytest.raises(ConversationClosed):
        await says(consultation, "U0", walk.statement.id, Opinion.AGREE)
    for asker in (person("U0"), ORGANISER):
        with pytest.raises(ConversationClosed):
            await consultation.services.statements.propose(asker, conversation.id, "Too late")


async def test_it_closes_with_its_session(consultation: Consultation) -> None:
    session, conversation = await begun(consultation)
    await consultation.services.sessions.close(ORGANISER, session.id)
    assert (await card(consultation)).conversation.closed_at is not None
    with pytest.raises(NothingToAnswer):
        await consultation.services.statements.current(person("U0"), session.id)
    assert conversation.closed_at is None


async def test_only_who_takes_part_is_counted(consultation: Consultation) -> None:
    session, conversation = await begun(consultation)
    await consultation.services.people.join(person("Eve"), session.id, SignUpDraft((), observes=True))
    for name in ("Nobody", "Eve"):
        with pytest.raises(NotSignedUp):
            await consultation.services.statements.walk(person(name), conversation.id)
        with pytest.raises(NotSignedUp):
            await consultation.services.statements.propose(person(name), conversation.id, "From outside")


async def test_only_organisers_begin_moderate_and_close(consultation: Consultation) -> None:
    session, conversation = await begun(consultation)
    services, someone = consultation.services, person("U0")
    made = await services.statements.propose(someone, conversation.id, "Shared rotas")
    for refused in (
        services.statements.begin(someone, session.id, ConversationDraft("Mine?")),
        services.moderation.queue(someone, conversation.id),
        services.moderation.for_hiding(someone, made.id),
        services.moderation.show(someone, made.id),
        services.moderation.hide(someone, made.id, "No"),
        services.statements.close(someone, conversation.id),
    ):
        with pytest.raises(NotAnOrganiser):
            await refused


async def test_another_workspace_finds_nothing(consultation: Consultation) -> None:
    _, conversation = await begun(consultation)
    stranger = Actor(ELSEWHERE, person("U0").person)
    async with consultation.storage.look() as work:
        (first, *_) = await work.statements.all(conversation.id)
    for missing in (
        consultation.services.statements.walk(stranger, conversation.id),
        consultation.services.statements.vote(OpinionVote(stranger, first.id, Opinion.AGREE)),
        consultation.services.moderation.show(stranger, first.id),
    ):
        with pytest.raises(NoSuchThing):
            await missing


async def test_it_begins_once_sign_up_is_open(consultation: Consultation) -> None:
    session = await consultation.session()
    with pytest.raises(WrongPhase):
        await consultation.services.statements.begin(ORGANISER, session.id, ConversationDraft("Well?"))


async def test_the_panel_tells_of_what_is_open_and_what_waits(consultation: Consultation) -> None:
    session, conversation = await begun(consultation)
    await consultation.services.statements.propose(person("U0"), conversation.id, "Shared rotas")
    panel = await consultation.services.sessions.panel(ORGANISER, session.place, session.id)
    assert [(one.conversation.id, one.turnout.waiting) for one in panel.talks] == [(conversation.id, 1)]
    newer = await consultation.services.statements.begin(
        ORGANISER, session.id, ConversationDraft("And then?")
    )
    panel = await consultation.services.sessions.panel(ORGANISER, session.place, session.id)
    assert [one.conversation.id for one in panel.talks] == [conversation.id, newer.id]
