"""An evening in a database: people on its list and in their seats, up to the moment that the organiser opens the rooms."""

import logging
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.clock import RandomIdentity
from consultation.cards import new_card
from consultation.model.cards import CardKind
from consultation.model.people import SignUp
from consultation.model.polls import Audience, Poll
from consultation.model.questions import Question, QuestionKind
from consultation.model.references import (
    PersonRef,
    PlaceRef,
    PollId,
    QuestionId,
    RoomId,
    SessionId,
    Tenant,
    ThemeId,
)
from consultation.model.rooms import Room, Seat
from consultation.model.sessions import Phase, Session, Theme
from consultation.ports.storage import Work
from soak.town import Town
from storage.database import open_database
from storage.disk import own_folder
from storage.migrate import migrate
from storage.unit_of_work import SqlStorage

NAME = "plenary.sqlite3"
SESSION = SessionId("soak")
POLL = PollId("soakpoll")
OPTIONS = ("Yes", "No", "Perhaps")
QUESTION = Question(QuestionId(POLL), QuestionKind.CHOICE, "Well?", OPTIONS)


@dataclass(frozen=True, slots=True)
class Record:
    """A database file, looked into from outside while the bot works with it."""

    path: Path

    @property
    def url(self) -> str:
        """What DATABASE_URL is for it."""
        return f"sqlite:///{self.path.as_posix()}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What it holds just now."""
        address = f"file:{self.path.as_posix()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
            return connection.execute(query).fetchall()

    def number(self, query: str) -> int:
        """One number that it holds."""
        return int(self.rows(query)[0][0])

    @property
    def phase(self) -> str:
        """How far the evening is."""
        return str(self.rows("select phase from sessions")[0][0])

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do: no delivery, no step, no card."""
        left = (
            "select (select count(*) from intake where state = 'waiting')"
            " + (select count(*) from steps where state = 'pending') + (select count(*) from cards where queued is not null)"
        )
        return self.number(left) == 0

    @property
    def is_whole(self) -> bool:
        """Whether SQLite finds nothing wrong with it."""
        return self.rows("pragma integrity_check") == [("ok",)]


@dataclass(frozen=True, slots=True)
class Template:
    """A town and a database at the same moment, to begin from as often as one likes."""

    state: str
    database: Path

    async def begin(self, town: Town, folder: Path) -> Record:
        """Put the town back to that moment, and a copy of the database into an empty folder."""
        await town.go_back(self.state)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.database.parent, folder)
        return Record(folder / self.database.name)


async def prepared(town: Town, folder: Path, *, poll: bool = False) -> Record:
    """A database in which everybody in town is seated, and perhaps a poll is about to be shown to them."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    own_folder(folder)
    record = Record(folder / NAME)
    migrate(record.url)
    database = await open_database(record.url)
    try:
        async with SqlStorage(database).work() as work:
            await _seat(work, town)
            if poll:
                await _ask(work, town)
    finally:
        await database.close()
    return record


async def _seat(work: Work, town: Town) -> None:
    themes = tuple(Theme(ThemeId(f"theme{n}"), f"Theme {n}") for n in range(1, len(town.facilitators) + 1))
    now, tenant = datetime.now(UTC), Tenant(f"slack:{town.workspace.team_id}")
    place = PlaceRef(town.plenary)
    await work.sessions.add(
        Session(
            SESSION,
            tenant,
            "What helps?",
            place,
            (PersonRef(town.organiser),),
            Phase.PLACED,
            1,
            now,
            themes=themes,
        )
    )
    rooms = [
        Room(RoomId(f"room{n}"), SESSION, n, theme.id, PersonRef(lead))
        for n, (theme, lead) in enumerate(zip(themes, town.facilitators, strict=True), 1)
    ]
    for person in (*town.facilitators, *town.participants):
        await work.people.put(
            SignUp(SESSION, PersonRef(person), (), now, can_facilitate=person in town.facilitators)
        )
    seats = [Seat(PersonRef(one), rooms[n % len(rooms)].id, None) for n, one in enumerate(town.participants)]
    await work.rooms.replace_all(SESSION, rooms, seats)
    await work.cards.add(new_card(RandomIdentity().new, SESSION, CardKind.SIGN_UP, place))


async def _ask(work: Work, town: Town) -> None:
    organiser = PersonRef(town.organiser)
    await work.polls.add(Poll(POLL, SESSION, QUESTION, Audience.PLENARY, organiser, datetime.now(UTC)))
    card = new_card(RandomIdentity().new, SESSION, CardKind.POLL, PlaceRef(town.plenary), POLL)
    await work.cards.add(card)
