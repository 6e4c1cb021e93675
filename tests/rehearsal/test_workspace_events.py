import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from rehearsal.workspace import Timing
from tests.rehearsal.stage import Json, stage
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

NAMES = (
    "message",
    "app_mention",
    "reaction_added",
    "reaction_removed",
    "member_joined_channel",
    "member_left_channel",
    "channel_created",
    "channel_archive",
    "channel_rename",
    "file_shared",
    "team_join",
)


class Ears:
    """A bot that keeps every event it hears."""

    def __init__(self, *names: str) -> None:
        self.names = names or NAMES
        self.events: asyncio.Queue[Json] = asyncio.Queue()

    def __call__(self, app: "AsyncApp") -> None:
        for name in self.names:
            app.event(name)(self.hear)

    async def hear(self, body: Json) -> None:
        self.events.put_nowait(body)

    async def next(self) -> Json:
        async with asyncio.timeout(SECONDS):
            body = await self.events.get()
        event: Json = body["event"]
        return event


async def test_a_message_comes_with_its_channel_and_rich_text() -> None:
    ears = Ears("message")
    async with stage(ears) as s:
        ts = (await s.act("ada", "say", channel=s.channel(), text="Hi <you> :wave:"))["ts"]
        event = await ears.next()

    assert (event["text"], event["ts"], event["user"]) == ("Hi &lt;you&gt; :wave:", ts, s.person("ada"))
    assert (event["channel"], event["channel_type"]) == (s.channel(), "channel")
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "Hi <you> "},
        {"type": "emoji", "name": "wave"},
    ]


async def test_edits_and_deletions_carry_what_stood_there_before() -> None:
    ears = Ears("message")
    async with stage(ears) as s:
        ts = (await s.act("ada", "say", channel=s.channel(), text="First"))["ts"]
        await s.act("ada", "edit", channel=s.channel(), ts=ts, text="Second")
        await s.act("ada", "delete", channel=s.channel(), ts=ts)
        events = {event.get("subtype"): event for event in [await ears.next() for _ in range(3)]}

    changed, deleted = events["message_changed"], events["message_deleted"]
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("First", "Second")
    assert changed["message"]["edited"]["user"] == s.person("ada")
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (ts, "Second")


async def test_reactions_come_and_go_by_name_with_their_skin_tone() -> None:
    ears = Ears("reaction_added", "reaction_removed")
    async with stage(ears) as s:
        ts = (await s.act("ada", "say", channel=s.channel(), text="Idea"))["ts"]
        place = {"channel": s.channel(), "ts": ts, "name": "thumbsup::skin-tone-3"}
        await s.act("grace", "react", **place)
        twice = await s.act("grace", "react", **place)
        added = await ears.next()
        await s.act("grace", "unreact", **place)
        removed = await ears.next()

    assert twice["error"] == "already_reacted"
    assert (added["type"], removed["type"]) == ("reaction_added", "reaction_removed")
    assert (added["reaction"], added["user"]) == ("thumbsup::skin-tone-3", s.person("grace"))
    assert added["item"] == {"type": "message", "channel": s.channel(), "ts": ts}
    assert added["item_user"] == s.person("ada")


async def test_a_bot_hears_nothing_of_channels_it_is_not_in() -> None:
    ears = Ears("message")
    async with stage(ears) as s:
        await s.client.conversations_leave(channel=s.channel())
        await s.act("ada", "say", channel=s.channel(), text="Unheard")
        await s.act("ada", "say", channel=s.channel("general"), text="Heard")
        texts = [(await ears.next())["text"]]

    assert texts == ["Heard"]


async def test_a_mention_and_a_direct_message_reach_the_bot() -> None:
    ears = Ears("message", "app_mention")
    async with stage(ears) as s:
        await s.act("ada", "say", channel=s.channel(), text="@tallier hello")
        heard = {event["type"] for event in [await ears.next(), await ears.next()]}
        direct = (await s.act("ada", "dm", user=s.bot.bot_user))["channel"]
        await s.act("ada", "say", channel=direct, text="Quietly")
        event = await ears.next()

    assert heard == {"message", "app_mention"}
    assert (event["channel"], event["channel_type"], event["text"]) == (direct, "im", "Quietly")


async def test_people_who_come_and_go_are_announced() -> None:
    ears = Ears("member_joined_channel", "member_left_channel", "team_join")
    async with stage(ears) as s:
        await s.act("grace", "leave", channel=s.channel())
        left = await ears.next()
        await s.act("grace", "join", channel=s.channel())
        joined = await ears.next()
        added = await s.post("/control/people", {"people": [{"name": "alan", "real_name": "Alan Turing"}]})
        new = await ears.next()

    assert (left["type"], left["user"], left["channel_type"]) == (
        "member_left_channel",
        s.person("grace"),
        "C",
    )
    assert (joined["type"], joined["channel"]) == ("member_joined_channel", s.channel())
    assert new["user"]["id"] == added["people"][0]["id"]


async def test_new_and_renamed_channels_are_announced() -> None:
    ears = Ears("channel_created", "channel_rename")
    async with stage(ears) as s:
        channel = (await s.client.conversations_create(name="room-1"))["channel"]["id"]
        await s.client.conversations_rename(channel=channel, name="room-2")
        events = {event["type"]: event["channel"] for event in [await ears.next() for _ in range(2)]}

    assert events["channel_created"]["name"] == "room-1"
    assert events["channel_rename"]["name"] == "room-2"


async def test_a_bot_that_connects_late_misses_nothing() -> None:
    ears = Ears("message")
    async with stage() as s, AsyncExitStack() as stack:
        await s.act("ada", "say", channel=s.channel(), text="Early")
        await s.connect(stack, ears)
        event = await ears.next()

    assert event["text"] == "Early"


async def test_an_event_that_is_not_acknowledged_comes_again_with_the_same_id() -> None:
    tries: list[tuple[str, list[str]]] = []
    acknowledged = asyncio.Event()

    def forgetful(app: "AsyncApp") -> None:
        @app.middleware
        async def note(req: Any, resp: Any, next: Any) -> None:  # noqa: A002, ANN401 -- the framework asks by name
            tries.append((req.body["event_id"], req.headers.get("x-slack-retry-num", ["0"])))
            if len(tries) == 3:
                await next()
            else:
                resp.status = 500

        @app.event("message")
        async def hear() -> None:
            acknowledged.set()

    async with stage(forgetful, timing=Timing(acknowledge=0.05, retries=(0.0, 0.01, 0.01))) as s:
        await s.act("ada", "say", channel=s.channel(), text="Again")
        async with asyncio.timeout(SECONDS):
            await acknowledged.wait()

    assert len({event_id for event_id, _ in tries}) == 1
    assert [number for _, number in tries] == [["0"], ["1"], ["2"]]


async def test_an_event_without_its_scope_is_not_sent() -> None:
    ears = Ears("message", "reaction_added")
    async with stage(ears, scopes=("chat:write", "reactions:read")) as s:
        ts = (await s.act("ada", "say", channel=s.channel(), text="Unheard"))["ts"]
        await s.act("ada", "react", channel=s.channel(), ts=ts, name="eyes")
        event = await ears.next()

    assert event["type"] == "reaction_added"
