"""A workspace is kept in a file, written when something changed and read at the next start."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.furnishing import furnished
from rehearsal.workspace import PersonSetup, Setup, Workspace, accounts, serve
from rehearsal.workspace.keeping.keeper import Keeper
from rehearsal.workspace.keeping.picture import Letters, read, restore, taken
from rehearsal.workspace.ways import ways
from tests.rehearsal.receiver import over_http
from tests.rehearsal.stage import MANIFEST, stage


async def test_a_file_holds_how_it_was_in_the_end_and_a_new_start_goes_on_from_it(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    first = Workspace(Setup())
    bot = first.install({"display_information": {"name": "Bot"}, "oauth_config": SCOPES})
    first.channels.named("general").members[bot.bot_user] = None  # type: ignore[union-attr]  # it is there
    async with serve(first, state=path) as address:
        await said(address.api_url, bot.bot_token, "One")
    second = Workspace(Setup())
    restore(second, read(path.read_text(encoding="utf-8")))
    async with serve(second, state=path) as address:
        await said(address.api_url, bot.bot_token, "Two")
    whole = json.loads(path.read_text(encoding="utf-8"))

    assert [message["text"] for message in whole["messages"]] == ["One", "Two"]
    assert not path.with_name("state.json.new").exists()


async def test_a_new_start_reaches_an_app_where_it_was_reached_before() -> None:
    async with over_http() as (s, bot):
        await s.post("/control/delivery", {"events_an_hour": 7, "delayed_events": True})
        state = await s.get("/control/dump")
        second = Workspace(Setup())
        app = furnished(second, MANIFEST, state)
        kept = ways(second)[app.app_id]
        async with serve(second) as address, aiohttp.ClientSession() as http:
            act = {"as": s.person("ada"), "do": "say", "channel": s.channel(), "text": "Hello again"}
            await http.post(f"{address.url}/control/act", json=act)
            heard = json.loads((await bot.next()).body)["event"]["text"]

    assert (kept.socket_mode, kept.events_an_hour, kept.delayed_events) == (False, 7, True)
    assert heard == "Hello again"


async def test_a_manifest_that_was_changed_says_anew_how_its_app_is_reached() -> None:
    async with over_http() as (s, _):
        state = await s.get("/control/dump")
    elsewhere = {"event_subscriptions": {"request_url": "http://127.0.0.1:9/elsewhere"}}
    second = Workspace(Setup())
    app = furnished(second, {**MANIFEST, "settings": elsewhere}, state)

    assert ways(second)[app.app_id].urls.events == "http://127.0.0.1:9/elsewhere"


async def test_a_file_follows_what_happens(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    async with stage() as s:
        keeper = Keeper(s.workspace, path, pause=0)
        s.workspace.watch(keeper.touch)
        following = asyncio.create_task(keeper.follow())
        await s.act("ada", "say", channel=s.channel(), text="Hello")
        while not path.exists() or "Hello" not in path.read_text(encoding="utf-8"):
            await s.get("/control/clock")
        following.cancel()


SCOPES = {"scopes": {"bot": ["chat:write"]}}
PERSON = PersonSetup("ada", "Ada Lovelace")


async def said(api_url: str, token: str, text: str) -> None:
    client = AsyncWebClient(token=token, base_url=api_url)
    await client.chat_postMessage(channel="#general", text=text)


def test_a_state_that_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    workspace, path = Workspace(Setup()), tmp_path / "state.json"
    keeper = Keeper(workspace, path)
    keeper.write()
    path.unlink()
    keeper.write()
    assert not path.exists()
    workspace.new_person(PERSON)
    keeper.write()
    assert path.exists()


def test_a_person_who_changed_is_written_anew_and_the_others_as_before() -> None:
    workspace = Workspace(Setup(people=(PERSON, PersonSetup("grace", "Grace Hopper"))))
    letters = Letters()
    taken(workspace, letters)
    accounts.deactivate(workspace, workspace.people.named("ada"))
    assert taken(workspace, letters) == taken(workspace)
    assert [person["deleted"] for person in json.loads(taken(workspace, letters))["people"]] == [True, False]


async def test_a_file_that_can_not_be_written_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        async with serve(Workspace(Setup()), state=tmp_path / "nowhere" / "state.json"):
            """Never get here."""
