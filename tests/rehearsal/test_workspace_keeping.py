from dataclasses import fields

import pytest

from rehearsal.workspace import Setup, Workspace
from rehearsal.workspace.keeping.picture import Picture
from tests.rehearsal.stage import NOON, Json, Stage, button, form, stage
from tests.rehearsal.test_workspace_faults import fault, texts
from tests.rehearsal.test_workspace_mishaps import wired

NOT_STATE = {
    "address": "where it is served now",
    "beginning": "what a reset leads back to",
    "budgets": "what was spent is forgotten within minutes",
    "calls": "the log of this run",
    "clock": "goes by itself, or as this run's tester says",
    "consents": "a code that an app was promised lives ten minutes",
    "deliveries": "what is under way now",
    "faults": "switched on in this run",
    "lines": "open connections",
    "live": "open pages",
    "offers": "asked for again as soon as someone types",
    "reach": "open connections",
    "setup": "its name is kept with the team",
}
KEPT_AS = {
    "team_id": "team",
    "ids": "generation",
    "stamps": "last_stamp",
    "forms": "views",
    "tickets": "replies",
}


async def lived_in(s: Stage) -> None:
    """Leave something of every kind behind."""
    parent = (await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()]))["ts"]
    await s.act("ada", "say", channel=s.channel(), text="Yes", thread_ts=parent)
    await s.act("grace", "react", channel=s.channel(), ts=parent, name="eyes")
    await s.client.pins_add(channel=s.channel(), timestamp=parent)
    await s.client.chat_postEphemeral(channel=s.channel(), user=s.person("ada"), text="Only you")
    await s.client.chat_postMessage(channel=s.person("grace"), text="Between us")
    await s.client.files_upload_v2(channel=s.channel(), content=b"\x89PNG", filename="a.png")
    promised = await s.client.files_getUploadURLExternal(filename="b.txt", length=1)
    assert promised["ok"]
    private = (await s.client.conversations_create(name="quiet", is_private=True))["channel"]["id"]
    await s.client.conversations_setTopic(channel=private, topic="Hush")
    await s.client.conversations_archive(channel=private)
    await s.client.bookmarks_add(channel_id=s.channel(), title="B", type="link", link="https://example.org")
    await s.client.chat_scheduleMessage(channel=s.channel(), text="Later", post_at=int(NOON) + 3600)
    await s.client.views_publish(user_id=s.person("ada"), view={"type": "home", "blocks": [button()]})
    await s.act("ada", "deactivate", user=s.person("grace"))


async def open_form(s: Stage) -> None:
    trigger = s.workspace.tickets.trigger(s.person("ada"), s.bot.app_id)
    await s.client.views_open(trigger_id=trigger, view=form())


def without_generation(state: Json) -> Json:
    return {key: value for key, value in state.items() if key != "generation"}


async def test_what_was_dumped_can_be_loaded_into_another_workspace() -> None:
    async with stage(at=NOON) as s:
        await lived_in(s)
        await open_form(s)
        dumped = await s.get("/control/dump")
        seen = await s.state("ada")
    async with stage(at=NOON) as other:
        assert await other.post("/control/load", dumped) == {"ok": True}
        again = await other.get("/control/dump")
        seen_again = await other.state("ada")
        file = next(m for m in await other.seen("ada") if m.get("files"))["files"][0]
        url = f"{other.address.url}/files-pri/T-{file['id']}/a.png"
        token = {"Authorization": f"Bearer {dumped['apps'][0]['bot_token']}"}
        async with other.http.get(url, headers=token) as answer:
            content = await answer.read()
        await other.advance(3600)
        later = (await texts(other))[-1]

    assert without_generation(again) == without_generation(dumped)
    assert {**seen_again, "apps": None} == {**seen, "apps": None}
    assert len(seen["views"]) == 1
    assert (content, later) == (b"\x89PNG", "Later")


async def test_after_a_load_ids_are_new_and_tokens_still_good() -> None:
    async with stage(at=NOON) as s:
        await s.client.conversations_create(name="first")
        dumped = await s.get("/control/dump")
        before = {channel["id"] for channel in dumped["channels"]}
        await s.post("/control/load", dumped)
        made = (await s.client.conversations_create(name="second"))["channel"]["id"]

    assert made not in before


async def test_a_reset_leads_back_to_the_beginning() -> None:
    async with stage(at=NOON) as s:
        beginning = await s.get("/control/dump")
        await lived_in(s)
        await fault(s, "status")
        await s.post("/control/budgets", {"channel": {"a_minute": 1, "burst": 1}})
        assert await s.post("/control/reset", {}) == {"ok": True}
        after = await s.get("/control/dump")
        assert await s.get("/control/log") == []
        assert (await s.get("/control/faults"))["faults"] == []
        assert (await s.get("/control/budgets"))["channel"]["burst"] == 5
        assert (await s.client.chat_postMessage(channel=s.channel(), text="Hello"))["ok"]
        await s.advance(3600)
        assert await texts(s) == ["Hello"]

    kept = {"generation", "last_stamp"}
    assert {k: v for k, v in after.items() if k not in kept} == {
        k: v for k, v in beginning.items() if k not in kept
    }


async def test_a_bot_stays_connected_over_a_reset() -> None:
    async with wired() as (s, wire):
        await s.post("/control/reset", {})
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        assert await wire.texts(1) == ["Hello"]


async def test_pages_are_sent_to_look_again_after_a_load() -> None:
    async with stage() as s, s.live("ada") as live:
        await s.post("/control/reset", {})
        assert (await live.socket.receive()).type.name == "CLOSE"


async def test_a_scene_brings_people_channels_and_messages_and_apps_hear_of_them() -> None:
    scene: Json = {
        "people": [{"name": "alan", "real_name": "Alan Turing"}],
        "channels": [{"name": "side", "members": ["alan", "ada"]}],
        "messages": [
            {"channel": "side", "as": "alan", "text": "Hello @ada"},
            {"channel": "side", "as": "ada", "text": "Hello", "reply_to": 0, "reactions": {"wave": ["alan"]}},
        ],
    }
    async with wired() as (s, wire):
        answer = await s.post("/control/load", scene)
        heard = {envelope["payload"]["event"]["type"] for envelope in await wire.take(2)}
        first, second = await s.seen("ada", "side")

    assert answer["ok"]
    assert [person["name"] for person in answer["people"]] == ["alan"]
    assert answer["messages"][0] == {"channel": answer["channels"][0]["id"], "ts": first["ts"]}
    assert heard == {"team_join", "channel_created"}
    assert (first["text"], first["reply_count"]) == (f"Hello <@{s.person('ada')}>", 1)
    assert second["reactions"][0]["users"] == [s.person("alan")]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Give people, channels or messages"),
        ({"rooms": []}, "Give people, channels or messages"),
        ({"people": [{}]}, "name must be a text in {}."),
        ({"people": 5}, "people must be a list of objects."),
        ({"channels": [{"name": "side", "members": 5}]}, "members must be a list of texts"),
        ({"messages": [{"channel": "plenary", "as": "ada"}]}, "text must be a text"),
        ({"messages": [{"channel": "plenary", "as": "ada", "text": "x", "reply_to": 3}]}, "reply_to must be"),
        (
            {"messages": [{"channel": "plenary", "as": "ada", "text": "x", "reactions": []}]},
            "reactions must be",
        ),
        ({"people": [{"name": "ada"}]}, "The handle ada is taken"),
        ({"channels": [{"name": "plenary"}]}, "name_taken"),
        ({"messages": [{"channel": "plenary", "as": "nobody", "text": "x"}]}, "user_not_found"),
        ({"version": 1}, "This is not the state of a workspace: Picture has no team."),
        ({"version": "1"}, "This is not the state of a workspace"),
    ],
)
async def test_what_can_not_be_loaded_is_refused_in_a_sentence(given: Json, sentence: str) -> None:
    async with stage() as s:
        answer = await s.post("/control/load", given)
        assert answer["ok"] is False
        assert str(answer["error"]).startswith(sentence)


async def test_of_a_scene_that_can_not_be_read_nothing_is_brought_in() -> None:
    async with stage() as s:
        before = await s.get("/control/dump")
        await s.post("/control/load", {"people": [{"name": "alan"}], "channels": [{"name": "No Name"}]})
        await s.post("/control/load", {"people": [{"name": "alan"}], "messages": 5})
        assert await s.get("/control/dump") == before


async def test_a_state_that_can_not_be_taken_in_changes_nothing() -> None:
    async with stage() as s:
        before = await s.get("/control/dump")
        twice = {**before, "people": before["people"] * 2}
        later = {**before, "version": 2}
        wrong = {**before, "channels": [{**before["channels"][0], "members": "all"}]}
        for given in (twice, later, wrong):
            assert (await s.post("/control/load", given))["ok"] is False
        assert await s.get("/control/dump") == before


def test_everything_that_a_workspace_remembers_is_kept_or_has_a_reason() -> None:
    remembered = {name for name in vars(Workspace(Setup())) if not name.startswith("_")}
    kept = {field.name for field in fields(Picture)}
    assert {name for name in remembered - NOT_STATE.keys() if KEPT_AS.get(name, name) not in kept} == set()
