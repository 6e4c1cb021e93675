"""Files against a served workspace: put where they belong, taken back from where they don't, and fetched from a form."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from consultation.errors import DocumentTooLarge
from consultation.model.documents import Document
from consultation.model.references import MessageRef, PersonRef, PlaceRef
from consultation.ports.platform import PlatformRefusal, PlatformSilence
from handlers.slack.client import SlackClient
from handlers.slack.directory import ONE_BY_ONE_MOST, SlackDirectory
from handlers.slack.files import LOOKS, SlackFiles
from handlers.slack.pacer import Pacer
from tests.rehearsal.stage import NOON, Json, Stage, stage

if TYPE_CHECKING:
    from consultation.ports.documents import Courier, Directory

SHEET = Document("placement.csv", "Placement", "Who sits where", "person,room\nAda,Küche\n".encode())
REPORT = Document("report.pdf", "Report", "What was found", b"%PDF" * 20_000)


@dataclass
class StageTime:
    """Waiting moves the clock of the workspace."""

    stage: Stage

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.stage.workspace.clock.now(), UTC)

    async def sleep(self, seconds: float) -> None:
        await self.stage.advance(seconds)


@asynccontextmanager
async def files(*, without: Sequence[str] = ()) -> AsyncIterator[tuple[Stage, SlackFiles]]:
    scopes = ("files:read", "files:write", "im:write", "channels:history", "chat:write", "users:read")
    async with stage(at=NOON, scopes=tuple(one for one in scopes if one not in without)) as s:
        client = SlackClient(s.bot.bot_token, s.address.api_url, s.http, Pacer(StageTime(s)))
        yield s, SlackFiles(client, PersonRef(s.bot.bot_user))


async def fault(s: Stage, kind: str, **settings: object) -> None:
    answer = await s.post("/control/faults", {"fault": kind, **settings})
    assert answer["ok"], answer


async def desk_of(s: Stage, name: str = "ada") -> list[Json]:
    """What somebody sees in their messages with the bot."""
    messages: dict[str, list[Json]] = (await s.state(name))["messages"]
    return [one for place, found in messages.items() if place.startswith("D") for one in found]


def held(s: Stage) -> list[str]:
    return [file.name for file in s.workspace.files.all() if not file.deleted]


async def test_a_person_is_handed_files_in_private_with_words_that_mention_nobody() -> None:
    async with files() as (s, courier):
        port: Courier = courier
        await port.deliver(PlaceRef(s.person("ada")), [SHEET, REPORT], "Here, <!channel> & all")
        (message,) = await desk_of(s)
        assert [one["name"] for one in message["files"]] == ["placement.csv", "report.pdf"]
        assert message["text"] == "Here, &lt;!channel&gt; &amp; all"
        assert await desk_of(s, "grace") == []
        assert await s.seen("ada") == []


async def test_a_channel_is_handed_files_in_a_thread() -> None:
    async with files() as (s, courier):
        first = await s.client.chat_postMessage(channel=s.channel(), text="The digest")
        at = MessageRef(PlaceRef(s.channel()), first["ts"])
        await courier.deliver(at.place, [REPORT], "The report", under=at)
        replies = await s.client.conversations_replies(channel=at.place, ts=at.stamp)
        assert [one.get("files", [{}])[0].get("title") for one in replies["messages"]] == [None, "Report"]


async def test_what_is_shared_late_is_waited_for() -> None:
    async with files() as (s, courier):
        await fault(s, "shared_late", seconds=20)
        await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert len(await desk_of(s)) == 1


async def test_what_is_never_shared_is_taken_back_and_told() -> None:
    async with files() as (s, courier):
        await fault(s, "unshared")
        with pytest.raises(PlatformRefusal, match="did not show it"):
            await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert held(s) == []


async def test_what_turns_up_in_another_place_is_deleted_at_once() -> None:
    async with files() as (s, courier):
        await fault(s, "misplaced", to=s.channel())
        with pytest.raises(PlatformRefusal, match="another place"):
            await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert held(s) == []
        assert s.workspace.clock.now() - NOON <= LOOKS[0]


async def test_a_lost_upload_is_tried_again_and_shown_once() -> None:
    async with files() as (s, courier):
        await fault(s, "status", method="upload", status=502, times=2)
        await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert [len(one["files"]) for one in await desk_of(s)] == [1]


async def test_a_lost_answer_makes_no_second_file() -> None:
    async with files() as (s, courier):
        await fault(s, "lost", method="files.completeUploadExternal", times=1)
        await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert [len(one["files"]) for one in await desk_of(s)] == [1]


async def test_what_was_not_carried_out_may_be_tried_again() -> None:
    async with files() as (s, courier):
        await fault(s, "status", method="files.completeUploadExternal", status=500, times=1)
        with pytest.raises(PlatformSilence):
            await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert held(s) == []
        await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert len(await desk_of(s)) == 1


async def test_what_is_there_already_is_found_by_its_names() -> None:
    async with files() as (s, courier):
        place, begun = PlaceRef(s.person("ada")), datetime.fromtimestamp(NOON, UTC)
        names = [SHEET.name, REPORT.name]
        assert await courier.delivered(place, names, begun) == []
        sent = await courier.deliver(place, [SHEET, REPORT], "Here")
        assert set(await courier.delivered(place, names, begun)) == set(sent)
        assert await courier.delivered(place, ["other.csv"], begun) == []
        assert await courier.delivered(PlaceRef(s.person("grace")), names, begun) == []
        assert await courier.delivered(place, names, begun + timedelta(hours=1)) == []


@pytest.mark.parametrize("missing", ["files:write", "files:read"])
async def test_without_the_scope_it_is_told_what_to_do(missing: str) -> None:
    async with files(without=[missing]) as (s, courier):
        with pytest.raises(PlatformRefusal, match="install it again"):
            await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert held(s) == []


async def test_a_file_in_a_form_is_fetched_if_it_is_small_enough() -> None:
    async with files() as (s, courier):
        (name,) = await courier.deliver(PlaceRef(s.person("ada")), [SHEET], "Here")
        assert await courier.fetch(name, len(SHEET.content)) == SHEET.content
        with pytest.raises(DocumentTooLarge, match="too large"):
            await courier.fetch(name, len(SHEET.content) - 1)
        with pytest.raises(PlatformRefusal, match="not there any more"):
            await courier.fetch("F0NOTHING", 100)


async def test_people_are_known_by_their_names_and_strangers_are_left_out() -> None:
    async with files() as (s, courier):
        directory: Directory = SlackDirectory(courier.client)
        ada, grace = (PersonRef(s.person(name)) for name in ("ada", "grace"))
        for strangers in (1, ONE_BY_ONE_MOST):
            people = [ada, *(PersonRef(f"U0NOBODY{n}") for n in range(strangers))]
            assert await directory.names(people) == {ada: "Ada Lovelace"}
        assert await directory.names([ada, grace]) == {ada: "Ada Lovelace", grace: "Grace Hopper"}
