"""An anonymous poll and survey through the real bot: what everything that lies around afterwards tells of who answered what."""

import asyncio
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from consultation.model.people import SignUp
from consultation.model.references import PersonRef, PlaceRef
from storage.backups import back_up
from storage.database import Database
from tests.handlers.test_poll_kinds import newest
from tests.support.loot import Loot, most_linked
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack, Person
from tests.support.storage import SQLITE

OPTIONS = ("Ash", "Birch", "Cedar", "Damson")
VOTERS = [f"UV{number:02}" for number in range(24)]
BY_CHANCE = 18
"""Of 24 people who choose among four, so many are guessed by chance once in ten million times; a link finds all."""


async def asked(slack: FakeSlack, secrecy: str) -> Person:
    """A poll and a survey with the same options, before two dozen people."""
    organiser = await slack.session_in_rooms()
    async with slack.storage.work() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        for name in VOTERS:
            await work.people.put(SignUp(session.id, PersonRef(name), (), slack.clock.now()))
    await organiser.commands("/consult survey Trees")
    options = " ".join(f'"{option}"' for option in OPTIONS)
    await organiser.submits(questions=f'"Which next?" {options}\nlong "Why?"', secrecy=secrecy)
    await organiser.commands("/consult poll")
    choice = {"kind": "choice", "options": "\n".join(OPTIONS), "shows": "At the close"}
    await organiser.submits(question="Which tree?", secrecy=secrecy, **choice)
    await slack.paints()
    return organiser


async def everybody_answers(slack: FakeSlack, answers: dict[str, int], url: str) -> None:
    """Each presses a button, some change their mind, and fills in the survey, at greater length the higher the number of the answer."""
    for number, (name, answer) in enumerate(answers.items()):
        someone = slack.person(name)
        if number % 3 == 0:
            await someone.presses(OPTIONS[answer - 1])
        await someone.presses(OPTIONS[answer])
        await someone.presses("Answer")
        await someone.submits(
            q1_answer=OPTIONS[answer], q2_answer=f"reason {answer} of {'🌳' * 700 * answer}"
        )
        if number in (7, 15):
            await asyncio.to_thread(back_up, url)


def said(text: str) -> int | None:
    """The answer that a text tells of: by a vote's button, a ballot, or the words of the survey."""
    found = re.search(r'"chosen\\*":\[(\d)\]|vote:[0-9a-z]+:(\d)|reason (\d) of', text)
    return int(found[found.lastindex or 0]) if found else None


async def linked(slack: FakeSlack, database: Database, secrecy: str, logs: pytest.LogCaptureFixture) -> int:
    """Of how many people a program finds the answer that is given everything after the close."""
    chance, url = Random(7), f"sqlite:///{database.address.path}"  # noqa: S311 - repeatable, not secret
    order = chance.sample(VOTERS, len(VOTERS))
    answers = {name: chance.randrange(len(OPTIONS)) for name in order}
    organiser = await asked(slack, secrecy)
    await everybody_answers(slack, answers, url)
    await organiser.presses_action(f"poll:remind:{(await newest(slack)).id}")
    await slack.paints()
    await asyncio.to_thread(back_up, url)
    await organiser.presses("Close")
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    await asyncio.to_thread(back_up, url)
    loot = Loot.of(database.address.path.parent, logs.text)
    assert len(loot.databases) >= 5
    return most_linked(loot, answers, said, [order, VOTERS])


async def test_whoever_has_everything_the_bot_left_after_the_close_does_no_better_than_chance(
    slack: FakeSlack, database: Database, engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    if engine != SQLITE:
        pytest.skip("a server's files are its own")
    caplog.set_level(0)
    assert await linked(slack, database, "anonymous", caplog) < BY_CHANCE
    for path in database.address.path.parent.rglob("*.sqlite3*"):
        assert all(len(lengths) == 1 for lengths in lengths_of_envelopes(path).values())


async def test_the_same_program_finds_everybody_where_names_are_only_hidden(
    slack: FakeSlack, database: Database, engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Or the test above would prove nothing."""
    if engine != SQLITE:
        pytest.skip("a server's files are its own")
    assert await linked(slack, database, "names hidden", caplog) == len(VOTERS)


def lengths_of_envelopes(path: Path) -> dict[str, set[int]]:
    """How long the envelopes of each question are in a database: all alike, or a long text would tell who wrote it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    if path.is_file() and path.read_bytes()[:6] == b"SQLite":
        with closing(sqlite3.connect(path)) as connection:
            for question, length in connection.execute(
                "SELECT question_id, length(answer) FROM ballots WHERE person LIKE 'sealed:%'"
            ):
                found[question].add(length)
    return found
