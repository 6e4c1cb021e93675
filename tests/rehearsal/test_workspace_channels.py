import pytest

from tests.rehearsal.stage import refusal, stage


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("Room", "invalid_name_specials"),
        ("room one", "invalid_name_specials"),
        ("room!", "invalid_name_specials"),
        ("--", "invalid_name_punctuation"),
        ("r" * 81, "invalid_name_maxlength"),
        ("plenary", "name_taken"),
    ],
)
async def test_a_channel_name_that_slack_refuses_is_refused(name: str, error: str) -> None:
    async with stage() as s:
        assert await refusal(s.client.conversations_create(name=name)) == error


async def test_the_maker_of_a_channel_sits_in_it_alone() -> None:
    async with stage() as s, s.live("ada") as live:
        made = (await s.client.conversations_create(name="room-1"))["channel"]
        shown = (await live.until("channel"))["channel"]

    assert made["is_member"] is True
    assert (shown["id"], shown["members"]) == (made["id"], [s.bot.bot_user])


async def test_invited_people_are_in_the_channel_and_slack_says_so() -> None:
    async with stage() as s:
        channel = (await s.client.conversations_create(name="room-1"))["channel"]["id"]
        await s.client.conversations_invite(channel=channel, users=[s.person("ada"), s.person("grace")])

        members = (await s.client.conversations_members(channel=channel))["members"]
        lines = await s.seen("ada", "room-1")

    assert members == [s.bot.bot_user, s.person("ada"), s.person("grace")]
    assert [(m["subtype"], m["user"], m["inviter"]) for m in lines] == [
        ("channel_join", s.person("ada"), s.bot.bot_user),
        ("channel_join", s.person("grace"), s.bot.bot_user),
    ]


async def test_one_wrong_name_fails_the_whole_invitation_unless_forced() -> None:
    async with stage() as s:
        channel = (await s.client.conversations_create(name="room-1"))["channel"]["id"]
        users = [s.person("ada"), "U404", s.bot.bot_user]
        refused = await s.call("conversations.invite", channel=channel, users=",".join(users))
        members = (await s.client.conversations_members(channel=channel))["members"]
        forced = await s.client.conversations_invite(channel=channel, users=users, force=True)

        assert refused["error"] == "user_not_found"
        assert refused["errors"] == [
            {"user": "U404", "ok": False, "error": "user_not_found"},
            {"user": s.bot.bot_user, "ok": False, "error": "cant_invite_self"},
        ]
        assert members == [s.bot.bot_user]
        assert forced["ok"] is True
        again = s.client.conversations_invite(channel=channel, users=s.person("ada"))
        assert await refusal(again) == "already_in_channel"


async def test_a_call_invites_a_hundred_people_at_most() -> None:
    async with stage() as s:
        channel = (await s.client.conversations_create(name="room-1"))["channel"]["id"]
        crowd = [f"U{number}" for number in range(101)]
        assert (
            await refusal(s.client.conversations_invite(channel=channel, users=crowd)) == "invalid_arguments"
        )
        assert await refusal(s.client.conversations_invite(channel=channel, users=[])) == "no_user"


async def test_only_a_member_may_invite() -> None:
    async with stage() as s:
        await s.client.conversations_leave(channel=s.channel())
        invite = s.client.conversations_invite(channel=s.channel(), users=s.person("ada"))
        assert await refusal(invite) == "not_in_channel"


async def test_a_private_channel_is_seen_by_its_members_only() -> None:
    async with stage() as s, s.live("grace") as live:
        channel = (await s.client.conversations_create(name="quiet", is_private=True))["channel"]["id"]
        await s.client.conversations_invite(channel=channel, users=s.person("grace"))
        seen = [c["name"] for c in (await s.state("ada"))["channels"]]
        await s.client.conversations_kick(channel=channel, user=s.person("grace"))
        gone = await live.until("channel_gone")

        assert seen == ["general", "plenary"]
        assert gone["id"] == channel
        assert (await s.act("ada", "join", channel=channel))["error"] == "channel_not_found"


async def test_nothing_is_written_in_an_archived_channel() -> None:
    async with stage() as s:
        await s.client.conversations_archive(channel=s.channel())

        assert await refusal(s.client.chat_postMessage(channel=s.channel(), text="x")) == "is_archived"
        assert (await s.act("ada", "say", channel=s.channel(), text="x"))["error"] == "is_archived"
        assert await refusal(s.client.conversations_archive(channel=s.channel())) == "already_archived"
        general = s.client.conversations_archive(channel=s.channel("general"))
        assert await refusal(general) == "cant_archive_general"
        await s.client.conversations_unarchive(channel=s.channel())
        await s.client.chat_postMessage(channel=s.channel(), text="Back")


async def test_a_topic_has_250_letters_at_most_and_is_shown_at_once() -> None:
    async with stage() as s, s.live("ada") as live:
        await s.client.conversations_setTopic(channel=s.channel(), topic="t" * 250)
        shown = await live.until("channel")

        assert shown["channel"]["topic"] == "t" * 250
        assert (
            await refusal(s.client.conversations_setTopic(channel=s.channel(), topic="t" * 251)) == "too_long"
        )


async def test_a_topic_is_escaped_once_and_never_a_mention() -> None:
    async with stage() as s:
        for topic in ("R&D <!channel>", "R&amp;D &lt;!channel&gt;"):
            answer = await s.client.conversations_setTopic(channel=s.channel(), topic=topic)
            assert answer["channel"]["topic"]["value"] == "R&amp;D &lt;!channel&gt;"


async def test_channels_and_people_come_in_pages() -> None:
    async with stage() as s:
        for number in range(5):
            await s.client.conversations_create(name=f"room-{number}")
        channels = [len(page["channels"]) async for page in await s.client.conversations_list(limit=3)]
        people = [[m["name"] for m in page["members"]] async for page in await s.client.users_list(limit=2)]

    assert channels == [3, 3, 1]
    assert people == [["ada", "grace"], ["tallier"]]


async def test_a_person_may_let_the_bot_in() -> None:
    async with stage() as s:
        await s.client.conversations_leave(channel=s.channel())
        await s.act("ada", "invite", channel=s.channel(), users=[s.bot.bot_user])

        assert (await s.client.conversations_info(channel=s.channel()))["channel"]["is_member"] is True


async def test_several_people_share_one_direct_message_however_often_it_is_opened() -> None:
    async with stage() as s:
        people = [s.person("ada"), s.person("grace")]
        opened = (await s.client.conversations_open(users=people))["channel"]["id"]
        first = (await s.client.conversations_info(channel=opened))["channel"]
        again = await s.client.conversations_open(users=list(reversed(people)))
        await s.client.chat_postMessage(channel=first["id"], text="The three of us")
        listed = (await s.client.conversations_list(types="mpim"))["channels"]

        assert (first["is_mpim"], first["is_private"]) == (True, True)
        assert first["name"] == "mpdm-ada--grace--tallier-1"
        assert (again["channel"]["id"], again["already_open"]) == (first["id"], True)
        assert [channel["id"] for channel in listed] == [first["id"]]
        assert [m["text"] for m in (await s.state("grace"))["messages"][first["id"]]] == ["The three of us"]
        invite = s.client.conversations_invite(channel=first["id"], users=s.person("ada"))
        assert await refusal(invite) == "method_not_supported_for_channel_type"


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ([], "users_list_not_supplied"),
        (["me"], "not_enough_users"),
        (["U404"], "user_not_found"),
        ([f"U{number}" for number in range(9)], "too_many_users"),
    ],
)
async def test_a_direct_message_that_can_not_be_is_refused(users: list[str], error: str) -> None:
    async with stage() as s:
        people = ",".join(s.bot.bot_user if user == "me" else user for user in users)
        assert (await s.call("conversations.open", users=people))["error"] == error


async def test_asking_for_a_direct_message_need_not_open_it() -> None:
    async with stage() as s:
        ask = {"users": s.person("ada"), "prevent_creation": True}
        before = await s.call("conversations.open", **ask)
        opened = await s.client.conversations_open(users=s.person("ada"))
        after = await s.call("conversations.open", **ask)
        closed = await s.client.conversations_close(channel=opened["channel"]["id"])

        assert before["error"] == "channel_not_found"
        assert after["channel"] == opened["channel"]
        assert closed["ok"]
        plenary = s.client.conversations_close(channel=s.channel())
        assert await refusal(plenary) == "method_not_supported_for_channel_type"


async def test_a_page_is_cut_before_archived_channels_are_left_out() -> None:
    async with stage() as s:
        for number in range(4):
            channel = (await s.client.conversations_create(name=f"room-{number}"))["channel"]["id"]
            if number < 3:
                await s.client.conversations_archive(channel=channel)
        pages = [
            [channel["name"] for channel in page["channels"]]
            async for page in await s.client.conversations_list(limit=2, exclude_archived=True)
        ]

    assert pages == [["general", "plenary"], [], ["room-3"]]


@pytest.mark.parametrize(
    ("wrong", "error"), [({"cursor": "x"}, "invalid_cursor"), ({"limit": 1001}, "invalid_limit")]
)
async def test_a_page_that_is_not_there_is_refused(wrong: dict[str, object], error: str) -> None:
    async with stage() as s:
        assert await refusal(s.client.api_call("conversations.list", params=wrong)) == error


async def test_only_the_maker_of_a_channel_renames_it() -> None:
    async with stage() as s:
        rename = s.client.conversations_rename(channel=s.channel(), name="other")
        assert await refusal(rename) == "not_authorized"


async def test_the_last_one_in_a_private_channel_stays() -> None:
    async with stage() as s:
        channel = (await s.client.conversations_create(name="quiet", is_private=True))["channel"]["id"]
        assert await refusal(s.client.conversations_leave(channel=channel)) == "last_member"
