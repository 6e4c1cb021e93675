"""Reactions, pins and bookmarks: what is put on messages and over channels."""

from dataclasses import replace

import pytest

from tests.rehearsal.stage import Json, Stage, refusal, stage


async def said(s: Stage, text: str = "Yes") -> str:
    return str((await s.act("ada", "say", channel=s.channel(), text=text))["ts"])


async def test_a_message_carries_so_many_different_emoji_and_a_person_adds_so_many() -> None:
    async with stage() as s:
        ts = await said(s)
        message = s.workspace.messages.get(s.channel(), ts)
        place = {"channel": s.channel(), "timestamp": ts}
        message.reactions = {f"e{number}": {s.bot.bot_user: None} for number in range(23)}
        assert await refusal(s.client.reactions_add(name="eyes", **place)) == "too_many_reactions"
        message.reactions = {f"e{number}": {s.person("ada"): None} for number in range(49)} | {"wave": {}}
        assert await refusal(s.client.reactions_add(name="eyes", **place)) == "too_many_emoji"
        message.reactions["wave"] = {s.person("ada"): None}
        await s.client.reactions_add(name="wave", **place)


@pytest.mark.parametrize(
    ("name", "error"),
    [("wave::skin-tone-3", ""), ("party", ""), ("wawe", "invalid_name"), ("👋", "invalid_name")],
)
async def test_a_reaction_is_an_emoji_of_slack_or_of_the_workspace(name: str, error: str) -> None:
    async with stage() as s:
        s.workspace.setup = replace(s.workspace.setup, emoji={"party": "https://example.org/party.png"})
        place = {"channel": s.channel(), "timestamp": await said(s)}
        answer = await s.call("reactions.add", name=name, **place)

    assert answer.get("error", "") == error


@pytest.mark.parametrize(
    ("item", "error"),
    [
        ({}, "no_item_specified"),
        ({"timestamp": "noon"}, "bad_timestamp"),
        ({"timestamp": "1.1"}, "message_not_found"),
        ({"file": "F404"}, "file_not_found"),
        ({"file_comment": "Fc404"}, "file_comment_not_found"),
    ],
)
async def test_what_can_not_be_found_has_no_reactions(item: Json, error: str) -> None:
    async with stage() as s:
        place = {"channel": s.channel(), **item}
        assert await refusal(s.client.api_call("reactions.get", params=place)) == error


async def test_a_bot_finds_again_what_someone_reacted_to_newest_first_and_in_pages() -> None:
    async with stage() as s:
        for text in ("one", "two", "three"):
            await s.act("grace", "react", channel=s.channel(), ts=await said(s, text), name="eyes")
        await said(s, "four")
        pages = await s.client.reactions_list(user=s.person("grace"), limit=2)
        texts = [[item["message"]["text"] for item in page["items"]] async for page in pages]
        numbered = await s.client.reactions_list(user=s.person("grace"), count=2, page=2)

    assert texts == [["three", "two"], ["one"]]
    assert [item["message"]["text"] for item in numbered["items"]] == ["one"]
    assert numbered["paging"] == {"count": 2, "total": 3, "page": 2, "pages": 2}


async def test_a_pin_is_set_listed_and_taken_off_once() -> None:
    async with stage() as s:
        place = {"channel": s.channel(), "timestamp": await said(s)}
        await s.client.pins_add(**place)
        assert await refusal(s.client.pins_add(**place)) == "already_pinned"
        pins = (await s.client.pins_list(channel=s.channel()))["items"]
        count = (await s.client.conversations_history(channel=s.channel()))["pin_count"]
        await s.client.pins_remove(**place)
        assert await refusal(s.client.pins_remove(**place)) == "no_pin"

    assert [(pin["message"]["text"], pin["created_by"]) for pin in pins] == [("Yes", s.bot.bot_user)]
    assert count == 1


async def test_what_slack_writes_itself_is_not_pinned() -> None:
    async with stage() as s:
        await s.act("grace", "leave", channel=s.channel())
        note = (await s.seen("ada"))[-1]["ts"]
        assert await refusal(s.client.pins_add(channel=s.channel(), timestamp=note)) == "not_pinnable"


async def test_a_link_over_a_channel_is_added_changed_and_taken_away() -> None:
    async with stage() as s:
        place = {"channel_id": s.channel()}
        mark = (await s.client.bookmarks_add(title="Report", type="link", link="https://a.b", **place))[
            "bookmark"
        ]
        changed = await s.client.bookmarks_edit(bookmark_id=mark["id"], title="The report", **place)
        listed = (await s.client.bookmarks_list(**place))["bookmarks"]
        await s.client.bookmarks_remove(bookmark_id=mark["id"], **place)

        assert listed == [changed["bookmark"]]
        assert (listed[0]["title"], listed[0]["link"]) == ("The report", "https://a.b")
        assert await refusal(s.client.bookmarks_remove(bookmark_id=mark["id"], **place)) == "not_found"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"type": "folder"}, "invalid_bookmark_type"),
        ({"link": "nowhere"}, "invalid_link"),
        ({"emoji": "Not One"}, "invalid_emoji"),
        ({"title": ""}, "invalid_arguments"),
    ],
)
async def test_a_link_that_slack_refuses_is_refused(wrong: Json, error: str) -> None:
    async with stage() as s:
        good = {"channel_id": s.channel(), "title": "x", "type": "link", "link": "https://a.b"}
        assert (await s.call("bookmarks.add", **(good | wrong)))["error"] == error
