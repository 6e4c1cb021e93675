"""In the rooms: people talk, facilitators keep what matters with an emoji, and not every emoji means something."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.cast.actor import Actor
    from rehearsal.cast.company import Company, Room
    from rehearsal.cast.golden import Remark

CHATTER = 0.7
"""How often something ordinary is said between two remarks that are kept."""

APPLAUSE = ("+1", "clap", "heart", "raised_hands")
MISTAKEN_ROOM, TYPO_ROOM = 2, 3


@dataclass(slots=True)
class Talk:
    """One room while people talk. ``chance`` is the room's own, so that rooms don't disturb each other's course."""

    company: Company
    room: Room
    chance: random.Random
    ordinary: list[str]

    @property
    def host(self) -> Actor:
        """Return who leads the room."""
        return self.room.facilitators[0]

    async def says(self, actor: Actor, text: str) -> str:
        """Let somebody in the room say something, after a while; returns its ``ts``."""
        await self.company.pace.breath(2, 7)
        return await actor.says(self.room.channel, text)

    async def tags(self, ts: str, tag: str) -> None:
        """Let the facilitator keep a message with the emoji that the legend shows."""
        await self.company.pace.breath(0.5, 2)
        await self.host.reacts(self.room.channel, ts, self.company.legend[tag])


async def talk(company: Company) -> None:
    """Let all rooms talk at the same time."""
    company.progress.scene("The rooms talk", sum(len(room.script.remarks) for room in company.rooms))
    async with asyncio.TaskGroup() as group:
        for room in company.rooms:
            group.create_task(company.attempt(partial(_converse, company, room)))


async def _converse(company: Company, room: Room) -> None:
    if not room.facilitators:
        company.troubles.append(f"Room {room.script.number} has no facilitator, so nothing is kept there.")
        return
    chance = random.Random(company.chance.random())
    chatter = company.small_talk["chatter"]
    conversation = Talk(company, room, chance, chance.sample(chatter, len(chatter)))
    openings = company.small_talk["facilitator_opens"]
    await conversation.says(conversation.host, openings[room.script.number % len(openings)])
    for remark in room.script.remarks:
        if chance.random() < CHATTER and conversation.ordinary:
            await _chats(conversation)
        await _remarks(conversation, remark)
        company.progress.step()
    if room.script.number == MISTAKEN_ROOM:
        await _tags_by_mistake(conversation)
    headline = await conversation.says(conversation.host, room.script.headline)
    await conversation.tags(headline, "headline")


async def _chats(conversation: Talk) -> None:
    """Say something ordinary: perhaps a question of the facilitator, perhaps a reply in its thread, perhaps an emoji."""
    company, chance = conversation.company, conversation.chance
    asks = company.small_talk["facilitator_asks"]
    if chance.random() < 1 / 6:
        await conversation.says(conversation.host, chance.choice(asks))
        return
    speaker, listener = chance.sample(conversation.room.participants, 2)
    ts = await conversation.says(speaker, conversation.ordinary.pop())
    if chance.random() < 1 / 4:
        await listener.says(conversation.room.channel, chance.choice(company.small_talk["replies"]), ts)
    if chance.random() < 1 / 3:
        # Someone who isn't the facilitator uses an emoji of the legend: nothing may be kept.
        emoji = chance.choice(sorted(company.legend.values()))
        await listener.reacts(conversation.room.channel, ts, emoji)


async def _remarks(conversation: Talk, remark: Remark) -> None:
    room, chance = conversation.room, conversation.chance
    speaker, listener = chance.sample(room.participants, 2)
    ts = await conversation.says(speaker, remark.text)
    for tag in remark.tags:
        await conversation.tags(ts, tag)
    if chance.random() < 1 / 3:
        await listener.reacts(room.channel, ts, chance.choice(APPLAUSE))
    if room.script.number == TYPO_ROOM and remark is room.script.remarks[0]:
        await _slips(conversation, speaker, ts, remark.text)


async def _slips(conversation: Talk, speaker: Actor, ts: str, text: str) -> None:
    """Edit a kept message into a typo, notice it, and put it right."""
    slip = text.replace("e", "", 1)
    await speaker.edits(conversation.room.channel, ts, slip)
    await conversation.says(conversation.host, "Thank you. Please go on.")
    await speaker.edits(conversation.room.channel, ts, text)


async def _tags_by_mistake(conversation: Talk) -> None:
    """Keep something by mistake and take the emoji back."""
    speaker = conversation.chance.choice(conversation.room.participants)
    ts = await conversation.says(speaker, "I have to leave in five minutes, thank you all.")
    await conversation.tags(ts, "quote")
    await conversation.company.pace.breath(2, 4)
    await conversation.host.takes_back(conversation.room.channel, ts, conversation.company.legend["quote"])
