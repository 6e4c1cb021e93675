"""What makes an anonymous poll anonymous once it is closed: its key goes, and what still lay around with names in it goes too."""

import logging
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, Table, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.polls import Secrecy
from consultation.model.sessions import Phase
from storage.database import OF_ENVELOPES, Database
from storage.envelopes import LENGTH_BYTES, Envelopes, unwrap
from storage.keys import INTAKE, PAIRS, Keys, intake_key, keys_of, next_intake_name
from storage.poll_tables import polls, questions
from storage.schema import sessions
from storage.survey_tables import survey_questions, surveys
from storage.workings import intake

log = logging.getLogger(__name__)

BODY_STEP, VOTE_STEP = 4096, 1024
"""Bytes: most of what Slack sends is shorter, so that its length tells nothing. Votes come by the thousand, and are all alike."""


def sealed_body(name: str, envelopes: Envelopes, body: str) -> str:
    """What came in, as it is kept until it has taken effect: readable with a key that goes with the next anonymous poll."""
    step = VOTE_STEP if len(body) < VOTE_STEP - LENGTH_BYTES else BODY_STEP
    return f"{name}:{envelopes.wrap(body, step)}"


async def opened_body(connection: AsyncConnection, keys: Keys, kept: str) -> str | None:
    """What came in; None where its key is gone, as in a backup brought back after its time."""
    if not kept.startswith(INTAKE):
        return kept  # taken in by an earlier version
    name, _, wrapped = kept.partition(":")
    key = await keys.get(connection, name)
    return unwrap(key, wrapped) if key else None


async def shred(database: Database, closed: Collection[str]) -> None:
    """Destroy the keys of these questions, and let no delivery about them lie around; then empty the file of what was.

    What is left undone by a crash is found by `sweep`; emptying is tried again by whoever tends the database.
    """
    keys = keys_of(database)
    # From now on what comes too late is stored without what was pressed; what came before is emptied next.
    database.spent |= set(closed)
    async with database.writing() as connection:
        await _rewrap(connection, keys, closed)
        await database.note_to_scrub(connection)
        for name in closed:
            await keys.destroy(connection, name)
    if await overwrite(database):
        log.info("%s anonymous questions are closed: no link to a person is left", len(closed))


async def overwrite(database: Database, tables: Iterable[str] = OF_ENVELOPES) -> bool:
    """Leave nothing of what was just deleted, on a server from these tables; whether it could be done.

    What is deleted stays deleted in any case. It is tried again by whoever tends the database, and at the next start.
    """
    database.to_scrub.update(tables)
    try:
        await scrub(database)
    except Exception as error:  # noqa: BLE001 - a full disk says so in many ways
        log.error("what was deleted can't be overwritten yet: %s", type(error).__name__)  # noqa: TRY400 - a traceback may quote texts
        return False
    return True


async def scrub(database: Database) -> None:
    """Leave nothing of what was deleted, where that is still to be done."""
    if tables := sorted(database.to_scrub):
        await database.scrub(tables)
        database.to_scrub.difference_update(tables)


async def sweep(database: Database) -> None:
    """Finish what a crash has interrupted: no key outlives its poll."""
    keys = keys_of(database)
    async with database.writing() as connection:
        names = {name for name in await keys.names(connection) if not name.startswith(INTAKE)}
        still_open = (
            select(questions.c.id)
            .join(polls, polls.c.id == questions.c.poll_id)
            .where(polls.c.closed_at.is_(None), polls.c.secrecy == Secrecy.ANONYMOUS)
        )
        known = {*await connection.scalars(still_open), *await _of_surveys(connection)}
        left = names - known
        database.spent |= set(await connection.scalars(_over(polls)))
    if left:
        await shred(database, left)


async def _of_surveys(connection: AsyncConnection) -> list[str]:
    """The keys that open surveys need, and those that wait for a survey to be asked again, until its session is over."""
    asked = select(survey_questions.c.question_id).join(surveys, surveys.c.id == survey_questions.c.survey_id)
    boxes = await connection.scalars(
        asked.where(surveys.c.closed_at.is_(None), surveys.c.secrecy == Secrecy.ANONYMOUS)
    )
    followed = select(surveys.c.follows).where(
        surveys.c.closed_at.is_not(None), surveys.c.follows.is_not(None)
    )
    waiting = (
        select(surveys.c.id)
        .join(sessions, sessions.c.id == surveys.c.session_id)
        .where(
            surveys.c.consent.is_not(None), surveys.c.id.not_in(followed), sessions.c.phase != Phase.PUBLISHED
        )
    )
    return [*boxes, *(f"{PAIRS}{one}" for one in await connection.scalars(waiting))]


async def is_spent(connection: AsyncConnection, body: str) -> bool:
    """Whether what came in is about an anonymous poll or survey that is closed: too late to count, and nobody's business."""
    return any(one in body for one in await connection.scalars(union(_over(polls), _over(surveys))))


def _over(asked: Table) -> Select[Any]:
    return select(asked.c.id).where(asked.c.closed_at.is_not(None), asked.c.secrecy == Secrecy.ANONYMOUS)


async def _surveys_asking(connection: AsyncConnection, closed: Collection[str]) -> Collection[str]:
    """The surveys with these questions: a page that is sent names its survey, not what it asks."""
    asking = select(survey_questions.c.survey_id).where(survey_questions.c.question_id.in_(closed))
    return (await connection.scalars(asking)).all()


async def _rewrap(connection: AsyncConnection, keys: Keys, closed: Collection[str]) -> None:
    """Give what waits another key and destroy the old one, so that no backup of before can be read; drop what is about these polls."""
    old, _ = await intake_key(connection, keys)
    name = next_intake_name(old)
    envelopes = Envelopes(await keys.make(connection, name))
    about = {*closed, *await _surveys_asking(connection, closed)}
    waiting = select(intake.c.number, intake.c.body).where(intake.c.body.is_not(None))
    for number, kept in (await connection.execute(waiting)).all():
        body = await opened_body(connection, keys, kept)
        about_it = body is None or any(one in body for one in about)
        again = None if body is None or about_it else sealed_body(name, envelopes, body)
        await connection.execute(update(intake).where(intake.c.number == number).values(body=again))
    for each in await keys.names(connection):
        if each.startswith(INTAKE) and each != name:
            await keys.destroy(connection, each)
