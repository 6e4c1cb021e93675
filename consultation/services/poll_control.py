"""What can be done about a poll once it is asked: extend, reopen, remind, let an answer be added, look into its record."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consultation.errors import InvalidField, NoSuchThing
from consultation.model.cards import CardKind
from consultation.model.deadlines import DeadlineKind
from consultation.model.library import Planned
from consultation.model.panel import Act
from consultation.model.polls import Electorate, Entry, Poll, PollDeed, Secrecy, Suggestion
from consultation.model.questions import Tally
from consultation.model.references import Actor, PollId, SessionId, SuggestionId
from consultation.model.sessions import Session
from consultation.model.surveys import Survey
from consultation.pace import MINUTES, judge_note
from consultation.phases import require
from consultation.polls import is_double, require_open
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.questions import LABELLED, add_option
from consultation.rights import is_organiser
from consultation.services.access import led_poll, poll_of, session_for, session_of
from consultation.services.mandates import keep_listed, standing_of
from consultation.services.notices import Notices
from consultation.services.poll_opening import set_close, touch, touch_warnings
from consultation.services.reminders import Reminded, Reminder, remind_once
from consultation.services.tallies import tally_of
from consultation.texts import quoted

SUGGESTIONS_MOST = 3
"""Answers of one person that may wait for a yes in one poll."""


UNLINKED = (
    "This poll is anonymous: nobody knows any more who has answered it. Ask the question again instead."
)

SUGGESTED = "People suggest answers to {}. Let them through or leave them out with /consult polls."


@dataclass(frozen=True, slots=True)
class PollDesk:
    """A poll before whoever leads it: how it stands, when it closes, what waits for a yes, and what was done about it."""

    session: Session
    poll: Poll
    tally: Tally
    closes_at: datetime | None
    suggestions: tuple[Suggestion, ...]
    record: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is and was asked in a session, in the order of opening, and what is planned."""

    session: Session
    polls: tuple[Poll, ...]
    planned: tuple[Planned, ...] = ()
    surveys: tuple[Survey, ...] = ()


@dataclass(frozen=True, slots=True)
class PollControl:
    """The use cases of whoever leads a poll, and of who would add an answer to it."""

    storage: Storage
    clock: Clock
    identity: Identity
    platform: Platform
    notices: Notices

    async def agenda(self, actor: Actor, session_id: SessionId) -> Agenda:
        """The session's polls and surveys; for a facilitator, the polls of the room they lead.

        Raises NoSession, NotAnOrganiser, WrongPhase.
        """
        async with self.storage.look() as work:
            session = await session_of(work, actor, session_id)
            polls, rooms = await work.polls.all(session_id), await work.rooms.all(session_id)
            led = {room.id for room in rooms if room.facilitator == actor.person}
            if led and not is_organiser(session, actor):
                return Agenda(session, tuple(poll for poll in polls if poll.room in led))
            await session_for(work, actor, session_id, Act.POLLS)
            planned, surveys = await work.poll_plans.of(session_id), await work.surveys.all(session_id)
            return Agenda(session, tuple(polls), tuple(planned), tuple(surveys))

    async def desk(self, actor: Actor, poll_id: PollId) -> PollDesk:
        """A poll before whoever leads it. Raises NoSuchThing, NotAnOrganiser."""
        async with self.storage.look() as work:
            return await self._desk(work, await led_poll(work, actor, poll_id))

    async def extend(self, actor: Actor, poll_id: PollId, minutes: int) -> PollDesk:
        """Let a poll close later: so many minutes after it would have closed, or from now where nobody had said when."""
        if minutes not in MINUTES:
            raise InvalidField("minutes", "Choose one of the times that are offered.")
        async with self.storage.work() as work:
            poll = await led_poll(work, actor, poll_id)
            require_open(poll)
            now = self.clock.now()
            entry = Entry(poll_id, now, PollDeed.EXTENDED, actor.person, f"{minutes} min")
            if any(is_double(known, entry) for known in await work.poll_record.of(poll_id)):
                return await self._desk(work, poll)
            before = await work.deadlines.of(DeadlineKind.POLL_CLOSES, poll_id)
            closes_at = max(before or now, now) + timedelta(minutes=minutes)
            await set_close(work, poll, closes_at, now)
            await work.poll_record.note(entry)
            await work.cards.touch(poll.session, CardKind.POLL, poll_id)
            await touch_warnings(work, poll)
            return await self._desk(work, poll)

    async def reopen(self, actor: Actor, poll_id: PollId, note: str) -> Poll:
        """Take answers again in a poll that is closed; why stays in its record. Answers given before stand. Raises InvalidField("note")."""
        reason = judge_note(note, "poll")
        async with self.storage.work() as work:
            poll = await led_poll(work, actor, poll_id)
            session = await session_of(work, actor, poll.session)
            require(Act.POLL, session.phase, session.question)
            if poll.secrecy is Secrecy.ANONYMOUS:
                raise InvalidField("note", UNLINKED)
            if poll.closed_at is not None:
                await work.polls.reopen(poll_id)
                if poll.electorate is Electorate.ORGANISATIONS:
                    await keep_listed(work, replace(poll, closed_at=None))
                now = self.clock.now()
                await work.poll_record.note(Entry(poll_id, now, PollDeed.REOPENED, actor.person, reason))
                await touch(work, poll)
                await work.cards.touch(poll.session, CardKind.POLL, poll_id)
                await touch_warnings(work, poll)
            return poll

    async def remind(self, actor: Actor, poll_id: PollId) -> Reminded:
        """Remind everybody who was asked and has not answered, privately, once each. Nobody learns who. Raises PollClosed."""
        async with self.storage.work() as work:
            poll = await led_poll(work, actor, poll_id)
            require_open(poll)
            silent, of = await work.polls.silent(poll), Reminder(poll.session, CardKind.REMINDER, poll_id)
            reminded = await remind_once(work, self.identity.new, self.platform, of, silent)
            if reminded.now:
                many = f"{reminded.now:,}"
                await work.poll_record.note(
                    Entry(poll_id, self.clock.now(), PollDeed.REMINDED, actor.person, many)
                )
            return reminded

    async def for_suggesting(self, actor: Actor, poll_id: PollId) -> tuple[Session, Poll]:
        """A poll to which this person may suggest an answer. Raises NoSuchThing, PollClosed, NotSignedUp, OnlyWatching."""
        async with self.storage.look() as work:
            poll = await self._open_to(work, actor, poll_id)
            return await session_of(work, actor, poll.session), poll

    async def suggest(self, actor: Actor, poll_id: PollId, text: str) -> Suggestion:
        """Propose one more answer; it is shown once somebody who leads the poll lets it through. Raises InvalidField("option")."""
        async with self.storage.work() as work:
            poll = await self._open_to(work, actor, poll_id)
            label = add_option(poll.question, text, answered=True).options[-1]
            waiting = await work.poll_record.suggested(poll_id)
            if label.casefold() in {one.text.casefold() for one in waiting}:
                raise InvalidField("option", "Somebody has suggested this already. It is being looked at.")
            if sum(one.person == actor.person for one in waiting) >= SUGGESTIONS_MOST:
                raise InvalidField("option", "Your suggestions are being looked at. Please wait for that.")
            made = Suggestion(
                SuggestionId(self.identity.new()), poll_id, actor.person, label, self.clock.now()
            )
            await work.poll_record.suggest(made)
            session = await session_of(work, actor, poll.session)
            await self.notices.tell(work, session, SUGGESTED.format(quoted(poll.question.wording)))
            return made

    async def settle(self, actor: Actor, suggestion_id: SuggestionId, *, accepted: bool) -> PollDesk:
        """Let a suggested answer through or turn it down. Raises NoSuchThing, NotAnOrganiser, PollClosed, InvalidField("option")."""
        async with self.storage.work() as work:
            suggestion = await work.poll_record.suggestion(suggestion_id)
            if suggestion is None:
                raise NoSuchThing("suggestion")
            poll = await led_poll(work, actor, suggestion.poll)
            if accepted:
                require_open(poll)
                tally = await tally_of(work, poll)
                answered = bool(tally.answers or tally.unsure)
                question = add_option(poll.question, suggestion.text, answered=answered)
                await work.polls.reword(question)
                entry = Entry(poll.id, self.clock.now(), PollDeed.ADDED, actor.person, suggestion.text)
                await work.poll_record.note(entry)
                await work.cards.touch(poll.session, CardKind.POLL, poll.id)
            await work.poll_record.settle(suggestion_id)
            return await self._desk(work, await led_poll(work, actor, poll.id))

    async def cancel(self, actor: Actor, session_id: SessionId, poll_id: PollId) -> None:
        """Take a planned poll off the plan. Raises NotAnOrganiser, NoSuchThing."""
        async with self.storage.work() as work:
            await session_for(work, actor, session_id, Act.POLLS)
            if poll_id not in {one.id for one in await work.poll_plans.of(session_id)}:
                raise NoSuchThing("poll")
            await work.poll_plans.remove(poll_id)

    async def _open_to(self, work: Work, actor: Actor, poll_id: PollId) -> Poll:
        poll = await poll_of(work, actor, poll_id)
        require_open(poll)
        await standing_of(work, poll, actor.person)
        if not poll.is_open_to_options or poll.question.kind not in LABELLED:
            raise InvalidField("option", "The answers of this question are fixed, so none can be added.")
        return poll

    async def _desk(self, work: Work, poll: Poll) -> PollDesk:
        session = await work.sessions.any(poll.session)
        assert session is not None
        return PollDesk(
            session=session,
            poll=poll,
            tally=await tally_of(work, poll),
            closes_at=await work.deadlines.of(DeadlineKind.POLL_CLOSES, poll.id),
            suggestions=tuple(await work.poll_record.suggested(poll.id)),
            record=tuple(await work.poll_record.of(poll.id)),
        )
