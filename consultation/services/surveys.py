"""Surveys: begin, answer page by page, remind, close, ask again."""

from dataclasses import dataclass, replace

from consultation.cards import new_card
from consultation.errors import NoSuchThing, NothingToAnswer, NotSignedUp
from consultation.model.cards import CardKind
from consultation.model.library import Shelf
from consultation.model.panel import Act
from consultation.model.polls import Ballot, Secrecy
from consultation.model.questions import Chosen, Question
from consultation.model.references import Actor, PersonRef, SessionId, SurveyId
from consultation.model.sessions import Session
from consultation.model.surveys import Sheet, Survey, SurveyDraft, SurveyResult, SurveyResults, Written
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.rights import is_organiser, require_organiser
from consultation.services.access import session_for, session_of, survey_of
from consultation.services.tallies import as_told
from consultation.surveys import (
    asked_again,
    change_of,
    consent_question,
    judge_survey,
    pages_of,
    read_page,
    require_open,
)
from consultation.tallies import tally

YES = Chosen((0,))
"""To the question whether answers may be compared."""


@dataclass(frozen=True, slots=True)
class SurveyDesk:
    """A survey before whoever looks after it: how many have answered, and once it is closed what came out."""

    survey: Survey
    people: int
    results: SurveyResults | None = None


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

    async def begin(self, actor: Actor, session_id: SessionId, draft: SurveyDraft) -> Survey:
        """Put several questions together. Raises InvalidFields."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.SURVEY)
            title, questions, consent = judge_survey(draft, self.identity.new)
            survey = Survey(
                id=SurveyId(self.identity.new()),
                session=session_id,
                title=title,
                questions=questions,
                secrecy=draft.secrecy,
                opened_by=actor.person,
                opened_at=self.clock.now(),
                consent=consent,
            )
            await self._begin(work, session, survey)
        return survey

    async def ask_again(self, actor: Actor, survey_id: SurveyId) -> Survey:
        """Ask the questions of a closed survey once more, to see what changed. Raises NotAnOrganiser, NoSuchThing."""
        async with self.storage.work() as work:
            before = await survey_of(work, actor, survey_id)
            session = await session_for(work, actor, before.session, Act.SURVEY)
            again = replace(
                before,
                id=SurveyId(self.identity.new()),
                questions=asked_again(before, self.identity.new),
                opened_by=actor.person,
                opened_at=self.clock.now(),
                closed_at=None,
                consent=consent_question(self.identity.new) if before.consent else None,
                follows=before.id,
            )
            await self._begin(work, session, again)
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

    async def sheet(self, actor: Actor, survey_id: SurveyId, page: int = 0) -> Sheet:
        """A page of the form with what this person has answered so far. Raises SurveyClosed, NotSignedUp, NoSuchThing."""
        async with self.storage.look() as work:
            survey = await survey_of(work, actor, survey_id)
            return await self._sheet(work, actor, survey, page)

    async def save(self, actor: Actor, survey_id: SurveyId, written: Written) -> Sheet:
        """Keep what was filled in on a page; a later answer takes the place of an earlier. Answers the page after it, or the last.

        Raises SurveyClosed, NotSignedUp, and InvalidFields naming the form's fields.
        """
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            await self._sheet(work, actor, survey, written.page)
            now = self.clock.now()
            ballots = [
                Ballot(
                    question.id,
                    actor.person,
                    answer,
                    now,
                    version=question.version,
                    anonymous=survey.secrecy is Secrecy.ANONYMOUS,
                )
                for question, answer in read_page(survey, written).items()
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
            results = await results_of(work, survey) if survey.closed_at else None
            return SurveyDesk(survey, await work.surveys.answered(survey), results)

    async def remind(self, actor: Actor, survey_id: SurveyId) -> int:
        """Write to whoever has answered nothing, once each; nobody is told who that is. Answers how many. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            session = await session_of(work, actor, survey.session)
            require_organiser(session, actor, Act.SURVEY)
            require_open(survey)
            silent = await work.surveys.silent(survey)
            for person in silent:
                desk = self.platform.desk(person)
                await work.cards.add(
                    new_card(self.identity.new, session.id, CardKind.SURVEY_REMINDER, desk, survey.id)
                )
        return len(silent)

    async def close(self, actor: Actor, survey_id: SurveyId) -> Survey:
        """Take no more answers and show what came out. Twice changes nothing. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            require_organiser(await session_of(work, actor, survey.session), actor, Act.SURVEY)
            await close_survey(work, survey, self.clock)
        return survey

    async def _begin(self, work: Work, session: Session, survey: Survey) -> None:
        await work.surveys.begin(survey)
        await work.cards.add(
            new_card(self.identity.new, session.id, CardKind.SURVEY, session.place, survey.id)
        )

    async def _sheet(self, work: Work, actor: Actor, survey: Survey, page: int) -> Sheet:
        require_open(survey)
        if not await work.statements.listed(survey.session, [actor.person]):
            raise NotSignedUp
        pages = pages_of(survey)
        if not 0 <= page < len(pages):
            raise NoSuchThing("page")
        said = await work.surveys.answers_of(survey, actor.person)
        return Sheet(survey, page, len(pages), pages[page], said)


async def close_survey(work: Work, survey: Survey, clock: Clock) -> None:
    """Close a survey, in a unit of work under way."""
    await work.surveys.close(survey, clock.now())
    await work.cards.touch(survey.session, CardKind.SURVEY, survey.id, first=True)


async def results_of(work: Work, survey: Survey) -> SurveyResults:
    """What a closed survey came to, each question with its own base."""
    results = [await _result(work, survey, question) for question in survey.questions]
    return SurveyResults(survey, await work.surveys.answered(survey), tuple(results))


async def _result(work: Work, survey: Survey, question: Question) -> SurveyResult:
    counted = await as_told(work, question, tally(question, await work.polls.piles(question.id)))
    if survey.follows is None:
        return SurveyResult(question, counted)
    session = await work.sessions.any(survey.session)
    assert session is not None  # it goes with its session
    before = await work.surveys.get(session.tenant, survey.follows)
    if before is None or before.closed_at is None:
        return SurveyResult(question, counted)
    twin = before.questions[survey.questions.index(question)]
    earlier, later = await work.surveys.answers(twin), await work.surveys.answers(question)
    return SurveyResult(
        question, counted, change_of(question, earlier, later, await _agreeing(work, before, survey))
    )


async def _agreeing(work: Work, before: Survey, after: Survey) -> set[PersonRef]:
    """Who agreed both times that their answers are compared; of an anonymous survey only they bear a token at all."""
    if before.consent is None or after.consent is None:
        return set()
    if after.secrecy is Secrecy.ANONYMOUS:
        return {name for question in after.questions for name in await work.surveys.answers(question)}
    said = [await work.surveys.answers(one.consent) for one in (before, after) if one.consent]
    return {name for name in said[0] if all(one.get(name) == YES for one in said)}
