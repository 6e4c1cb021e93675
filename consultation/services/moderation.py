"""Moderation: what people wrote, statements and answers, is let through or hidden with a reason by whoever leads there."""

from collections.abc import Collection
from dataclasses import dataclass

from consultation.disclosure import is_too_few
from consultation.errors import InvalidField, NotToldYet
from consultation.model.cards import CardKind
from consultation.model.panel import Act
from consultation.model.polls import Secrecy
from consultation.model.questions import Question
from consultation.model.references import Actor, ConversationId, PollId, QuestionId, StatementId
from consultation.model.sessions import Session
from consultation.model.statements import Conversation, Standing, Statement
from consultation.model.writings import Judgement, Writing
from consultation.ports.clock import Clock
from consultation.ports.storage import Storage, Work
from consultation.rights import require_organiser
from consultation.secrecy import counts_are_hidden
from consultation.services.access import led_poll, moderated, session_of, statement_of
from consultation.tallies import tally
from consultation.texts import one_line
from consultation.writings import WRITTEN, writings_of

REASON_MOST = 200
"""Characters of a reason: a sentence or two."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for an organiser's yes in one conversation, the oldest first."""

    conversation: Conversation
    waiting: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where words were asked for: a poll's question or all of a survey's, on this card."""

    session: Session
    title: str
    questions: tuple[Question, ...]
    card: CardKind
    subject: str
    secrecy: Secrecy


@dataclass(frozen=True, slots=True)
class Desk:
    """What people wrote, before whoever lets it through: question by question, and the record of what was judged, oldest first."""

    asked: Asked
    writings: tuple[Writing, ...]
    record: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Moderation:
    """The use cases of moderation."""

    storage: Storage
    clock: Clock

    async def queue(self, actor: Actor, conversation_id: ConversationId) -> Queue:
        """What waits for a yes. Raises NotAnOrganiser."""
        async with self.storage.look() as work:
            return await _queue(work, await moderated(work, actor, conversation_id))

    async def for_hiding(self, actor: Actor, statement_id: StatementId) -> Statement:
        """A statement, for the form that hides it. Raises NotAnOrganiser."""
        async with self.storage.look() as work:
            statement = await statement_of(work, actor, statement_id)
            await moderated(work, actor, statement.conversation)
            return statement

    async def show(self, actor: Actor, statement_id: StatementId) -> Queue:
        """Let everybody see a statement. Answers what still waits. Raises NotAnOrganiser."""
        return await self._judge(actor, statement_id, Standing.SHOWN, "")

    async def hide(self, actor: Actor, statement_id: StatementId, reason: str) -> Queue:
        """Keep a statement from being seen; what was said of it counts nowhere. Raises NotAnOrganiser, InvalidField for `reason`."""
        return await self._judge(actor, statement_id, Standing.HIDDEN, _reason(reason))

    async def writings(self, actor: Actor, question_id: QuestionId) -> Desk:
        """What people wrote to a question, or to all of a survey that asks it. Raises NoSuchThing, NotAnOrganiser, NotToldYet."""
        async with self.storage.look() as work:
            return await _desk(work, await _asked(work, actor, question_id))

    async def let_read(self, actor: Actor, question_id: QuestionId, marks: Collection[str] = ()) -> Desk:
        """Let others read these words; without marks all that wait. Answers what is there then. Raises as `writings`."""
        return await self._rule(actor, question_id, marks, Standing.SHOWN, "")

    async def withhold(self, actor: Actor, question_id: QuestionId, mark: str, reason: str) -> Desk:
        """Let nobody read these words; they stay in the record with the reason. Raises InvalidField for `reason`, and as `writings`."""
        return await self._rule(actor, question_id, [mark], Standing.HIDDEN, _reason(reason))

    async def _rule(
        self, actor: Actor, question_id: QuestionId, marks: Collection[str], standing: Standing, reason: str
    ) -> Desk:
        async with self.storage.work() as work:
            asked = await _asked(work, actor, question_id)
            meant = [
                one
                for one in (await _desk(work, asked)).writings
                if (
                    one.mark in marks and one.question.id == question_id
                    if marks
                    else one.standing is Standing.WAITING
                )
            ]
            now = self.clock.now()
            await work.writings.judge(
                [
                    Judgement(one.question.id, one.mark, one.text, standing, actor.person, now, reason)
                    for one in meant
                ]
            )
            await work.cards.touch(asked.session.id, asked.card, asked.subject)
            return await _desk(work, asked)

    async def _judge(self, actor: Actor, statement_id: StatementId, standing: Standing, reason: str) -> Queue:
        async with self.storage.work() as work:
            statement = await statement_of(work, actor, statement_id)
            conversation = await moderated(work, actor, statement.conversation)
            await work.statements.judge(statement_id, standing, reason)
            await work.cards.touch(conversation.session, CardKind.STATEMENTS, conversation.id)
            return await _queue(work, conversation)


def _reason(typed: str) -> str:
    tidy = one_line(typed)
    if not tidy:
        raise InvalidField("reason", "Write why this is not shown. Whoever wrote it can ask you.")
    if len(tidy) > REASON_MOST:
        raise InvalidField("reason", f"Please keep the reason within {REASON_MOST} characters.")
    return tidy


async def _asked(work: Work, actor: Actor, question_id: QuestionId) -> Asked:
    """The poll that asks this, for who leads it, or the survey, for an organiser. Raises NotToldYet while that is anonymous and open."""
    survey = await work.surveys.asking(actor.tenant, question_id)
    if survey is None:
        poll = await led_poll(work, actor, PollId(question_id))
        session = await session_of(work, actor, poll.session)
        if counts_are_hidden(poll):
            raise NotToldYet
        return Asked(session, poll.question.wording, (poll.question,), CardKind.POLL, poll.id, poll.secrecy)
    session = await session_of(work, actor, survey.session)
    require_organiser(session, actor, Act.SURVEY)
    if survey.secrecy is Secrecy.ANONYMOUS and survey.closed_at is None:
        raise NotToldYet
    written = tuple(one for one in survey.questions if one.kind in WRITTEN)
    return Asked(session, survey.title, written, CardKind.SURVEY, survey.id, survey.secrecy)


async def _desk(work: Work, asked: Asked) -> Desk:
    found: list[Writing] = []
    record: list[Judgement] = []
    for question in asked.questions:
        judged = await work.writings.judged(question.id)
        written = tally(question, await work.polls.piles(question.id))
        if not is_too_few(asked.secrecy, written):
            found += writings_of(question, written, judged)
            record += judged
    return Desk(asked, tuple(found), tuple(sorted(record, key=lambda one: one.at)))


async def _queue(work: Work, conversation: Conversation) -> Queue:
    there = await work.statements.all(conversation.id)
    return Queue(conversation, tuple(one for one in there if one.standing is Standing.WAITING))
