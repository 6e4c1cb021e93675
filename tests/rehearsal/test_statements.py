"""A real workshop voted again through the real bot: 26 people, 640 votes, at their own pace by a clock moved by hand."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from bot import compose
from bot.settings import read_settings
from handlers.slack import answers
from rehearsal.workspace import Clock
from soak.evening import prepared
from soak.polis import FOLDER, read
from soak.statements import Replay
from soak.town import town, until
from tests.rehearsal.patiently import PATIENT
from tests.support.patience import SECONDS
from tests.support.tasks import meanwhile

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = [
    pytest.mark.wire,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="no ../shared/consultation beside this repository"),
]

HALF_A_MINUTE = 30_000
"""Milliseconds. Whoever votes within it does so side by side."""

TALK = read("london-youth-policing") if FOLDER.is_dir() else None


@pytest.fixture
async def replay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Replay]:
    """Everything proposed, nothing voted; the bot connected, and telling the time as the workspace does."""
    assert TALK is not None
    clock = Clock(TALK.votes[0].at / 1000)
    async with town(len(TALK.people), rooms=1, clock=clock, timing=PATIENT) as there:
        replay = Replay(TALK, there, await prepared(there, tmp_path / "life"))
        await replay.put()

        class Told:
            def __init__(self, told: datetime | None = None) -> None:
                """What time it is here is for the test to say."""

            def now(self) -> datetime:
                return datetime.fromtimestamp(clock.now(), UTC)

            def apart(self) -> timedelta:
                return timedelta()

        monkeypatch.setattr(compose, "SteadyClock", Told)
        monkeypatch.setattr(answers, "FORM_SECONDS", SECONDS)
        settings = read_settings(there.settings(replay.record.url))
        async with compose.running(settings):
            await until(lambda: there.connected)
            yield replay


async def going_on(clock: Clock) -> None:
    """Time passes, as it does after a workshop too: a card rests for some seconds between two repaints."""
    while True:
        await clock.advance(1.0)
        await asyncio.sleep(0.05)


async def test_a_workshop_voted_again_comes_to_its_final_tallies(replay: Replay) -> None:
    clock, given = replay.town.workspace.clock, 0
    for _, votes in groupby(replay.talk.votes, lambda vote: vote.at // HALF_A_MINUTE):
        some = list(votes)
        await clock.advance(max(some[-1].at / 1000 - clock.now(), 0.0))
        await asyncio.gather(*map(replay.vote, some))
        # However long a busy machine takes: an opinion is given when it is given, not once time has gone on.
        given += len(some)
        await until(lambda: replay.record.number("select count(*) from opinions") == given)  # noqa: B023 - awaited within this turn
    await until(lambda: replay.record.number("select count(*) from opinions") == len(replay.talk.votes))
    first, last = replay.record.rows("select min(cast_at), max(cast_at) from opinions")[0]
    assert (
        datetime.fromisoformat(last) - datetime.fromisoformat(first)
        > (
            datetime.fromtimestamp(replay.talk.votes[-1].at / 1000, UTC)
            - datetime.fromtimestamp(replay.talk.votes[0].at / 1000, UTC)
        )
        * 0.9
    )
    # Whoever fills in a form has three seconds for it to open: time goes on only once that is done.
    await replay.reject()
    async with meanwhile(going_on(clock)):
        await replay.close()
    assert replay.counted() == replay.talk.final
    assert sum(map(sum, replay.counted().values())) == 638
    card = next(one for one in replay.town.workspace.messages if "What most agree on" in (one.text or ""))
    assert "36 statements · 26 people · 638 opinions" in card.text
