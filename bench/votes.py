"""Votes in their thousands: a poll that is open, in a database of its own, and the presses of everybody on one of its buttons."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote_plus

from handlers.slack.signing import signature
from storage.database import open_database
from storage.migrate import migrate
from tests.support.slack import FakeSlack

SECRET = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"  # noqa: S105 - made up
_VOTER, _TRIGGER, _ACTED, _ANSWER = "UVVVVVVVV", "ttttttttt", "aaaaaaaaa", "rrrrrrrrr"
PEOPLE = 5_000
"""Who presses again presses the same: one ballot each, however many presses."""
_PADDING = 2_000
"""Letters of other blocks in the message that bears the buttons, so that a press is as long as Slack's."""


@dataclass(frozen=True)
class Press:
    """One vote, in both forms of delivery. `name` is known to nothing else."""

    name: str
    envelope: str
    request: bytes


@dataclass
class Presses:
    """Makes presses, no two of them alike: each by another person."""

    payload: str
    answers: str
    numbers: Iterator[int]

    @classmethod
    async def on(cls, folder: Path, answers: str) -> "Presses":
        """A poll in `folder/seed.sqlite3`, and the presses on it, to be answered at `answers`."""
        url = f"sqlite:///{folder / 'seed.sqlite3'}"
        migrate(url)
        database = await open_database(url)
        try:
            slack = FakeSlack(database)
            organiser = await slack.session_in_rooms()
            await organiser.commands('/consult poll "Should patients see their records?" "Yes" "No"')
            await slack.paints()
            body = slack.person(_VOTER).press("Yes")
            await slack.background.drain()
        finally:
            await database.close()
        _sign_up_all(folder / "seed.sqlite3")
        body |= {"trigger_id": _TRIGGER, "response_url": f"{answers}/{_ANSWER}"}
        body["actions"][0]["action_ts"] = _ACTED
        body.setdefault("message", {"text": "Should patients see their records?"})["metadata"] = {
            "event_type": "padding",
            "event_payload": {"text": "blocks " * (_PADDING // 7)},
        }
        return cls(json.dumps(body), answers, count(1))

    def make(self, number: int, stamp: str) -> list[Press]:
        """So many presses, signed as of this unix time."""
        quoted = quote_plus(self.payload)
        return [self._press(next(self.numbers), quoted, stamp) for _ in range(number)]

    def _press(self, number: int, quoted: str, stamp: str) -> Press:
        name = f"{number:09d}"
        marks = ((_VOTER, _person(number)), (_TRIGGER, name), (_ACTED, f"{number:09d}"), (_ANSWER, name))
        payload = self.payload
        for mark, own in marks:
            payload, quoted = payload.replace(mark, own), quoted.replace(mark, own)
        body = b"payload=" + quoted.encode()
        head = (
            "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature(SECRET, stamp, body)}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        envelope = f'{{"envelope_id": "{name}", "type": "interactive", "accepts_response_payload": true, "payload": {payload}}}'
        return Press(name, envelope, head.encode() + body)


def _person(number: int) -> str:
    return f"U{number % PEOPLE:08d}"


def _sign_up_all(path: Path) -> None:
    """Everybody signs up as somebody did who is there already."""
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute("pragma table_info(sign_ups)")]
        number, person = columns.index("number"), columns.index("person")
        row = connection.execute("select * from sign_ups limit 1").fetchone()
        marks = ",".join("?" * len(columns))
        own = ({number: None, person: _person(one)} for one in range(PEOPLE))
        everybody = ([changed.get(at, value) for at, value in enumerate(row)] for changed in own)
        connection.executemany(f"insert into sign_ups values ({marks})", everybody)  # noqa: S608 - question marks


def begin(folder: Path, name: str) -> Path:
    """A copy of the database with the poll, for one run."""
    return Path(shutil.copyfile(folder / "seed.sqlite3", folder / f"{name}.sqlite3"))


def stored(path: Path) -> tuple[int, int, int]:
    """How many votes a database has taken in, how many of them it has acted on, and how many people's ballots it holds."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        ours = "select count(*) from intake where key like '%:_________:_________'"
        taken = connection.execute(ours).fetchone()[0]
        done = connection.execute(f"{ours} and state = 'done'").fetchone()[0]
        ballots = "select count(distinct person) from ballots where order_stamp like '_________'"
        return int(taken), int(done), int(connection.execute(ballots).fetchone()[0])
