"""The organiser places people and opens the rooms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.cast import shown
from rehearsal.cast.company import Room

if TYPE_CHECKING:
    from rehearsal.cast.company import Company
    from rehearsal.cast.golden import RoomScript
    from rehearsal.cast.window import Post

OPENING = 180.0
"""Seconds for all rooms to open: Slack lets an app make only 20 channels a minute."""

_LEGEND = re.compile(r"^:(?P<emoji>[a-z0-9_+-]+):\s+\*?(?P<tag>\w+)")


async def place_people(company: Company) -> None:
    """Look at the preview, place people, open the rooms and wait until everyone is in one."""
    company.progress.scene("People are placed and the rooms open", 4)
    desk = company.desk
    panel = await desk.asks("/consult", company.plenary, "Place people")
    await company.pace.breath(2, 4)
    await company.organiser.presses_primary(on=panel)
    await desk.form("Place people")
    await company.pace.breath(4, 8)
    await desk.fills_in("Place people", {})
    company.progress.step()
    placed = await desk.is_told("Open rooms", company.plenary)
    await company.organiser.says(company.plenary, company.small_talk["to_rooms"])
    await company.pace.breath(2, 4)
    await company.organiser.presses("Open rooms", on=placed)
    await desk.form("Open rooms")
    await company.pace.breath(1, 3)
    await desk.fills_in("Open rooms", {})
    company.progress.step()
    await _wait_for_rooms(company)


async def _wait_for_rooms(company: Company) -> None:
    window = company.desk.window
    cards = await window.until("a card in each room", lambda: _cards(company), OPENING)
    company.progress.step()
    company.legend = legend(cards[0])
    people = company.golden.participants

    def everyone() -> bool | None:
        company.rooms = tuple(_room(company, card) for card in cards)
        return sum(len(room.participants) for room in company.rooms) >= people or None

    await company.attempt(lambda: window.until(f"all {people} people to be in a room", everyone, OPENING))
    company.progress.step()


def _cards(company: Company) -> list[Post] | None:
    """Return the card of each room in the script's order, once all are there."""
    window = company.desk.window
    others = [
        channel
        for channel in window.channels.values()
        if not channel.is_direct and channel.id != company.plenary
    ]
    posts = [post for channel in others for post in window.posts(channel.id) if post.by_app]
    cards = [next((post for post in posts if _is_card(post, room)), None) for room in company.golden.rooms]
    found = [card for card in cards if card is not None]
    return found if len(found) == len(cards) else None


def _is_card(post: Post, script: RoomScript) -> bool:
    heading = next(iter(shown.read_lines(post.blocks)), "")
    return script.theme in heading


def _room(company: Company, card: Post) -> Room:
    members = company.desk.window.channels[card.channel].members
    script = next(room for room in company.golden.rooms if _is_card(card, room))
    return Room(
        card.channel,
        script,
        tuple(actor for actor in company.facilitators if actor.id in members),
        tuple(actor for actor in company.participants if actor.id in members),
    )


def legend(card: Post) -> dict[str, str]:
    """Return which emoji stands for which tag, as the legend of a room's card shows it."""
    found = [_LEGEND.match(line) for line in shown.lines(card.blocks)]
    return {match["tag"].casefold(): match["emoji"] for match in found if match}
