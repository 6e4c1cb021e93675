"""Surveys in tables. Their answers are ballots, in envelopes where the survey is anonymous."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.polls import Ballot, Secrecy
from consultation.model.questions import Answer, Chosen, Question
from consultation.model.references import PersonRef, QuestionId, SessionId, SurveyId, Tenant
from consultation.model.sessions import Phase
from consultation.model.surveys import Survey
from storage.answers import answer_from
from storage.database import Found
from storage.envelopes import pseudonym
from storage.keys import PAIRS, Keys
from storage.poll_tables import ballots
from storage.question_rows import add_questions, questions_of
from storage.schema import sessions, sign_ups
from storage.sealed_ballots import SealedBallots, open_fields
from storage.seals import BALLOT, seal
from storage.survey_tables import survey_questions, surveys
from storage.taking_part import coming, left_out

YES = Chosen((0,))


class SurveyStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection, keys: Keys) -> None:
        self._connection, self._keys = connection, keys
        self._sealed = SealedBallots(connection, keys)
        self.unlinked: list[str] = []
        """Keys that are to be destroyed once this is committed."""

    async def begin(self, survey: Survey) -> None:
        await self._connection.execute(insert(surveys).values(_fields(survey)))
        await add_questions(self._connection, survey.every_question)
        rows = [
            {"survey_id": survey.id, "position": position, "question_id": question.id}
            for position, question in enumerate(survey.every_question)
        ]
        await self._connection.execute(insert(survey_questions), rows)
        if survey.secrecy is Secrecy.ANONYMOUS:
            for question in survey.every_question:
                await self._sealed.open_box(question.id)

    async def get(self, tenant: Tenant, survey_id: SurveyId) -> Survey | None:
        ours = surveys.c.session_id.in_(select(sessions.c.id).where(sessions.c.tenant == tenant))
        found = await self._surveys(surveys.c.id == survey_id, ours)
        return found[0] if found else None

    async def any(self, survey_id: SurveyId) -> Survey | None:
        found = await self._surveys(surveys.c.id == survey_id)
        return found[0] if found else None

    async def asking(self, tenant: Tenant, question: QuestionId) -> Survey | None:
        which = select(survey_questions.c.survey_id).where(survey_questions.c.question_id == question)
        found: str | None = (await self._connection.scalars(which)).one_or_none()
        return await self.get(tenant, SurveyId(found)) if found else None

    async def due(self) -> Sequence[Survey]:
        order = list(Phase)
        of_session = select(sessions.c.phase).where(sessions.c.id == surveys.c.session_id).scalar_subquery()
        reached = or_(
            *(and_(surveys.c.closes_in == one, of_session.in_(order[order.index(one) :])) for one in order)
        )
        return await self._surveys(surveys.c.closed_at.is_(None), reached)

    async def all(self, session_id: SessionId) -> Sequence[Survey]:
        return await self._surveys(surveys.c.session_id == session_id)

    async def close(self, survey: Survey, at: datetime) -> None:
        still_open = (surveys.c.id == survey.id, surveys.c.closed_at.is_(None))
        closed = await self._connection.execute(
            update(surveys).where(*still_open).values(closed_at=at, entitled=await self.asked(survey))
        )
        if not closed.rowcount or survey.secrecy is not Secrecy.ANONYMOUS:
            return
        agreeing, key = await self._agreeing(survey), await self._pair_key(survey)
        for position, question in enumerate(survey.every_question):
            tokens = {person: pseudonym(key, f"{person} {position}") for person in agreeing}
            await self._put(await self._sealed.unlink(question, at, tokens))
            self.unlinked.append(question.id)
        if survey.follows is not None:
            self.unlinked.append(f"{PAIRS}{survey.follows}")

    async def reopen(self, survey_id: SurveyId) -> None:
        # The phase in which it was to close has passed: it would close again at once.
        which = update(surveys).where(surveys.c.id == survey_id)
        await self._connection.execute(which.values(closed_at=None, closes_in=None, entitled=None))

    async def save(self, ballots: Sequence[Ballot]) -> None:
        await self._put([await self._fields_of(ballot) for ballot in ballots])

    async def answers_of(self, survey: Survey, person: PersonRef) -> Mapping[QuestionId, Answer]:
        if survey.secrecy is Secrecy.ANONYMOUS:
            if survey.closed_at is not None:
                return {}
            sealed = {
                one.id: await self._sealed.answers_of(one.id, [person]) for one in survey.every_question
            }
            return {question: said[person][0] for question, said in sealed.items() if person in said}
        asked = [one.id for one in survey.every_question]
        cast = select(ballots.c.question_id, ballots.c.answer).where(
            ballots.c.question_id.in_(asked), ballots.c.person == person
        )
        return {
            QuestionId(row.question_id): answer_from(row.answer)
            for row in await self._connection.execute(cast.order_by(ballots.c.number))
        }

    async def asked(self, survey: Survey) -> int:
        at_close = select(surveys.c.entitled).where(surveys.c.id == survey.id)
        entitled: int | None = await self._connection.scalar(at_close) if survey.closed_at else None
        if entitled is not None:
            return entitled
        counted = select(func.count()).select_from(coming(survey.session).subquery())
        people: int = (await self._connection.execute(counted)).scalar_one()
        return people + await self._answered_though_left_out(survey)

    async def _answered_though_left_out(self, survey: Survey) -> int:
        if survey.closed_at is not None and survey.secrecy is Secrecy.ANONYMOUS:
            return 0  # nobody knows any more who has answered
        away = [PersonRef(one) for one in await self._connection.scalars(left_out(survey.session))]
        return len(await self._answered_among(survey, away)) if away else 0

    async def answered(self, survey: Survey) -> int:
        # Pseudonyms differ from question to question: of an anonymous survey the fullest question counts.
        people = func.count(ballots.c.person.distinct())
        asked = ballots.c.question_id.in_([one.id for one in survey.every_question])
        each = (
            select(ballots.c.question_id, people.label("people")).where(asked).group_by(ballots.c.question_id)
        )
        if survey.secrecy is Secrecy.ANONYMOUS:
            return max([row.people for row in await self._connection.execute(each)], default=0)
        return (await self._connection.execute(select(people).where(asked))).scalar_one()

    async def answers(self, question: Question) -> Mapping[PersonRef, Answer]:
        cast = select(ballots.c.person, ballots.c.answer).where(ballots.c.question_id == question.id)
        return {
            PersonRef(row.person): answer_from(row.answer)
            for row in await self._connection.execute(cast.order_by(ballots.c.number))
        }

    async def silent(self, survey: Survey) -> Sequence[PersonRef]:
        asked = coming(survey.session).order_by(sign_ups.c.number)
        people = [PersonRef(one) for one in await self._connection.scalars(asked)]
        said = await self._answered_among(survey, people)
        return [person for person in people if person not in said]

    async def _answered_among(self, survey: Survey, people: Collection[PersonRef]) -> set[PersonRef]:
        """Those of these people who have answered anything."""
        said: set[PersonRef] = set()
        for question in survey.every_question:
            if survey.secrecy is Secrecy.ANONYMOUS:
                said |= (await self._sealed.answers_of(question.id, people)).keys()
            else:
                said |= (await self.answers(question)).keys()
        return said & set(people)

    async def _agreeing(self, survey: Survey) -> list[PersonRef]:
        """Who agreed to be paired: known by another token for each question, the same at both times."""
        if survey.consent is None:
            return []
        listed = select(sign_ups.c.person).where(sign_ups.c.session_id == survey.session)
        people = [PersonRef(one) for one in await self._connection.scalars(listed)]
        said = await self._sealed.answers_of(survey.consent.id, people)
        return [person for person, (answer, _) in said.items() if answer == YES]

    async def _pair_key(self, survey: Survey) -> bytes:
        name = f"{PAIRS}{survey.follows or survey.id}"
        return await self._keys.get(self._connection, name) or await self._keys.make(self._connection, name)

    async def _put(self, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            sealed = [{**row, "seal": seal(BALLOT, row)} for row in rows]
            await self._connection.execute(insert(ballots), sealed)

    async def _fields_of(self, ballot: Ballot) -> dict[str, object]:
        return await self._sealed.fields(ballot) if ballot.anonymous else open_fields(ballot)

    async def _surveys(self, *conditions: ColumnElement[bool]) -> list[Survey]:
        found = (
            await self._connection.execute(select(surveys).where(*conditions).order_by(surveys.c.number))
        ).all()
        asked = select(survey_questions).where(survey_questions.c.survey_id.in_([row.id for row in found]))
        places = (await self._connection.execute(asked.order_by(survey_questions.c.position))).all()
        known = await questions_of(self._connection, [QuestionId(row.question_id) for row in places])
        return [
            _survey(row, [known[QuestionId(one.question_id)] for one in places if one.survey_id == row.id])
            for row in found
        ]


def _fields(survey: Survey) -> dict[str, object]:
    return {
        "id": survey.id,
        "session_id": survey.session,
        "title": survey.title,
        "secrecy": survey.secrecy,
        "opened_by": survey.opened_by,
        "opened_at": survey.opened_at,
        "closed_at": survey.closed_at,
        "consent": survey.consent.id if survey.consent else None,
        "follows": survey.follows,
        "closes_in": survey.closes_in,
    }


def _survey(row: Found, asked: Sequence[Question]) -> Survey:
    return Survey(
        id=SurveyId(row.id),
        session=SessionId(row.session_id),
        title=row.title,
        questions=tuple(one for one in asked if one.id != row.consent),
        secrecy=Secrecy(row.secrecy),
        opened_by=PersonRef(row.opened_by),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        consent=next((one for one in asked if one.id == row.consent), None),
        follows=SurveyId(row.follows) if row.follows else None,
        closes_in=Phase(row.closes_in) if row.closes_in else None,
    )
