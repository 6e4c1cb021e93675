"""A survey of several pages over the wire: its forms follow one another in one window, half of it waits, and its card tells what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot import compose
from bot.settings import read_settings
from handlers.slack import answers
from rehearsal.workspace.values import elements
from soak.evening import Record, prepared
from soak.town import Town, town, until
from tests.rehearsal.patiently import PATIENT
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from rehearsal.workspace.forms import View
    from rehearsal.workspace.messages import Message

pytestmark = pytest.mark.wire

STATEMENTS = "\n".join(f"Statement number {n}" for n in range(1, 15))
"""Two pages: twelve fields are one."""


@pytest.fixture
async def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Town, Record]]:
    """Two people on the list of a session, and the bot connected over its socket."""
    monkeypatch.setattr(answers, "FORM_SECONDS", SECONDS)
    async with town(2, rooms=1, timing=PATIENT) as place:
        record = await prepared(place, tmp_path / "life")
        async with compose.running(read_settings(place.settings(record.url))):
            await until(lambda: place.connected)
            yield place, record


async def form(place: Town, person: str, says: str = "") -> View:
    """The form that is open for somebody, once it says this."""
    await until(lambda: any(says in str(view.body) for view in place.workspace.forms.of(person)))
    return place.workspace.forms.of(person)[-1]


async def sends(place: Town, person: str, view: View, **chosen: str) -> None:
    """Fill in fields by their names, and send the form."""
    ids = {block["block_id"]: element["action_id"] for block, element in elements(view.blocks)}
    values = {name: {ids[name]: value} for name, value in chosen.items()}
    answer: dict[str, Any] = await place.act(person, "submit", view_id=view.id, values=values)
    assert answer["ok"], answer
    assert not answer.get("errors"), answer


def message(place: Town, says: str) -> Message | None:
    """The newest message that says this."""
    return next((one for one in reversed(list(place.workspace.messages)) if says in (one.text or "")), None)


async def presses(place: Town, person: str, label: str, on: str) -> None:
    """Press a button on the card that says this."""
    await until(lambda: message(place, on) is not None)
    card = message(place, on)
    assert card is not None
    block, button = next(
        (block, one) for block, one in elements(card.blocks or []) if one["text"]["text"] == label
    )
    address = {"block_id": block["block_id"], "action_id": button["action_id"]}
    answer = await place.act(person, "click", channel=place.plenary, ts=card.ts, **address)
    assert answer["ok"], answer


async def test_a_survey_of_two_pages_is_answered_left_taken_up_again_and_closed(
    there: tuple[Town, Record],
) -> None:
    place, record = there
    somebody, other = place.participants
    await place.act(place.organiser, "command", channel=place.plenary, text="/consult survey Before we begin")
    await sends(place, place.organiser, await form(place, place.organiser), questions=STATEMENTS)
    await presses(place, somebody, "Answer", "Nobody has answered yet")
    first = await form(place, somebody, "Page 1 of 2")
    await sends(place, somebody, first, q1_answer="0")
    second = await form(place, somebody, "Page 2 of 2")
    assert second.id == first.id
    await place.act(somebody, "close", view_id=second.id)
    await until(lambda: message(place, "1 person answered so far") is not None)
    await presses(place, somebody, "Answer", "1 person answered so far")
    await sends(place, somebody, await form(place, somebody, "Page 2 of 2"), q14_answer="3")
    assert not place.workspace.forms.of(somebody)
    assert record.number("select count(*) from ballots") == 2

    await presses(place, other, "Answer", "answered so far")
    open_still = await form(place, other, "Page 1 of 2")
    await presses(place, place.organiser, "Close survey", "Before we begin” is open")
    await until(lambda: message(place, "This survey is closed") is not None)
    refused = await place.act(other, "submit", view_id=open_still.id, values={})
    assert "closed" in str(refused["errors"])
    card = message(place, "This survey is closed")
    assert card is not None
    assert "1 of 3 people answered" in card.text
    assert "*Statement number 1* · 1 answer" in card.text
