"""Real conversations replayed through the real bot: everything proposed, moderated and voted as it was, then counted again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from bot.clock import RandomIdentity, SteadyClock
from consultation.model.references import Actor, PersonRef, Tenant
from consultation.model.statements import ConversationDraft
from consultation.services.statements import Statements
from rehearsal.workspace import payloads
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.forms import View
from rehearsal.workspace.interactions.asking import ask
from soak.evening import SESSION, Record, prepared
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.lives import zygote
from soak.polis import Talk, Tally, Vote, read
from soak.town import Town, town, until
from storage.database import open_database
from storage.unit_of_work import SqlStorage

NAMES = ("london-youth-policing", "brexit-consensus", "vtaiwan-uberx")
AT_ONCE = 60
"""Votes under way side by side: far more than any channel sees."""
PRESSES = 50
"""Times somebody presses until Slack takes it. Who was answered too late presses again, and is counted once."""
AGAIN_SECONDS = 0.3
"""What somebody waits before pressing again."""
FORM_SECONDS = 5.0
"""What somebody waits for a form before asking again: it opens within 3 seconds or not at all."""

COUNTED = """
select s.text, o.opinion, count(*) from opinions o join statements s on s.id = o.statement_id
where s.standing = 'shown' and o.number in (select max(number) from opinions group by statement_id, person)
group by s.text, o.opinion
"""


@dataclass(slots=True)
class Replay:
    """A conversation on its way through a town: its people are the town's, its statements are known by their words."""

    talk: Talk
    town: Town
    record: Record
    _ids: dict[str, str] = field(default_factory=dict)
    _turns: dict[tuple[str, str], asyncio.Lock] = field(default_factory=dict)

    def person(self, name: str) -> str:
        """Who plays this voter or author."""
        return self.town.participants[self.talk.people.index(name)]

    async def begin(self) -> None:
        """The organiser begins; everybody proposes what they proposed, and the organiser lets it through or hides it."""
        await self._typed(self.town.organiser, f"/consult statements {self.talk.topic}", {})
        await until(lambda: self.record.number("select count(*) from conversations") == 1)
        voted = {vote.comment for vote in self.talk.votes}
        for comment in self.talk.comments:
            await self._typed(self.person(comment.author), f"/consult propose {comment.text}", {})
            known = dict(self.record.rows("select text, id from statements"))
            self._ids[comment.id] = known[comment.text]
            # What was rejected later was voted on before.
            deed = "hide" if comment.rejected and comment.id not in voted else "show"
            await self._judged(comment.id, deed)

    async def put(self) -> None:
        """The same from the inside, in no time: all but what was rejected before anybody voted on it is shown."""
        database = await open_database(self.record.url)
        try:
            services = Statements(SqlStorage(database), SteadyClock(), RandomIdentity())
            organiser = Actor(Tenant(f"slack:{self.town.workspace.team_id}"), PersonRef(self.town.organiser))
            draft = ConversationDraft(self.talk.topic, reviewed=False)
            conversation = await services.begin(organiser, SESSION, draft)
            for comment in self.talk.comments:
                author = Actor(organiser.tenant, PersonRef(self.person(comment.author)))
                made = await services.propose(author, conversation.id, comment.text)
                self._ids[comment.id] = made.id
        finally:
            await database.close()

    async def reject(self) -> None:
        """The organiser hides what was rejected in the end."""
        for comment in self.talk.comments:
            if comment.rejected:
                await self._judged(comment.id, "hide")

    async def close(self) -> None:
        """The organiser closes, and everything that follows from it is done."""
        (conversation,) = self.record.rows("select id from conversations")[0]
        await self.press(self.town.organiser, f"said:close:{conversation}")
        await until(lambda: self.record.is_settled, 600)

    async def vote(self, vote: Vote) -> None:
        """One vote, after the earlier ones of the same person on the same statement."""
        turn = self._turns.setdefault((vote.voter, vote.comment), asyncio.Lock())
        async with turn:
            for _ in range(PRESSES):
                with suppress(SlackError):  # busy machines are slow: people press again
                    await self.press(
                        self.person(vote.voter), f"opinion:{self._ids[vote.comment]}:{vote.opinion}"
                    )
                    return
                # At once and again and again nobody presses; and a program that lost its connection could not come back meanwhile.
                await asyncio.sleep(AGAIN_SECONDS)
                await until(lambda: self.town.connected, 600)

    async def press(self, person: str, action_id: str) -> None:
        """Press a button that this person was shown at some time."""
        there, app = self.town.workspace, self.town.app
        who, channel = there.people.get(person), there.channels.get(self.town.plenary)
        action = {
            "action_id": action_id,
            "block_id": "opinions",
            "type": "button",
            "action_ts": there.stamp(),
        }
        payload = {
            **payloads.interaction(there, app, who, "block_actions"),
            "container": {"type": "message", "channel_id": channel.id, "is_ephemeral": False},
            "trigger_id": there.tickets.trigger(person, app.app_id),
            "channel": {"id": channel.id, "name": channel.name},
            "response_url": payloads.response_url(there, "actions", app, who, channel),
            "actions": [action],
        }
        await ask(there, app, person, payload, "Your click")

    def counted(self) -> Mapping[str, Tally]:
        """The tallies of what is shown, by its words, counted past the program."""
        found: dict[str, dict[str, int]] = {
            text: {} for (text,) in self.record.rows("select text from statements where standing = 'shown'")
        }
        for text, opinion, people in self.record.rows(COUNTED):
            found[text][opinion] = people
        return {
            text: (one.get("agree", 0), one.get("disagree", 0), one.get("pass", 0))
            for text, one in found.items()
        }

    async def _judged(self, comment: str, deed: str) -> None:
        statement, organiser = self._ids[comment], self.town.organiser
        press = partial(self.press, organiser, f"said:{deed}:{statement}")
        if deed == "hide":
            await self._filled(organiser, press, {"reason": "Not a statement on the question"})
        else:
            await press()
        wanted = "shown" if deed == "show" else "hidden"
        standing = f"select count(*) from statements where id = '{statement}' and standing = '{wanted}'"  # noqa: S608 - an id of ours
        await until(lambda: self.record.number(standing) == 1)

    async def _typed(self, person: str, text: str, values: Mapping[str, str]) -> None:
        command = partial(self.town.act, person, "command", channel=self.town.plenary, text=text)
        await self._filled(person, command, values)

    async def _filled(
        self, person: str, asked: Callable[[], Awaitable[object]], values: Mapping[str, str]
    ) -> None:
        """Ask for the form, fill in what is named, and send it."""
        view = await self._opened(person, asked)
        typed = {name: {"value": value} for name, value in values.items()}
        answer: dict[str, Any] = await self.town.act(person, "submit", view_id=view.id, values=typed)
        assert answer["ok"], answer
        assert not answer.get("errors"), answer

    async def _opened(self, person: str, asked: Callable[[], Awaitable[object]]) -> View:
        """The form that somebody asks for until it opens: on a busy machine Slack's 3 seconds for it may be over."""
        forms = self.town.workspace.forms
        for _ in range(PRESSES):
            await asked()
            with suppress(TimeoutError):
                await until(lambda: bool(forms.of(person)), FORM_SECONDS)
                return forms.of(person)[0]
        raise TimeoutError(f"no form opened for {person}")


@asynccontextmanager
async def replaying(talk: Talk, place: Path) -> AsyncIterator[Replay]:
    """A town with everybody of the conversation in it, and the program as a process of its own."""
    async with town(len(talk.people), rooms=1) as there, zygote() as cell:
        record = await prepared(there, place / "life")
        life = await cell.begin(place / "life", there.settings(record.url))
        await until(lambda: there.connected)
        yield Replay(talk, there, record)
        await life.stop()


async def everybody(replay: Replay, votes: Sequence[Vote]) -> None:
    """All votes in their order, many at once."""
    under_way: set[asyncio.Task[None]] = set()
    for vote in votes:
        under_way.add(asyncio.create_task(replay.vote(vote)))
        if len(under_way) >= AT_ONCE:
            done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
    await asyncio.gather(*under_way)


def run(options: Options) -> list[Figure]:  # noqa: ARG001 - every soak is given them
    """All three conversations."""
    found: list[Figure] = []
    for name in NAMES:
        with folder() as place:
            found += asyncio.run(_run(name, place))
    return found


async def _run(name: str, place: Path) -> list[Figure]:
    talk = read(name)
    async with replaying(talk, place) as replay:
        await replay.begin()
        print(f"  ... {name}: {len(talk.comments)} statements", flush=True)
        began = monotonic()
        await everybody(replay, talk.votes)
        await until(lambda: replay.record.is_settled, 600)
        seconds = monotonic() - began
        await replay.reject()
        await replay.close()
        counted, wanted = replay.counted(), talk.final
    wrong = [text for text in {*counted, *wanted} if counted.get(text) != wanted.get(text)]
    return [
        at_least(
            f"{name}: votes pressed by {len({v.voter for v in talk.votes}):,} people", len(talk.votes), 640
        ),
        at_most("  seconds until the last was counted", seconds, 3_600.0, " s"),
        at_least("  people's latest opinions counted", sum(map(sum, counted.values())), 1),
        at_most("  statements whose tally is not the final one", len(wrong), 0),
    ]
