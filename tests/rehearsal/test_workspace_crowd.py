import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from rehearsal.workspace import PersonSetup, Setup, Workspace
from rehearsal.workspace.tickets import MOST, Tickets
from tests.rehearsal.stage import button, stage


def pressed(app: AsyncApp) -> None:
    @app.action("press")
    async def press(ack: AsyncAck) -> None:
        await ack()


async def test_a_crowd_acts_at_the_same_moment_and_is_answered_in_its_order() -> None:
    async with stage(pressed) as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()]))["ts"]
        click = {"do": "click", "channel": s.channel(), "ts": ts, "block_id": "buttons", "action_id": "press"}
        people = [s.person("ada"), s.person("grace"), "U0"] * 10
        answer = await s.post("/control/acts", {"acts": [{"as": person, **click} for person in people]})
        log = [e for e in await s.get("/control/deliveries") if e["kind"] == "interactive"]

    words = [entry.get("error", "") for entry in answer["answers"]]
    assert words == ["", "", "user_not_found"] * 10
    assert [entry["payload"]["user"]["id"] for entry in log] == [p for p in people if p != "U0"]


@pytest.mark.parametrize("acts", [None, {}, [1], [{}] * 20_001])
async def test_a_crowd_is_a_list_of_acts(acts: object) -> None:
    async with stage() as s:
        answer = await s.post("/control/acts", {"acts": acts})

    assert not answer["ok"]


def test_five_thousand_people_fit() -> None:
    everyone = tuple(PersonSetup(f"person{n}", f"Person {n}") for n in range(5_000))
    workspace = Workspace(Setup(people=everyone))
    channel = workspace.channels.named("general")

    assert channel is not None
    assert len(channel.members) == 5_000
    assert len({person.id for person in workspace.people}) == 5_000


def test_what_was_lent_long_ago_is_forgotten_but_nothing_that_still_works() -> None:
    workspace = Workspace(Setup())
    tickets = Tickets(workspace.ids, workspace.clock, 3, 1800)
    first, *_, last = [tickets.trigger("U1", "A1") for _ in range(MOST + 1)]

    assert first not in tickets._triggers
    assert tickets.take_trigger(last, "A1").person == "U1"
