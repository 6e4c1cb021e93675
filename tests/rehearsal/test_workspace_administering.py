import pytest

from tests.rehearsal.stage import Json, Stage, refusal, stage
from tests.rehearsal.test_workspace_mishaps import wired


async def administer(s: Stage, do: str, /, **more: object) -> Json:
    answer = await s.act("ada", do, **more)
    assert answer["ok"], answer
    return answer


async def guests(s: Stage) -> dict[str, str]:
    """Bring in four who can't be invited, and one who can; by name, their ids."""
    names = ("gone", "multi", "single", "full")
    people = [{"name": name, "real_name": name.title()} for name in names]
    ids = {p["name"]: p["id"] for p in (await s.post("/control/people", {"people": people}))["people"]}
    await administer(s, "deactivate", user=ids["gone"])
    for kind in ("multi", "single"):
        await administer(s, "guest", user=ids[kind], guest=kind)
    return ids


async def test_a_bot_that_is_shown_out_hears_of_it_and_may_not_post_any_more() -> None:
    async with wired() as (s, wire):
        await administer(s, "kick", channel=s.channel(), user=s.bot.bot_user)
        events = [envelope["payload"]["event"] for envelope in await wire.take(2)]
        assert await refusal(s.client.chat_postMessage(channel=s.channel(), text="Hello")) == "not_in_channel"

    assert {event["type"] for event in events} == {"message", "member_left_channel"}


async def test_an_archived_channel_takes_nothing_until_it_is_taken_out_again() -> None:
    async with wired() as (s, wire):
        await administer(s, "archive", channel=s.channel())
        heard = [envelope["payload"]["event"]["type"] for envelope in await wire.take(2)]
        assert await refusal(s.client.chat_postMessage(channel=s.channel(), text="Hello")) == "is_archived"
        await administer(s, "unarchive", channel=s.channel())
        assert (await s.client.chat_postMessage(channel=s.channel(), text="Hello"))["ok"]

    assert sorted(heard) == ["channel_archive", "message"]


async def test_an_administrator_takes_a_bots_message_back() -> None:
    async with wired() as (s, wire):
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Hello"))["ts"]
        await administer(s, "remove", channel=s.channel(), ts=ts)
        subtypes = [envelope["payload"]["event"].get("subtype") for envelope in await wire.take(2)]
        again = s.client.chat_update(channel=s.channel(), ts=ts, text="Hello again")
        assert await refusal(again) == "message_not_found"

    assert subtypes[-1] == "message_deleted"


async def test_who_can_not_be_invited_is_named_with_the_reason() -> None:
    async with stage() as s:
        ids = await guests(s)
        channel = (await s.client.conversations_create(name="room"))["channel"]["id"]
        everyone = [*ids.values(), "U0NOBODY", s.bot.bot_user]
        answer = await s.call("conversations.invite", channel=channel, users=",".join(everyone), force=True)
        members = (await s.client.conversations_members(channel=channel))["members"]

    assert [(entry["user"], entry["error"]) for entry in answer["errors"]] == [
        (ids["gone"], "cant_invite"),
        (ids["multi"], "user_is_restricted"),
        (ids["single"], "ura_max_channels"),
        ("U0NOBODY", "user_not_found"),
        (s.bot.bot_user, "cant_invite_self"),
    ]
    assert members == [s.bot.bot_user, ids["full"]]


async def test_an_account_that_is_switched_off_is_in_no_channel_and_acts_no_more() -> None:
    async with wired() as (s, wire):
        await administer(s, "deactivate", user=s.person("grace"))
        event = (await wire.take())[0]["payload"]["event"]
        info = (await s.client.users_info(user=s.person("grace")))["user"]
        members = (await s.client.conversations_members(channel=s.channel()))["members"]
        said = await s.act("grace", "say", channel=s.channel(), text="Hello")
        assert await refusal(s.client.conversations_open(users=s.person("grace"))) == "user_disabled"
        await administer(s, "reactivate", user=s.person("grace"))
        assert (await s.act("grace", "join", channel=s.channel()))["ok"]

    assert (event["type"], event["user"]["deleted"], info["deleted"]) == ("user_change", True, True)
    assert s.person("grace") not in members
    assert said == {"ok": False, "error": "account_inactive"}


async def test_guests_are_marked_as_such() -> None:
    async with stage() as s:
        ids = await guests(s)
        users = {name: (await s.client.users_info(user=person))["user"] for name, person in ids.items()}

    assert {name: (u["is_restricted"], u["is_ultra_restricted"]) for name, u in users.items()} == {
        "gone": (False, False),
        "multi": (True, False),
        "single": (True, True),
        "full": (False, False),
    }


async def test_a_guest_knows_of_nothing_but_where_they_are() -> None:
    async with stage() as s, s.live("grace") as live:
        await s.act("ada", "create", name="side")
        side = s.channel("side")
        assert (await live.until("channel"))["channel"]["id"] == side
        await administer(s, "guest", user=s.person("grace"))
        assert (await live.until("channel_gone"))["id"] == side
        await s.act("ada", "say", channel=side, text="Between full members")
        await s.act("ada", "say", channel=s.channel(), text="For all here")
        heard = (await live.until("message"))["message"]["text"]
        seen = {channel["name"] for channel in (await s.state("grace"))["channels"]}
        refused = await s.act("grace", "join", channel=side)
        await s.act("ada", "invite", channel=side, users=[s.person("grace")])
        caught_up = (await live.until("message"))["message"]["text"]

    assert (heard, seen) == ("For all here", {"general", "plenary"})
    assert refused["error"] == "channel_not_found"
    assert caught_up == "Between full members"


@pytest.mark.parametrize(
    ("do", "heard"), [("revoke", ["tokens_revoked"]), ("uninstall", ["tokens_revoked", "app_uninstalled"])]
)
async def test_an_app_whose_tokens_are_revoked_is_told_and_refused(do: str, heard: list[str]) -> None:
    async with wired() as (s, wire):
        await administer(s, do, app=s.bot.app_id)
        events = [envelope["payload"]["event"] for envelope in await wire.take(len(heard))]
        assert await refusal(s.client.auth_test()) == "token_revoked"

    assert [event["type"] for event in events] == heard
    assert events[0]["tokens"] == {"oauth": [], "bot": [s.bot.bot_user]}


async def test_channels_are_made_and_named_by_people_as_well() -> None:
    async with stage() as s:
        channel = (await administer(s, "create", name="room-1", is_private=True))["channel"]
        await administer(s, "rename", channel=channel, name="room-2")
        await administer(s, "topic", channel=channel, text="The topic")
        await administer(s, "purpose", channel=channel, text="The purpose")
        shown = (await s.state("ada"))["channels"][-1]
        taken = await s.act("ada", "create", name="plenary")

    assert (shown["name"], shown["topic"], shown["purpose"]) == ("room-2", "The topic", "The purpose")
    assert (shown["is_private"], taken["error"]) == (True, "name_taken")


async def test_what_only_channels_have_is_refused_for_a_direct_message() -> None:
    async with stage() as s:
        direct = (await s.act("ada", "dm", user=s.person("grace")))["channel"]
        for do in ("rename", "topic", "archive", "kick", "join", "leave", "invite"):
            answer = await s.act("ada", do, channel=direct, name="x", user=s.person("grace"))
            assert answer["error"] == "method_not_supported_for_channel_type"


async def test_who_is_switched_off_can_not_be_invited_by_a_person_either() -> None:
    async with stage() as s:
        await s.act("ada", "deactivate", user=s.person("grace"))
        answer = await s.act("ada", "invite", channel=s.channel(), users=[s.person("grace")])

    assert answer["error"] == "cant_invite"


async def test_an_apps_account_goes_with_the_app_only() -> None:
    async with stage() as s:
        for do in ("deactivate", "reactivate", "guest"):
            answer = await s.act("ada", do, user=s.bot.bot_user)
            assert answer["error"] == "user must be a person: an app is sent away with uninstall."


async def test_nine_people_talk_among_themselves_and_no_ten() -> None:
    async with stage() as s:
        entries = [{"name": f"person{n}"} for n in range(9)]
        ids = [person["id"] for person in (await s.post("/control/people", {"people": entries}))["people"]]
        nine, ten = await s.act("ada", "dm", users=ids[:8]), await s.act("ada", "dm", users=ids)

    assert (nine["ok"], ten["error"]) == (True, "too_many_users")


async def test_what_is_gone_can_not_be_taken_back_once_more() -> None:
    async with stage() as s:
        ts = (await s.act("ada", "say", channel=s.channel(), text="A question"))["ts"]
        await s.act("grace", "say", channel=s.channel(), text="An answer", thread_ts=ts)
        await s.act("ada", "remove", channel=s.channel(), ts=ts)
        again = await s.act("ada", "remove", channel=s.channel(), ts=ts)

    assert again["error"] == "message_not_found"
