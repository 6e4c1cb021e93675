"""Surveys: begin, answer page by page, remind, close, ask again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consultation.errors import InvalidField, NoSuchThing, NothingToAnswer, NotSignedUp
from consultation.model.cards import CardKind
from consultation.model.deadlines import DeadlineKind
from consultation.model.library import Planned, Shelf
from consultation.model.panel import Act
from consultation.model.polls import Ballot, PollDeed, Secrecy
from consultation.model.questions import LeftOut
from consultation.model.references import Actor, PersonRef, PollId, RoomId, SessionId, SurveyId
from consultation.model.sessions import Phase
from consultation.model.surveys import Sheet, Survey, SurveyDraft, SurveyEntry, SurveyResults, Written
from consultation.pace import MINUTES, closing_time, judge_note
from consultation.polls import is_double
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.rights import is_organiser, require_organiser
from consultation.services.access import session_for, session_of, survey_of
from consultation.services.reminders import Reminded, Reminder, remind_once
from consultation.services.survey_opening import again_of, survey_of_draft
from consultation.services.survey_pace import begin_survey, close_survey, set_close, touch_warnings
from consultation.services.survey_results import results_of
from consultation.surveys import (
    left_off,
    opens_later,
    pages_of,
    read_page,
    require_open,
)

UNLINKED = "This survey is anonymous: nobody knows any more who has answered it. Ask it again instead."


@dataclass(frozen=True, slots=True)
class SurveyDesk:
    """A survey before whoever looks after it: how many have answered, once it is closed what came out, and what was done about it.

    `closes_at` (UTC) is when it closes by itself; None where nobody set a time.
    """

    survey: Survey
    people: int
    results: SurveyResults | None = None
    closes_at: datetime | None = None
    record: tuple[SurveyEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveys:
    """The use cases of surveys."""

    storage: Storage
    platform: Platform
    clock: Clock
    identity: Identity

    async def for_beginning(self, actor: Actor, session_id: SessionId) -> Shelf:
        """The session with what can be put again, for the form that begins. Raises NotAnOrganiser, WrongPhase."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.SURVEY)
            kept = await work.library.all(session)
            return Shelf(session, tuple(one for one in kept if isinstance(one.draft, SurveyDraft)))

    async def asked_by(self, actor: Actor, session_id: SessionId) -> Shelf | Sheet:
        """What the word "survey" means to somebody: to an organiser the form that begins, to others what they can answer.

        Raises WrongPhase, and what `current` and `sheet` raise.
        """
        async with self.storage.look() as work:
            session = await session_of(work, actor, session_id)
        if is_organiser(session, actor):
            return await self.for_beginning(actor, session_id)
        return await self.sheet(actor, (await self.current(actor, session_id)).id)

    async def begin(self, actor: Actor, session_id: SessionId, draft: SurveyDraft) -> Survey | Planned:
        """Put several questions together, at once or when their phase or time has come; once more at the close, where that is wanted.

        Raises InvalidField, InvalidFields, NotAnOrganiser, WrongPhase.
        """
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.SURVEY)
            later = opens_later(draft, session.phase, self.clock.now())
            new_id, by = self.identity.new, actor.person
            survey = survey_of_draft(draft, SurveyId(new_id()), session_id, new_id, by, self.clock.now())
            closes_at = closing_time(draft.minutes, survey.opened_at, "closes_in")
            if draft.again:
                last = replace(
                    draft,
                    opens_in=Phase.CLOSED,
                    opens_at=None,
                    closes_in="",
                    minutes="",
                    again=False,
                    follows=survey.id,
                )
                await work.poll_plans.add(Planned(PollId(new_id()), session_id, last, by))
            if not later:
                await begin_survey(work, new_id, session, survey, closes_at)
                return survey
            planned = Planned(PollId(survey.id), session_id, draft, by)
            await work.poll_plans.add(planned)
            # Whoever waits for the phase has to know of it.
            await work.cards.touch(session_id, CardKind.OVERVIEW)
            return planned

    async def ask_again(self, actor: Actor, survey_id: SurveyId) -> Survey:
        """Ask the questions of a closed survey once more, to see what changed; while that is open, it is the same survey.

        Raises NotAnOrganiser, NoSuchThing, WrongPhase.
        """
        async with self.storage.work() as work:
            before = await survey_of(work, actor, survey_id)
            session = await session_for(work, actor, before.session, Act.SURVEY)
            for known in await work.surveys.all(session.id):
                if known.follows == survey_id and known.closed_at is None:
                    return known
            new_id = self.identity.new
            again = again_of(before, SurveyId(new_id()), new_id, actor.person, self.clock.now())
            await begin_survey(work, new_id, session, again)
        return again

    async def current(self, actor: Actor, session_id: SessionId) -> Survey:
        """The newest survey of the session that is open. Raises NothingToAnswer."""
        async with self.storage.look() as work:
            await session_of(work, actor, session_id)
            there = await work.surveys.all(session_id)
        newest = next((one for one in reversed(there) if one.closed_at is None), None)
        if newest is None:
            raise NothingToAnswer
        return newest

    async def sheet(self, actor: Actor, survey_id: SurveyId, page: int | None = None) -> Sheet:
        """A page of the form with what this person has answered so far; without a number, that where they left off.

        Raises SurveyClosed, NotSignedUp, NoSuchThing.
        """
        async with self.storage.look() as work:
            survey = await survey_of(work, actor, survey_id)
            return await self._sheet(work, actor, survey, page)

    async def save(self, actor: Actor, survey_id: SurveyId, written: Written) -> Sheet:
        """Keep what was filled in on a page; a later answer takes the place of an earlier. Answers the page after it, or the last.

        Raises SurveyClosed, NotSignedUp, and InvalidFields naming the form's fields.
        """
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            before = await self._sheet(work, actor, survey, written.page)
            now, room = self.clock.now(), await _room_of(work, survey.session, actor.person)
            ballots = [
                Ballot(
                    question.id,
                    actor.person,
                    answer,
                    now,
                    room,
                    version=question.version,
                    anonymous=survey.secrecy is Secrecy.ANONYMOUS,
                )
                for question, answer in read_page(survey, written, before.answers).items()
            ]
            if ballots:
                await work.surveys.save(ballots)
                await work.cards.touch(survey.session, CardKind.SURVEY, survey.id)
            return await self._sheet(work, actor, survey, min(written.page + 1, len(pages_of(survey)) - 1))

    async def desk(self, actor: Actor, survey_id: SurveyId) -> SurveyDesk:
        """A survey before an organiser. Raises NoSuchThing, NotAnOrganiser."""
        async with self.storage.look() as work:
            survey = await survey_of(work, actor, survey_id)
            require_organiser(await session_of(work, actor, survey.session), actor, Act.SURVEY)
            return await _desk(work, survey)

    async def extend(self, actor: Actor, survey_id: SurveyId, minutes: int) -> SurveyDesk:
        """Let a survey close later: so many minutes after it would have closed, or from now where nobody had said when.

        The second of two quick clicks changes nothing. Raises NoSuchThing, NotAnOrganiser, SurveyClosed, InvalidField("minutes").
        """
        if minutes not in MINUTES:
            raise InvalidField("minutes", "Choose one of the times that are offered.")
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            require_organiser(await session_of(work, actor, survey.session), actor, Act.SURVEY)
            require_open(survey)
            now = self.clock.now()
            entry = SurveyEntry(survey_id, now, PollDeed.EXTENDED, actor.person, f"{minutes} min")
            if any(is_double(known, entry) for known in await work.survey_record.of(survey_id)):
                return await _desk(work, survey)
            before = await work.deadlines.of(DeadlineKind.SURVEY_CLOSES, survey_id)
            await set_close(work, survey, max(before or now, now) + timedelta(minutes=minutes), now)
            await work.survey_record.note(entry)
            await work.cards.touch(survey.session, CardKind.SURVEY, survey_id)
            await touch_warnings(work, survey)
            return await _desk(work, survey)

    async def reopen(self, actor: Actor, survey_id: SurveyId, note: str) -> SurveyDesk:
        """Take answers again in a closed survey; why stays in its record and with its results. Raises InvalidField("note")."""
        reason = judge_note(note, "survey")
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            await session_for(work, actor, survey.session, Act.SURVEY)
            if survey.secrecy is Secrecy.ANONYMOUS:
                raise InvalidField("note", UNLINKED)
            if survey.closed_at is not None:
                await work.surveys.reopen(survey_id)
                entry = SurveyEntry(survey_id, self.clock.now(), PollDeed.REOPENED, actor.person, reason)
                await work.survey_record.note(entry)
                await work.cards.touch(survey.session, CardKind.SURVEY, survey_id)
                await touch_warnings(work, survey)
            return await _desk(work, await survey_of(work, actor, survey_id))

    async def remind(self, actor: Actor, survey_id: SurveyId) -> Reminded:
        """Write to whoever has answered nothing, once each; nobody is told who that is. Raises NotAnOrganiser, SurveyClosed."""
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            session = await session_of(work, actor, survey.session)
            require_organiser(session, actor, Act.SURVEY)
            require_open(survey)
            silent, of = (
                await work.surveys.silent(survey),
                Reminder(session.id, CardKind.SURVEY_REMINDER, survey.id),
            )
            reminded = await remind_once(work, self.identity.new, self.platform, of, silent)
            if reminded.now:
                now, many = self.clock.now(), f"{reminded.now:,}"
                await work.survey_record.note(
                    SurveyEntry(survey_id, now, PollDeed.REMINDED, actor.person, many)
                )
            return reminded

    async def close(self, actor: Actor, survey_id: SurveyId) -> Survey:
        """Take no more answers and show what came out. Twice changes nothing. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            require_organiser(await session_of(work, actor, survey.session), actor, Act.SURVEY)
            await close_survey(work, survey, self.clock.now(), actor.person)
        return survey

    async def _sheet(self, work: Work, actor: Actor, survey: Survey, page: int | None) -> Sheet:
        require_open(survey)
        if not await work.statements.listed(survey.session, [actor.person]):
            raise NotSignedUp
        pages = pages_of(survey)
        said = await work.surveys.answers_of(survey, actor.person)
        given = {question: one for question, one in said.items() if not isinstance(one, LeftOut)}
        page = left_off(pages, given) if page is None else page
        if not 0 <= page < len(pages):
            raise NoSuchThing("page")
        return Sheet(survey, page, len(pages), pages[page], given)


async def _desk(work: Work, survey: Survey) -> SurveyDesk:
    return SurveyDesk(
        survey,
        await work.surveys.answered(survey),
        await results_of(work, survey) if survey.closed_at else None,
        await work.deadlines.of(DeadlineKind.SURVEY_CLOSES, survey.id),
        tuple(await work.survey_record.of(survey.id)),
    )


async def _room_of(work: Work, session_id: SessionId, person: PersonRef) -> RoomId | None:
    """The room in which somebody sits, or which they lead; None before people are placed."""
    seat = await work.rooms.seat_of(session_id, person)
    if seat is not None:
        return seat.room
    led = (room.id for room in await work.rooms.all(session_id) if room.facilitator == person)
    return next(led, None)
