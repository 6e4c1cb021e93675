"""Look through a database and say what is the matter with it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, column, func, select, table, text
from sqlalchemy.exc import DBAPIError

from storage import disk
from storage.address import Address, parse
from storage.blocking import For, alone
from storage.contents import broken_references
from storage.errors import NOT_THERE, CannotOpen, StorageError
from storage.migrate import newest, require_known, revision_of
from storage.poll_tables import ballots
from storage.seals import BALLOT, NOTE, OPINION, seal

SEALED: Mapping[str, Sequence[str]] = {"ballots": BALLOT, "notes": NOTE, "opinions": OPINION}
ROWS_AT_ONCE = 1000


def verify(url: str) -> list[str]:
    """What is the matter with the database, a sentence each; nothing when all is well. Nothing is changed.

    Raises CannotOpen where it can't be reached, and NewerSchema.
    """
    address = parse(url)
    if address.is_file and not address.path.exists():
        raise CannotOpen(address.where, NOT_THERE)
    return findings(address)


def findings(address: Address) -> list[str]:
    """As `verify`."""
    if address.is_file:
        try:
            disk.require_whole(address.path)
        except StorageError as damage:
            return [damage.sentence]
    return alone(address, For.READING, lambda connection: list(_findings(address, connection)))


def look_through(connection: Connection) -> Iterator[str]:
    """What is the matter with what is stored, within a transaction."""
    for table_name in broken_references(connection):
        yield f"Some {table_name} refer to what isn't there: restore a backup."
    for name, covered in SEALED.items():
        yield from _broken_seals(connection, name, covered)
    yield from _wrong_tallies(connection)


def _findings(address: Address, connection: Connection) -> Iterator[str]:
    revision = revision_of(connection)
    require_known(address, revision)
    if revision != newest():
        yield f"The database is at revision {revision} and not at {newest()}: run ./run bot migrate."
        return
    try:
        if address.is_file:
            yield from _structure(connection)
        yield from look_through(connection)
    except DBAPIError as error:
        yield f"A part of the database can't be read ({error.orig}): restore a backup."


def _structure(connection: Connection) -> Iterator[str]:
    for (said,) in connection.execute(text("PRAGMA integrity_check(10)")):
        if said != "ok":
            yield f"The file's structure is damaged ({str(said).splitlines()[-1]}): restore a backup."


def _broken_seals(connection: Connection, name: str, covered: Sequence[str]) -> Iterator[str]:
    # Without types: a value that is no longer of its type is a finding, not a failure.
    statement: Select[*tuple[Any, ...]] = select(*map(column, ("number", "seal", *covered))).select_from(
        table(name)
    )
    for row in connection.execute(statement).mappings().yield_per(ROWS_AT_ONCE):
        if not _is_sealed(row, covered):
            yield f"Row {row['number']} of {name} is not what was stored: its seal is broken. Restore a backup."


def _is_sealed(row: RowMapping, covered: Sequence[str]) -> bool:
    try:
        return bool(row["seal"] == seal(covered, {**row}))
    except (ValueError, TypeError):
        return False


def _wrong_tallies(connection: Connection) -> Iterator[str]:
    """Count every question twice: as the program does, and by reading the log of ballots from its beginning to its end."""
    latest = select(func.max(ballots.c.number)).group_by(ballots.c.question_id, ballots.c.person)
    counted = (
        select(ballots.c.question_id, ballots.c.answer, func.count())
        .where(ballots.c.number.in_(latest))
        .group_by(ballots.c.question_id, ballots.c.answer)
    )
    shown = {(question, answer): people for question, answer, people in connection.execute(counted)}
    recounted = _recount(connection)
    for question, answer in sorted(shown.keys() | recounted.keys()):
        one, other = shown.get((question, answer), 0), recounted.get((question, answer), 0)
        if one != other:
            yield f"An answer to question {question} has {one} votes, and {other} when recounted: restore a backup."


def _recount(connection: Connection) -> Mapping[tuple[str, str], int]:
    log = select(ballots.c.question_id, ballots.c.person, ballots.c.answer).order_by(ballots.c.number)
    answers: dict[tuple[str, str], str] = {}
    for question, person, answer in connection.execute(log).yield_per(ROWS_AT_ONCE):
        answers[question, person] = answer
    return Counter((question, answer) for (question, _), answer in answers.items())
