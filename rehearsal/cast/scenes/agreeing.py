"""At the wrap-up each room is shown its points: some say that they agree, and the facilitator confirms them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from rehearsal.cast import shown
from rehearsal.cast.actor import Refused

if TYPE_CHECKING:
    from rehearsal.cast.actor import Actor, Eyes
    from rehearsal.cast.company import Company, Room
    from rehearsal.cast.window import Post

AGREEING = 5
"""People of each room who say so; the others are silent, as most are."""
CONFIRM = "Edit and confirm"
AGAIN = "Please try again"


async def agree(company: Company) -> None:
    """Let all rooms look at their points at the same time."""
    rooms = [room for room in company.rooms if room.facilitators]
    company.progress.scene("The rooms agree on their points", len(rooms))
    acts = [partial(_agrees, company, room, _sample(company, room)) for room in rooms]
    async with asyncio.TaskGroup() as group:
        for act in acts:
            group.create_task(company.attempt(act))


def _sample(company: Company, room: Room) -> list[Actor]:
    return company.chance.sample(room.participants, min(AGREEING, len(room.participants)))


async def _agrees(company: Company, room: Room, people: list[Actor]) -> None:
    host = room.facilitators[0]
    async with host.looks(whole=True) as eyes:
        card = await eyes.sees(f"the points of room {room.script.number}", room.channel, _has_points)
        for person in people:
            await company.pace.breath(1, 3)
            await person.presses("Agree", on=card)
        await company.pace.breath(2, 4)
        await _confirms(company, eyes, card, f"Room {room.script.number}")
    company.progress.step()


async def _confirms(company: Company, eyes: Eyes, card: Post, title: str) -> None:
    """Look at the points as lines and confirm them, once more where somebody busy is asked to try again."""
    for last in (False, False, True):
        await eyes.actor.presses(CONFIRM, on=card)
        await eyes.form(title)
        await company.pace.breath(3, 6)
        try:
            await eyes.fills_in(title, {"Confirm": "These are the points of this room"})
        except Refused as told:
            if last or AGAIN not in str(told):
                raise
        else:
            return
        await company.pace.breath(5, 10)


def _has_points(post: Post) -> bool:
    return not post.private and any(
        shown.same(one.label) == shown.same(CONFIRM) for one in shown.buttons(post.blocks)
    )
