"""Who may see and do what: everybody, in every mode, before and after the close."""

from typing import TYPE_CHECKING

import pytest

from consultation.errors import ConsultationError
from consultation.model.cards import PollCard
from consultation.model.people import SignUpDraft
from consultation.model.polls import Audience, Poll, PollDraft, Secrecy
from consultation.model.questions import Pressed, QuestionKind
from consultation.model.references import Actor
from consultation.model.sessions import Session
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

WHO = ("organiser", "facilitator", "other facilitator", "participant", "observer", "stranger")
VOTES = {"facilitator", "other facilitator", "participant"}
RUNS = {"organiser"}


async def asked(consultation: Consultation, secrecy: Secrecy) -> tuple[Session, Poll, dict[str, Actor]]:
    session = await consultation.in_rooms(people=8)
    await consultation.services.people.join(person("Eve"), session.id, SignUpDraft((), observes=True))
    draft = PollDraft("Well?", QuestionKind.CHOICE, Audience.PLENARY, "Yes\nNo", secrecy=secrecy)
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    assert isinstance(poll, Poll)
    names = ("F0", "F1", "U0", "Eve", "Nobody")
    return session, poll, dict(zip(WHO, (ORGANISER, *map(person, names)), strict=True))


async def shown(consultation: Consultation) -> PollCard:
    await consultation.paint()
    return [one for one in consultation.platform.cards(PollCard) if isinstance(one, PollCard)][-1]


async def may(consultation: Consultation, who: Actor, act: str, poll: Poll) -> bool:
    polls, control = consultation.services.polls, consultation.services.poll_control
    acts: dict[str, Callable[[], Awaitable[object]]] = {
        "vote": lambda: polls.vote(who, poll.id, Pressed(0)),
        "close": lambda: polls.close(who, poll.id),
        "reopen": lambda: control.reopen(who, poll.id, "Some were late"),
        "export": lambda: consultation.services.poll_results.send(who, poll.id),
    }
    try:
        await acts[act]()
    except ConsultationError:
        return False
    return True


@pytest.mark.parametrize("secrecy", list(Secrecy))
@pytest.mark.parametrize("closed", [False, True])
async def test_who_may_vote_in_every_mode(
    consultation: Consultation, secrecy: Secrecy, *, closed: bool
) -> None:
    _, poll, people = await asked(consultation, secrecy)
    if closed:
        await consultation.services.polls.close(ORGANISER, poll.id)
    found = {who for who, actor in people.items() if await may(consultation, actor, "vote", poll)}
    assert found == (set() if closed else VOTES)


@pytest.mark.parametrize("secrecy", list(Secrecy))
@pytest.mark.parametrize("act", ["close", "reopen"])
async def test_only_organisers_close_and_open_again_and_nobody_opens_what_was_anonymous(
    consultation: Consultation, secrecy: Secrecy, act: str
) -> None:
    _, poll, people = await asked(consultation, secrecy)
    if act == "reopen":
        await consultation.services.polls.close(ORGANISER, poll.id)
    found = {who for who, actor in people.items() if await may(consultation, actor, act, poll)}
    assert found == (set() if (act, secrecy) == ("reopen", Secrecy.ANONYMOUS) else RUNS)


@pytest.mark.parametrize("secrecy", list(Secrecy))
async def test_names_are_on_the_card_only_where_it_says_so(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    _, poll, _ = await asked(consultation, secrecy)
    for number in range(6):
        await consultation.services.polls.vote(person(f"U{number}"), poll.id, Pressed(number % 2))
    for closed in (False, True):
        if closed:
            await consultation.services.polls.close(ORGANISER, poll.id)
        card = await shown(consultation)
        named = [len(people) for people in card.names]
        assert named == ([3, 3] if secrecy is Secrecy.NAMED else [])


@pytest.mark.parametrize("answers", [4, 5])
async def test_what_an_anonymous_poll_shows_before_and_after_the_close(
    consultation: Consultation, answers: int
) -> None:
    _, poll, _ = await asked(consultation, Secrecy.ANONYMOUS)
    for number in range(answers):
        await consultation.services.polls.vote(person(f"U{number}"), poll.id, Pressed(0))
    before = await shown(consultation)
    assert (before.tally.counts, before.tally.answers) == ((0, 0), answers)
    await consultation.services.polls.close(ORGANISER, poll.id)
    after = await shown(consultation)
    assert after.tally.counts == (answers, 0)


async def test_a_change_of_mind_in_an_anonymous_poll_counts_once(consultation: Consultation) -> None:
    _, poll, _ = await asked(consultation, Secrecy.ANONYMOUS)
    for row in (0, 1, 1):
        await consultation.services.polls.vote(person("U0"), poll.id, Pressed(row))
    for number in range(1, 6):
        await consultation.services.polls.vote(person(f"U{number}"), poll.id, Pressed(0))
    await consultation.services.polls.close(ORGANISER, poll.id)
    assert (await shown(consultation)).tally.counts == (5, 1)
