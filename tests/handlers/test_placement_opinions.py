"""Rooms by the answers to a poll, and that the same list gives the same rooms again: from the press to the rooms."""

import re
from typing import Any

from tests.support.slack import FakeSlack, Person


async def opinionated(slack: FakeSlack) -> Person:
    """Eight people without choices, of whom four said Yes and four said No."""
    organiser = slack.person("UORG")
    await organiser.makes_session(themes="Care\nFutures")
    await organiser.commands("/consult open")
    for n in range(8):
        await slack.person(f"U{n}").commands("/consult join")
        await slack.person(f"U{n}").submits()
    await organiser.commands('/consult poll "Should it go on?" "Yes" "No"')
    await slack.paints()
    for n in range(8):
        await slack.person(f"U{n}").presses("Yes" if n < 4 else "No")
    await organiser.commands("/consult place")
    return organiser


def way(organiser: Person, label: str) -> str:
    """What a choice of the form stands for, by how its label begins."""
    found: list[dict[str, Any]] = [
        option
        for block in organiser.form["blocks"]
        if block.get("block_id") == "opinions"
        for option in block["element"]["options"]
    ]
    return next(str(one["value"]) for one in found if one["text"]["text"].startswith(label))


async def yes_in_rooms(slack: FakeSlack) -> list[int]:
    """How many of each room said Yes, the fewest first."""
    rooms: dict[str, int] = {"Care": 0, "Futures": 0}
    for n in range(8):
        person = slack.person(f"U{n}")
        await person.commands("/consult")
        rooms["Care" if "Care*" in person.told[-1] else "Futures"] += n < 4
    return sorted(rooms.values())


async def test_an_organiser_mixes_opinions_or_gathers_them_and_sees_by_which_poll(slack: FakeSlack) -> None:
    organiser = await opinionated(slack)
    for label, name, yes in (("Mix", "mixed", [2, 2]), ("Gather", "gathered", [0, 4])):
        chosen = way(organiser, label)
        await organiser.presses_in_form("Look again", opinions=chosen)
        assert f"Opinions are {name} by the poll “Should it go on?”." in str(organiser.form["blocks"])
        await organiser.submits(opinions=chosen)
        assert await yes_in_rooms(slack) == yes
        await organiser.commands("/consult place")


async def test_the_same_list_has_the_same_fingerprint_and_rooms_when_it_is_placed_again(
    slack: FakeSlack,
) -> None:
    organiser = await opinionated(slack)
    told = re.search(r"seed \d+, fingerprint [0-9a-f]{16}", str(organiser.form["blocks"]))
    assert told
    await organiser.submits()
    rooms = [await yes_in_rooms(slack)]
    await organiser.commands("/consult place")
    assert told[0] in str(organiser.form["blocks"])
    await organiser.submits()
    assert [await yes_in_rooms(slack)] == rooms
    await slack.person("U9").commands("/consult join")
    await slack.person("U9").submits()
    await organiser.commands("/consult place")
    assert told[0] not in str(organiser.form["blocks"])
