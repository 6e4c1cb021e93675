"""Carrying out the rules of erasure for one person, within one transaction."""

import json
import re
from secrets import token_hex

from sqlalchemy import Column, ColumnElement, Table, and_, delete, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.erasures import Erasure
from consultation.model.polls import Secrecy
from consultation.model.references import (
    NOBODY,
    MessageRef,
    PersonRef,
    PlaceRef,
    QuestionId,
    SessionId,
    Tenant,
)
from storage.capture_tables import credits_asked
from storage.database import changed
from storage.envelopes import pseudonym
from storage.erasure_rules import RULES, Fate, belongs, column_of, is_over
from storage.keys import PAIRS, Keys
from storage.notes import NoteStore
from storage.poll_tables import ballots, polls, questions
from storage.schema import notes, sessions
from storage.seals import BALLOT, OPINION, seal
from storage.shredding import opened_body
from storage.survey_tables import survey_questions, surveys
from storage.workings import DONE, WAITING, intake

SEALED = {"ballots": BALLOT, "opinions": OPINION}
"""What the seal of a row covers."""


class Eraser:
    """Forgets one person in one session; what stays counted bears one name that leads to nobody, so that all its numbers stay."""

    def __init__(
        self, connection: AsyncConnection, keys: Keys, person: PersonRef, session: SessionId
    ) -> None:
        self._connection, self._keys, self._person = connection, keys, person
        self._scope, self._nobody = sessions.c.id == session, nobody()

    async def erase(self) -> int:
        """Forget; how many rows told of the person."""
        rows = await self._in_envelopes() + await self._of_pairs() + await self._under_their_name()
        for name in RULES:
            rows += await self._by_rule(name)
        return rows

    async def _by_rule(self, name: str) -> int:
        table, column = column_of(name)
        rule = RULES[name]
        if rule.fate in (Fate.FOLLOWS, Fate.STAYS) or table is intake:
            return 0
        mine = and_(self._tells(table, column), belongs(table, self._scope))
        rows = 0
        if rule.once_over is not None:
            over = is_over(table)
            rows = await self._befalls(rule.once_over, table, column, and_(mine, over))
            mine = and_(mine, not_(over))
        return rows + await self._befalls(rule.fate, table, column, mine)

    def _tells(self, table: Table, column: Column[str]) -> ColumnElement[bool]:
        if table.name == "notices":
            return column.contains(f"{{{self._person}}}", autoescape=True)
        if column.key in {"role", "organisation"}:
            return table.c.person == self._person
        if column.key == "subject":
            return or_(column == self._person, column.startswith(f"{self._person} ", autoescape=True))
        return column == self._person

    async def _befalls(self, fate: Fate, table: Table, column: Column[str], mine: ColumnElement[bool]) -> int:
        if fate is Fate.GOES:
            return await changed(self._connection, delete(table).where(mine))
        if fate is Fate.EMPTIED:
            nothing = None if column.nullable else ""
            return await changed(self._connection, update(table).where(mine).values({column.key: nothing}))
        if table.name in SEALED:
            return await self._unlink_sealed(table, mine, self._nobody)
        return await changed(self._connection, update(table).where(mine).values({column.key: self._nobody}))

    async def _unlink_sealed(self, table: Table, mine: ColumnElement[bool], name: str) -> int:
        found = await self._connection.execute(select(table).where(mine))
        rows = found.mappings().all()
        for row in rows:
            sealed = seal(SEALED[table.name], {**row, "person": name})
            this = update(table).where(table.c.number == row["number"])
            await self._connection.execute(this.values(person=name, seal=sealed))
        return len(rows)

    async def _in_envelopes(self) -> int:
        """Answers to anonymous questions that are still open: the key finds them."""
        rows = 0
        for question in await self._anonymous_and_open():
            key = await self._keys.get(self._connection, question)
            if key is not None:
                mine = and_(
                    ballots.c.question_id == question, ballots.c.person == pseudonym(key, self._person)
                )
                rows += await changed(self._connection, delete(ballots).where(mine))
        return rows

    async def _anonymous_and_open(self) -> list[QuestionId]:
        of_polls = (
            select(questions.c.id)
            .join(polls, polls.c.id == questions.c.poll_id)
            .where(
                belongs(polls, self._scope), polls.c.closed_at.is_(None), polls.c.secrecy == Secrecy.ANONYMOUS
            )
        )
        of_surveys = (
            select(survey_questions.c.question_id)
            .join(surveys, surveys.c.id == survey_questions.c.survey_id)
            .where(
                belongs(surveys, self._scope),
                surveys.c.closed_at.is_(None),
                surveys.c.secrecy == Secrecy.ANONYMOUS,
            )
        )
        return [*await self._connection.scalars(of_polls), *await self._connection.scalars(of_surveys)]

    async def _of_pairs(self) -> int:
        """Answers of an anonymous survey that wait to be paired with later ones: they are paired with nobody's."""
        rows = 0
        waiting = select(surveys.c.id, surveys.c.follows).where(
            belongs(surveys, self._scope),
            surveys.c.secrecy == Secrecy.ANONYMOUS,
            surveys.c.consent.is_not(None),
        )
        for survey, follows in (await self._connection.execute(waiting)).all():
            key = await self._keys.get(self._connection, f"{PAIRS}{follows or survey}")
            asked = select(survey_questions.c.question_id).where(survey_questions.c.survey_id == survey)
            among = [*await self._connection.scalars(asked)]
            if key is not None:
                tokens = [
                    f"{NOBODY}{pseudonym(key, f'{self._person} {number}')}" for number in range(len(among))
                ]
                paired = and_(ballots.c.question_id.in_(among), ballots.c.person.in_(tokens))
                rows += await self._unlink_sealed(ballots, paired, nobody())
        return rows

    async def _under_their_name(self) -> int:
        """Notes that bear the person's name, as if the messages had been deleted."""
        named = (
            select(notes.c.tenant, notes.c.place, notes.c.stamp)
            .join(credits_asked, credits_asked.c.note_id == notes.c.id)
            .where(belongs(notes, self._scope), credits_asked.c.person == self._person, notes.c.credit != "")
        )
        found = (await self._connection.execute(named)).all()
        for row in found:
            message = MessageRef(PlaceRef(row.place), row.stamp)
            await NoteStore(self._connection).forget(Tenant(row.tenant), message)
        return len(found)


async def erase_deliveries(
    connection: AsyncConnection, keys: Keys, erasure: Erasure, person: PersonRef
) -> int:
    """Erase what came in from the person, which then has no effect any more, and what never could take effect and tells of them.

    What others sent is let take effect, and goes with that. So is what the person sent where they are forgotten in some sessions
    only: it may be about another.
    """
    theirs = re.compile(rf"(?<![0-9A-Za-z]){re.escape(person)}(?![0-9A-Za-z])")
    of_tenant = "" if erasure.tenant is None else f"{erasure.tenant}:"
    lying = select(intake.c.number, intake.c.body, intake.c.state).where(
        intake.c.body.is_not(None), intake.c.key.startswith(of_tenant, autoescape=True)
    )
    rows = 0
    for number, kept, state in (await connection.execute(lying)).all():
        body = await opened_body(connection, keys, kept) or ""
        waits = state == WAITING
        if theirs.search(body) and (not waits or (erasure.sessions is None and _sender(body) == person)):
            # Done, so that whoever has it in hand finds that it is not theirs to carry out any more.
            gone = {"body": None, "state": DONE} if waits else {"body": None}
            await connection.execute(update(intake).where(intake.c.number == number).values(gone))
            rows += 1
    return rows


def _sender(body: str) -> str:
    """Who sent a delivery: a person stands in one of few places of what the platform hands over."""
    said = json.loads(body)
    said = said.get("event") or said
    sender = said.get("user") or said.get("user_id") or ""
    return sender if isinstance(sender, str) else str(sender.get("id"))


def nobody() -> str:
    """A name that leads to nobody, as the ballots of closed anonymous questions bear them."""
    return f"{NOBODY}{token_hex(16)}"
